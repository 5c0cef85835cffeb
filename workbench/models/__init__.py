from workbench.models.imports import Import, ImportFile, Layout
from workbench.models.remembered import RememberedAnswer
from workbench.models.responsibility import Responsibility

__all__ = ["Import", "ImportFile", "Layout", "RememberedAnswer", "Responsibility"]

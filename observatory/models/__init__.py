from observatory.models.releases import (
    Release,
    ReleasedList,
    ReleasedRecord,
    ReleaseFile,
    ReleasePart,
)
from observatory.models.site import Page, SiteSettings, SocialLink

__all__ = [
    "Page",
    "Release",
    "ReleaseFile",
    "ReleasePart",
    "ReleasedList",
    "ReleasedRecord",
    "SiteSettings",
    "SocialLink",
]

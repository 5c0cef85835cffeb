"""Load the facts that the project carries in `fixtures/`; twice is the same as once."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import import_string

from common.tables import Unreadable
from regions.resources import TableResource
from regions.signals import written
from workbench.imports.loading import load_table
from workbench.imports.plan import Plan
from workbench.imports.shape import Unfit

REASON = "Reference facts of the project"


class Command(BaseCommand):
    help = "Load the reference facts from fixtures/. What editors changed since is left alone."

    def add_arguments(self, parser):
        parser.add_argument(
            "--fixtures",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="another folder with the same files",
        )

    def handle(self, *, fixtures: Path, **options):
        started = time.monotonic()
        changes = 0
        with transaction.atomic():
            for name, resource in settings.REFERENCE_TABLES:
                rows = load(fixtures / name, import_string(resource)).row_counts()
                changes += rows["new"] + rows["changed"]
                self.stdout.write(
                    f"{name}: {rows['new']} new, {rows['changed']} changed, "
                    f"{rows['unchanged']} unchanged"
                )
            written.send(Command)
        seconds = time.monotonic() - started
        self.stdout.write(
            self.style.SUCCESS(f"Reference facts: {changes} changes in {seconds:.1f} s.")
        )


def load(path: Path, resource: type[TableResource]) -> Plan:
    """Load one table; all of it or, with every fault named, nothing."""
    try:
        plan = load_table(path.read_bytes(), path.name, resource, REASON)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except (Unreadable, Unfit) as error:
        raise CommandError(f"{path.name} was not loaded: {error}") from error
    if plan.refusals:
        faults = [f"Row {p.row}, {p.heading}: {p.reason}" for p in plan.refusals]
        raise CommandError("\n".join([f"{path.name} was not loaded:", *faults]))
    return plan

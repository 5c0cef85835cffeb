"""Load the facts that the project carries in `fixtures/`; twice is the same as once."""

import csv
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import import_string
from tablib import Dataset

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
                totals = load(fixtures / name, import_string(resource)())
                changes += totals["new"] + totals["update"]
                self.stdout.write(
                    f"{name}: {totals['new']} new, {totals['update']} changed, "
                    f"{totals['skip']} unchanged"
                )
        seconds = time.monotonic() - started
        self.stdout.write(
            self.style.SUCCESS(f"Reference facts: {changes} changes in {seconds:.1f} s.")
        )


def load(path: Path, resource) -> dict[str, int]:
    """Load one table; all of it or, with every fault named, nothing."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            headings, *rows = csv.reader(file)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error
    result = resource.import_data(
        Dataset(*rows, headers=headings), reason=REASON, keep_edits=True, use_transactions=True
    )
    faults = list(faults_of(result))
    if faults:
        raise CommandError("\n".join([f"{path.name} was not loaded:", *faults]))
    return result.totals


def faults_of(result):
    """What went wrong, in sentences, each with the row of the file."""
    for error in result.base_errors:
        yield from getattr(error.error, "messages", [str(error.error)])
    for row in result.error_rows:
        for error in row.errors:
            messages = getattr(error.error, "messages", [str(error.error)])
            yield f"Row {row.number + 1}: {' '.join(messages)}"
    for row in result.invalid_rows:
        yield f"Row {row.number + 1}: {' '.join(row.error.messages)}"

"""Publish the data of today under a number, such as 2026.1."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from observatory.models import Release
from observatory.releases.making import Made
from observatory.releases.publishing import NotReleased, look, next_number, release


class Command(BaseCommand):
    help = "Publish the data as they are now as a release that never changes."

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", help="such as 2026.1; else the next of this year")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it would hold, publish nothing"
        )

    def handle(self, *, number, dry_run, **options):
        number = number or next_number(timezone.localdate())
        try:
            if dry_run:
                self._tell(look(number))
            else:
                self._tell_release(release(number))
        except NotReleased as problem:
            raise CommandError(str(problem)) from problem

    def _tell(self, made: Made) -> None:
        for one in made.files:
            self.stdout.write(f"{one.sha256}  {one.name} ({len(one.content):,} bytes)")
        self._tell_rows(made.rows, made.changes)
        self.stdout.write(made.cited.sentence())
        self.stdout.write(f"Would be release {made.cited.number}. Nothing was published.")

    def _tell_release(self, made: Release) -> None:
        for one in made.files.all():
            self.stdout.write(f"{one.sha256}  {one.name} ({one.size:,} bytes)")
        self._tell_rows(made.rows, made.changes)
        self.stdout.write(self.style.SUCCESS(f"Published as release {made.number}."))

    def _tell_rows(self, rows: dict[str, int], changes: dict[str, dict[str, int]]) -> None:
        for name, number in rows.items():
            kinds = [f"{many:,} {kind}" for kind, many in changes.get(name, {}).items() if many]
            told = f" ({', '.join(kinds)})" if kinds else ""
            self.stdout.write(f"{name}: {number:,} rows{told}")

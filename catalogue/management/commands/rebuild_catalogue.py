from time import perf_counter

from django.core.management.base import BaseCommand

from catalogue.models import Entry
from catalogue.settling import settle_all


class Command(BaseCommand):
    help = "Makes anew what the lists and the search look records up in."

    def handle(self, *args, **options):
        started = perf_counter()
        settle_all()
        seconds = perf_counter() - started
        number = Entry.objects.count()
        self.stdout.write(f"{number:,} records in {seconds:.1f} s.")

"""The regions of one level with their newest population, as a CSV file.

    python3 regions.py [--site ADDRESS] [--level 0|1|2|3] [--file regions.csv]

Needs nothing but Python 3.9 or later.
"""

import argparse
import csv
import json
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import build_opener

COLUMNS = ["code", "name", "country", "population", "year", "source"]
TRIES = 5
SITE = build_opener()


def answer(address):
    """What stands at an address. Asked too often, the site says how many seconds to wait."""
    for _ in range(TRIES):
        try:
            with SITE.open(address, timeout=30) as page:
                return json.load(page)
        except HTTPError as error:
            if error.code != 429:
                raise SystemExit(f"{address}: {error.code} {error.read().decode()}") from error
            time.sleep(int(error.headers.get("Retry-After", 60)))
        except OSError as error:
            raise SystemExit(f"{address}: {error}") from error
    raise SystemExit(f"{address}: too busy, please come back later.")


def records(site, noun, **asked):
    """All records of a noun, page by page; each page names the next one."""
    address = f"{site}/api/v1/{noun}/?{urlencode({'size': 100, **asked})}"
    while address:
        page = answer(address)
        yield from page["results"]
        address = page["next"]


def newest_population(site, level):
    """The newest value of each region: by its code the value, its year and its source."""
    found = {}
    asked = {"indicator": "population", "level": level, "in_force": "true"}
    for one in records(site, "observations", **asked, fields="region,value,year,source"):
        known = found.get(one["region"])
        if known is None or (one["year"] or 0) > (known["year"] or 0):
            found[one["region"]] = one
    return found


def rows(site, level):
    population = newest_population(site, level)
    asked = {"level": level, "sort": "code", "fields": "code,official_name,country_code"}
    for region in records(site, "regions", **asked):
        # Not recorded is an empty cell, never a zero.
        value = population.get(region["code"], {})
        yield [
            region["code"],
            region["official_name"],
            region["country_code"],
            *(value.get(name, "") for name in ("value", "year", "source")),
        ]


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--site", default="http://localhost:8000")
    asked.add_argument("--level", type=int, choices=range(4), default=1)
    asked.add_argument("--file", default="regions.csv")
    asked = asked.parse_args()
    with Path(asked.file).open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows(rows(asked.site.rstrip("/"), asked.level))


if __name__ == "__main__":
    main()

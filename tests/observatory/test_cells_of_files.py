"""What the cells of all files have in common: numbers are digits, a name is one name."""

import csv
import re
from io import StringIO
from urllib.parse import urlencode

import pytest

from observatory.lists.nouns import LISTS
from regions.models import Region

pytestmark = pytest.mark.usefixtures("facts")
FILES = [
    *(f"/{name}.csv" for name in LISTS),
    "/compare.csv?r=BE3&r=BE2&r=EL30",
    "/partners.csv?for=BE3",
    "/map.csv?show=indicator:population&level=1",
    "/map.csv?show=indicator:area&level=1",
]
AS_PRINTED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?|[0-9.]+%")


def rows_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("address", FILES)
def test_no_number_stands_in_a_file_as_a_page_prints_it(client, address):
    rows = rows_of(client, address)
    # The class of a map is called as in its legend.
    cells = [cell for row in rows for name, cell in row.items() if name != "class"]
    assert any(re.fullmatch("[0-9]+", cell) for cell in cells)
    assert [one for one in cells if AS_PRINTED.fullmatch(one)] == []


def test_a_map_names_regions_as_their_list_does(client):
    Region.objects.filter(code="EL3").update(english_name="", latin_name="Attiki")
    columns = urlencode({"columns": ["code", "name", "english_name", "latin_name"]}, doseq=True)
    listed = {row["code"]: row for row in rows_of(client, f"/regions.csv?level=1&{columns}")}
    assert listed["EL3"]["english_name"] == ""
    for row in rows_of(client, "/map.csv?show=indicator:population&level=1"):
        for name in ("name", "english_name", "latin_name"):
            assert row[name] == listed[row["code"]][name]

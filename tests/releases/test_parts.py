"""The pure parts of a release: differences that lead from one table to the next, and citations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.licence import Licence
from observatory.releases.citing import Cited
from observatory.releases.differences import counted, differences
from observatory.releases.readme import TableLine, readme
from observatory.releases.tables import ReleasedTable

HEADINGS = ("code", "name", "unit")
LINES = [
    TableLine("sources", "regions.source", "Where facts are from.", 1),
    TableLine("websites", "regions.website", "Websites of regions.", 0),
    TableLine("regions", "regions.region", "Territories.", 2321),
]
CELLS = st.text("abc =\n", max_size=3)
ROWS = st.dictionaries(st.text("ABC", min_size=1, max_size=2), st.tuples(CELLS, CELLS))


def table(rows: dict) -> ReleasedTable:
    listed = [(code, *cells) for code, cells in sorted(rows.items())]
    return ReleasedTable("things", HEADINGS, (0,), listed)


@given(ROWS, ROWS)
def test_the_differences_lead_from_one_table_to_the_other(before, after):
    found = list(differences(table(before), table(after)))
    rows = {(code,): [code, *cells] for code, cells in before.items()}
    for one in found:
        if one.kind == "removed":
            del rows[one.key]
        elif one.kind == "changed":
            assert rows[one.key][HEADINGS.index(one.column)] == one.before
            rows[one.key][HEADINGS.index(one.column)] = one.after
    for one in found:
        if one.kind == "added":
            assert one.key not in rows
            rows[one.key] = [*one.key, *after[one.key[0]]]
    assert rows == {(code,): [code, *cells] for code, cells in after.items()}


@given(ROWS, ROWS)
def test_each_record_is_counted_once(before, after):
    numbers = counted(differences(table(before), table(after)))
    assert len(before) + numbers["added"] - numbers["removed"] == len(after)
    both = before.keys() & after.keys()
    assert numbers["changed"] == sum(before[code] != after[code] for code in both)


def test_the_same_table_has_no_differences():
    rows = {"A": ("one", "two")}
    assert list(differences(table(rows), table(rows))) == []


def test_a_column_that_is_new_is_blank_before():
    older = ReleasedTable("things", ("code", "name"), (0,), [("A", "one")])
    newer = ReleasedTable("things", HEADINGS, (0,), [("A", "one", "%")])
    [found] = differences(older, newer)
    assert found.row() == ("things", "A", "changed", "unit", "", "%")
    assert [one.row()[3:] for one in differences(newer, older)] == [("unit", "%", "")]


CITED = Cited(
    "Observatory", "Ministry of R&D, 100 % {of} it", "2026.1", date(2026, 3, 9), "https://x.eu/_1"
)


def test_the_sentence_names_publisher_number_day_and_address():
    assert CITED.sentence() == (
        "Ministry of R&D, 100 % {of} it. Observatory, release 2026.1 [data set], 2026-03-09. "
        "https://x.eu/_1"
    )
    alone = Cited("Observatory", "", "2026.1", date(2026, 3, 9), "https://x.eu/")
    assert alone.sentence().startswith("Observatory, release 2026.1 [data set], 2026-03-09")


def test_bibtex_escapes_what_it_would_take_for_its_own():
    assert CITED.bibtex() == (
        "@misc{observatory-2026.1,\n"
        "  author = {{Ministry of R\\&D, 100 \\% \\{of\\} it}},\n"
        "  title = {{Observatory: data, release 2026.1}},\n"
        "  year = {2026},\n"
        "  month = {3},\n"
        "  version = {2026.1},\n"
        "  note = {Data set},\n"
        "  url = {https://x.eu/_1}\n"
        "}\n"
    )


@given(st.text())
def test_ris_stays_one_field_a_line(name):
    cited = Cited(name, name, "2026.1", date(2026, 3, 9), "https://x.eu/")
    lines = cited.ris().split("\r\n")
    author = [] if "," in name or ";" in name else ["AU"]
    tags = ["TY", *author, "TI", "PY", "DA", "ET", "PB", "UR", "ER"]
    assert [line[:6] for line in lines] == [*(f"{tag}  - " for tag in tags), ""]


@pytest.mark.parametrize(
    "office", ["Department Economy, Science and Innovation", "Health; Research", "a,", ";"]
)
def test_no_office_is_taken_for_people_in_ris(office):
    told = Cited("Site", office, "2026.1", date(2026, 3, 9), "https://x.eu/").ris()
    assert "AU  - " not in told
    assert f"PB  - {office}\r\n" in told


def test_an_office_of_one_name_is_the_author_in_ris():
    told = Cited("Site", "Health Office", "2026.1", date(2026, 3, 9), "https://x.eu/").ris()
    assert "AU  - Health Office\r\n" in told
    assert "PB  - Health Office\r\n" in told


@pytest.mark.parametrize("sign", list("\\&%$#_{}~^"))
def test_no_sign_of_a_name_breaks_bibtex(sign):
    cited = Cited("Site", f"a{sign}b", "2026.1", date(2026, 3, 9), "https://x.eu/")
    author = cited.bibtex().splitlines()[1]
    inside = author.removeprefix("  author = {{").removesuffix("}},")
    assert inside in (
        f"a\\{sign}b",
        r"a\textbackslash{}b",
        r"a\textasciitilde{}b",
        r"a\textasciicircum{}b",
    )


class TestReadme:
    def told(self, lines):
        licence = Licence("Terms", "https://x.eu/terms")
        return readme(CITED, licence, lines, [("A source", "")])

    def test_it_reads_in_what_has_rows_and_names_what_is_empty(self):
        text = self.told(LINES)
        commands = [line for line in text.splitlines() if line.startswith("python manage.py")]
        assert commands == [
            "python manage.py import_file sources.csv --kind regions.source",
            "python manage.py import_file regions.csv --kind regions.region",
        ]
        assert "- `sources.csv` (1 row): " in text
        assert "- `websites.csv` (empty): " in text
        assert "- `regions.csv` (2,321 rows): " in text
        assert text.endswith("```\n\nEmpty, with nothing to read in: `websites.csv`.\n")

    def test_without_an_empty_table_none_is_named(self):
        assert "Empty" not in self.told(LINES[:1])

    def test_without_any_row_there_is_no_command(self):
        text = self.told(LINES[1:2])
        assert "manage.py" not in text
        assert text.endswith("again\n\nEmpty, with nothing to read in: `websites.csv`.\n")

"""Cells that are too long, out of range, malformed, or blank where something must stand."""

from tests.imports.case import ERRORS, LACKING, Case, cell, spoilt, table
from tests.imports.rows import ROWS

# What no table may leave blank: the cell, or the whole column.
NEEDED = {
    "regions.source": ["code", "title", "dated_on"],
    "regions.region": ["code", "official_name", "nuts_editions"],
    "regions.alias": ["region", "name"],
    "regions.regionchange": ["from_edition", "to_edition", "level", "name"],
    "regions.indicator": ["code", "name"],
    "regions.scalegroup": ["code", "indicator", "scale_year", "label", "family", "rank"],
    "regions.network": ["code", "name", "short_name", "kind"],
    "regions.observation": ["region", "indicator", "value", "source", "stated_on"],
    "regions.membership": ["region", "network", "status", "source", "stated_on"],
    "regions.website": ["region", "link", "source", "stated_on"],
    "regions.picture": ["region", "attribution", "source", "stated_on"],
    "policies.vocabulary": ["code", "name"],
    "policies.term": ["vocabulary", "code", "label"],
    "policies.classification": ["region", "term", "source", "stated_on"],
    "policies.policyquestion": ["code", "label"],
    "policies.policystatement": ["region", "question", "answer", "source", "stated_on"],
    "policies.policydocument": ["title", "source", "stated_on"],
    "policies.initiative": ["title"],
    "policies.participation": ["region", "initiative", "source", "stated_on"],
    "observatory.sociallink": ["label", "link"],
    "observatory.page": ["slug", "title", "body", "updated_on"],
    "workbench.rememberedanswer": ["question", "printed", "reading"],
}
# Noun, column, the most letters that are kept.
LENGTHS = [
    ("regions.source", "title", 300),
    ("regions.region", "official_name", 200),
    ("regions.alias", "name", 200),
    ("regions.network", "short_name", 80),
    ("regions.observation", "flag", 10),
    ("regions.membership", "note", 500),
    ("regions.website", "label", 200),
    ("regions.picture", "attribution", 500),
    ("policies.term", "label", 300),
    ("policies.policydocument", "title", 500),
    ("policies.policydocument", "language", 12),
    ("policies.policystatement", "text", 1000),
    ("policies.initiative", "title", 500),
    ("observatory.sociallink", "label", 60),
    ("observatory.page", "title", 200),
    ("workbench.rememberedanswer", "printed", 500),
]
# Noun, column, defect, text, a word of the sentence.
MALFORMED = [
    ("regions.region", "code", "small letters", "be4", "capital letters"),
    ("regions.region", "code", "a dash", "BE-4", "capital letters"),
    ("regions.region", "code", "too long", "BE41234", "up to three"),
    ("regions.region", "language", "the name of a language", "French", "small letters"),
    ("regions.region", "nuts_editions", "commas", "2021,2024", "blank between"),
    ("regions.region", "longitude", "beyond the earth", "181", "-180"),
    ("regions.region", "latitude", "beyond the pole", "-90.5", "-90"),
    ("regions.region", "longitude", "NaN", "NaN", "number"),
    ("regions.region", "latitude", "infinity", "inf", "number"),
    ("regions.region", "longitude", "a power of ten", "1e400", "powers of ten"),
    ("regions.source", "code", "a blank", "my source", "small letters"),
    ("regions.network", "code", "capitals", "ERRIN!", "small letters"),
    ("regions.indicator", "code", "of a scale", "nurse-group", "-group"),
    ("regions.indicator", "decimals", "seven", "7", "0 to 6"),
    ("regions.indicator", "decimals", "negative", "-1", "0"),
    ("regions.indicator", "position", "too far", "10001", "10000"),
    ("regions.indicator", "lowest", "13 digits", "1234567890123", "twelve"),
    ("regions.scalegroup", "code", "of another scale", "innovation-group/2020/x", "begins with"),
    ("regions.scalegroup", "code", "of another year", "health-group/2019/x", "begins with"),
    ("regions.scalegroup", "rank", "zero", "0", "rank"),
    ("regions.regionchange", "level", "four", "4", "level"),
    ("regions.regionchange", "level", "beyond its column", "99999", "level"),
    ("regions.regionchange", "from_edition", "beyond its column", "99999", "less than"),
    ("regions.regionchange", "to_edition", "beyond its column", "999999999", ""),
    ("regions.observation", "year", "beyond its column", "99999", "1900"),
    ("regions.indicator", "position", "beyond its column", "999999999", "10000"),
    ("regions.regionchange", "share", "more than all", "1.5", "between 0 and 1"),
    ("regions.regionchange", "share", "five decimals", "0.12345", "decimal"),
    ("regions.regionchange", "share", "a percentage", "25%", "percentage"),
    ("regions.regionchange", "new_code", "no code", "zagreb", ""),
    ("policies.term", "code", "a blank", "C 22", "letters, digits"),
    ("policies.vocabulary", "code", "capitals", "Objectives", "small letters"),
    ("policies.policydocument", "first_year", "1066", "1066", "1900"),
    ("policies.policydocument", "last_year", "10000", "10000", "1900"),
    ("observatory.page", "slug", "a blank", "our data", "small letters"),
    ("observatory.page", "slug", "of the list of regions", "regions", "address"),
    ("observatory.page", "updated_on", "a year", "2026", "names a year alone"),
    ("policies.policyquestion", "position", "a decimal", "1.5", "whole number"),
]


def cases() -> list[Case]:
    found = [cell(*told) for told in MALFORMED]
    found += [
        cell(noun, column, "too long", "x" * (most + 1), str(most))
        for noun, column, most in LENGTHS
    ]
    found.append(cell("regions.website", "link", "too long", f"https://e.org/{'x' * 1000}", "1000"))
    for noun, columns in NEEDED.items():
        found += [_blank(noun, column) for column in columns]
        # What remains of a table of two columns is no table.
        found += [_lacking(noun, column) for column in columns if len(ROWS[noun][1]) > 2]
    return found


def _blank(noun: str, column: str) -> Case:
    data, name = spoilt(noun, **{column: ""}), f"{noun} {column}: blank"
    return Case(name, data, ERRORS, row=3, heading=column, shape=noun)


def _lacking(noun: str, column: str) -> Case:
    """Both rows lack the column: either the whole file is refused for it, or each row."""
    lacking = [{k: v for k, v in row.items() if k != column} for row in ROWS[noun]]
    name = f"{noun} {column}: the column is missing"
    return Case(name, table(*lacking), LACKING, word=column, shape=noun)

"""Rows whose cells are sound one by one, but not together."""

from tests.imports.case import ERRORS, Case, spoilt
from tests.imports.rows import row

# Of each noun: defect; the cells that make it; the heading that is named; words of the sentence.
BROKEN = {
    "regions.membership": [
        ("it ends before it begins", "since=2016-01-01", "since", "ends"),
        ("it ends on its first day", "since=2015-01-01", "since", "ends"),
        ("its end is still to come", "until=2099-01-01", "until", "future"),
        ("through nobody", "status=through_region", "status", "Name the"),
        ("a member through another", "via=BE2", "status", "Name the"),
        ("through itself", "status=through_region|via=BE3", "via", "not through itself"),
        ("superseded too early", "superseded_on=2021-12-30", "superseded_on", "superseded"),
        ("superseded on its own day", "superseded_on=2021-12-31", "superseded_on", "superseded"),
        ("repeated before it was made", "first_stated_on=2022-01-01", "first_stated_on", "before"),
    ],
    "regions.observation": [
        ("a group for a number", "group=health-group/2020/high", "", ""),
        ("no number", "value=|group=health-group/2020/high", "value", "give a number"),
        ("a number for a scale", "indicator=health-group|value=3", "group", "give a group"),
        (
            "a group of another scale",
            "indicator=innovation-group|value=|group=health-group/2020/high",
            "",
            "another indicator",
        ),
        (
            "a number and a group",
            "indicator=health-group|value=3|group=health-group/2020/high",
            "",
            "",
        ),
        ("a share of 120 %", "indicator=older-65|value=120%", "value", "from 0 to 100"),
        ("a share of -1", "indicator=older-65|value=-1", "value", "from 0 to 100"),
        ("a negative population", "value=-5", "value", "at least 0"),
        ("a percentage of people", "value=12.5%", "value", "percentage"),
        ("half a person", "value=3643996.5", "value", "whole"),
        ("a percentage of a density", "indicator=density|value=12.5%", "value", "percentage"),
    ],
    "regions.region": [
        ("no parent", "parent=", "code", "one level up"),
        ("its own parent", "parent=BE4", "code", "one level up"),
        ("a country with a parent", "code=DE", "code", "one level up"),
        ("a parent two levels up", "code=BE41", "code", "one level up"),
        ("a parent of another country", "parent=FR", "parent", "same country"),
    ],
    "regions.indicator": [
        ("a scale without -group", "kind=scale", "code", "-group"),
        ("its lowest above its highest", "lowest=60", "lowest", "above the highest"),
    ],
    "regions.scalegroup": [
        ("of no scale", "code=population/2020/low|indicator=population", "indicator", "scale"),
        ("a rank that is taken", "rank=1", "indicator", "this rank"),
    ],
    "regions.regionchange": [
        ("back in time", "to_edition=2013", "from_edition", "later"),
        ("no code at all", "old_code=|new_code=", "", "names an"),
    ],
    "policies.term": [
        ("its own parent", "parent=C.22", "parent", "further up"),
        ("a parent of another vocabulary", "parent=genomics", "parent", "of this"),
        ("replaced by itself", "replaced_by=nace-2:C.22", "replaced_by", "not a"),
    ],
    "policies.policydocument": [
        ("it ends before it begins", "last_year=2019", "", "last year"),
        ("of the Union, of a region", "level=eu", "", "Union"),
        ("national, of a region", "level=national", "", "country"),
        ("regional, of a country", "region=BE", "", "country"),
        ("regional, of nobody", "region=", "", ""),
        ("a kind of NACE", "kind=nace-2:C", "kind", "document kinds"),
    ],
    "policies.policystatement": [("words without words", "text=", "answer", "words")],
    "workbench.rememberedanswer": [
        ("through nobody", "via=", "reading", "other region"),
        ("a value without one", "reading=value|via=", "", "value"),
    ],
}


def cases() -> list[Case]:
    return [
        Case(
            f"{noun}: {defect}",
            spoilt(noun, **row(cells)),
            ERRORS,
            word,
            row=3,
            heading=heading,
            shape=noun,
        )
        for noun, broken in BROKEN.items()
        for defect, cells, heading, word in broken
    ]

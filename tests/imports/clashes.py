"""Rows that contradict each other or what is stored, circles of terms, columns that clash."""

from tests.imports.case import ERRORS, FINE, REFUSED, Case, spoilt, table
from tests.imports.rows import LINK, ROWS, SAID, row
from workbench.imports.plan import Cause

TWICE, AGAINST = Cause.TWICE, Cause.CONTRADICTED
# A second row about the record of the first, with something else in one column.
RECORDS = {
    "regions.source": "title=Another",
    "regions.region": "official_name=Another",
    "regions.alias": "region=BE3",
    "regions.regionchange": "name=Another",
    "regions.indicator": "name=Another",
    "regions.scalegroup": "label=Another",
    "regions.network": "name=Another",
    "policies.vocabulary": "name=Another",
    "policies.term": "label=Another",
    "policies.policyquestion": "label=Another",
    "policies.policydocument": "level=sub_regional",
    "policies.initiative": "kind=Another",
    "observatory.sociallink": "link=https://example.com",
    "observatory.page": "title=Another",
    "workbench.rememberedanswer": "reason=Another",
}
MEMBER = {"region": "BE3", "network": "mountain", "status": "member", **SAID}
OBSERVER = {**MEMBER, "status": "observer"}
COUNT = {"region": "BE3", "indicator": "population", "year": "2021", "value": "5", **SAID}
UNION = {"region": "", "title": "White paper", "level": "eu", **SAID}


def cases() -> list[Case]:
    return [*_records(), *_statements(), *_against(), *_trees(), *_columns(), *_spellings()]


def _bad(name: str, data: bytes, at: int, heading: str, word: str, cause: Cause | None = None):
    noun = name.partition(":")[0]
    return Case(name, data, ERRORS, word, at, heading, cause, noun)


def _records() -> list[Case]:
    found = [
        _bad(
            f"{noun}: told twice",
            table(ROWS[noun][1], {**ROWS[noun][1], **row(change)}),
            3,
            "",
            "Row 2",
            TWICE,
        )
        for noun, change in RECORDS.items()
    ]
    sites = table({"name": "One", "tagline": "x"}, {"name": "Another"})
    return [*found, _bad("observatory.sitesettings: two sites", sites, 3, "", "Row 2", TWICE)]


def _statements() -> list[Case]:
    """Rows about one thing, on one day, that differ."""
    pairs = {
        "two rows disagree": OBSERVER,
        "two names of a region disagree": {**OBSERVER, "region": "BE3 - Wallonie"},
        "two sources disagree": {**OBSERVER, "source": "eurostat"},
        "a repetition disagrees with a first": {
            **OBSERVER,
            "stated_on": "2022-12-31",
            "first_stated_on": "2021-12-31",
        },
    }
    found = []
    for defect, other in pairs.items():
        name, data = f"regions.membership: {defect}", table(MEMBER, other)
        found.append(_bad(name, data, 3, "status", "Row 2", TWICE))
        found.append(_bad(f"{name}, the first", data, 2, "status", "Row 3", TWICE))
    values = table(COUNT, {**COUNT, "value": "6"})
    once = "regions.membership: the same said twice is said once"
    return [
        *found,
        _bad("regions.observation: two rows disagree", values, 3, "value", "Row 2", TWICE),
        Case(once, table(MEMBER, MEMBER), FINE, shape="regions.membership"),
    ]


def _against() -> list[Case]:
    """Eurostat has said otherwise of BE2, on the very same day."""
    said = {
        "regions.membership": ({**MEMBER, "network": "errin", "status": "not_member"}, "status"),
        "regions.observation": ({**COUNT, "year": "2019"}, "value"),
        "policies.policystatement": ({"question": "ris3", "answer": "no", **SAID}, "answer"),
    }
    return [
        _bad(
            f"{noun}: Eurostat says otherwise",
            table(ROWS[noun][0], {**other, "region": "BE2"}),
            3,
            heading,
            "eurostat",
            AGAINST,
        )
        for noun, (other, heading) in said.items()
    ]


def _term(code: str, **cells: str) -> dict[str, str]:
    return {"vocabulary": "nace-2", "code": code, "label": "Something", **cells}


def _trees() -> list[Case]:
    region = {"official_name": "X", "nuts_editions": "2024"}
    under = [{**region, "code": "BE9", "parent": "FR"}, {**region, "code": "BE91", "parent": "BE9"}]
    both = [{**region, "code": "BE8", "parent": "BE9"}, {**region, "code": "BE9", "parent": "BE8"}]
    terms = {
        "a stored term under itself": [_term("C", parent="C")],
        "a circle with what is stored": [_term("C", parent="C.21")],
        "a circle through a new term": [_term("C.9", parent="C.21"), _term("C", parent="C.9")],
        "a circle of two rows": [_term("Q", parent="Q.86"), _term("Q.86", parent="Q")],
    }
    itself = table(_term("C", replaced_by="nace-2:C"))
    below = table(_term("X.1", parent="X"), _term("X"))
    turned = table(_term("C", parent="C.21"), _term("C.21", parent="Q"))
    return [
        *(
            _bad(f"policies.term: {defect}", table(*rows), 2, "parent", "itself")
            for defect, rows in terms.items()
        ),
        _bad("policies.term: stored, replaced by itself", itself, 2, "replaced_by", "another"),
        _bad("policies.term: a parent further down", below, 2, "parent", "further up"),
        Case("policies.term: a tree turned over", turned, FINE, shape="policies.term"),
        _bad("regions.region: a bad parent", table(*under), 2, "parent", "same country"),
        _bad("regions.region: two under each other", table(*both), 2, "code", "one level up"),
    ]


def _columns() -> list[Case]:
    """Headings that say the same twice, or do not belong to the table."""
    noun = "regions.membership"
    head, sound = table(MEMBER).decode().splitlines()
    named = {
        "two columns of one name": (f"{head},status\n{sound},observer\n", "Status"),
        "two columns of one meaning": (f"{head},NUTS code\n{sound},BE2\n", "Region"),
        "no column that is known": ("colour,size\nred,5\n", "missing"),
    }
    surplus = f"{head}\n{sound},surplus\n".encode()
    beside = f"{head},colour\n{sound},red\n".encode()
    links = spoilt("regions.website", link=f"{LINK}\n{LINK}")
    misplaced = Cause.MISPLACED
    return [
        *(
            Case(f"{noun}: {defect}", text.encode(), REFUSED, word, shape=noun)
            for defect, (text, word) in named.items()
        ),
        _bad(f"{noun}: a surplus cell", surplus, 2, "column 6", "beyond the last", misplaced),
        Case(f"{noun}: a column nobody knows", beside, FINE, shape=noun),
        Case("headings of no table", b"colour,size\nred,5\nblue,6\n", REFUSED, "kind of file"),
        _bad("regions.website: a link over two lines", links, 3, "link", ""),
    ]


def _spellings() -> list[Case]:
    """The same record under two spellings that a reader takes for one."""
    document = {**ROWS["policies.policydocument"][0], "region": "BE3"}
    pairs = {
        "regions.alias": [row("region=BE3 | name=Île"), row("region=BE3 | name=I\u0302le")],
        "policies.policydocument": [document, {**document, "region": "Wallonie", "gloss": "A"}],
        "policies.initiative": [row("title=A  Hub|kind=x"), row("title=A\u00a0Hub\u200b|kind=y")],
    }
    found = [
        _bad(f"{noun}: two spellings of one", table(*rows), 3, "", "Row 2", TWICE)
        for noun, rows in pairs.items()
    ]
    union = table(UNION, {**UNION, "gloss": "Another"})
    return [
        *found,
        _bad("policies.policydocument: of the Union twice", union, 3, "", "Row 2", TWICE),
    ]

"""Survey waves with one defect each."""

from tests.imports.bad_cells import NO_LINKS
from tests.imports.case import ASKED, ERRORS, FINE, REFUSED, Case, text_of
from workbench.imports.choices import Choices
from workbench.imports.plan import Cause

HEADINGS = {
    "Region": "FR1 - Île-de-France",
    "Total population (2019)": "12000000",
    "Share older than 65 (2019)": "18.5",
    "Population per km² (2019)": "1006.5",
    "Innovation Performance Group (2019)": "Strong +",
    "ERRIN": "yes",
    "Topics covered by policies": "Genomics; Prevention",
    "NACE Rev. 2": "C.21 - Pharmacy",
    "Policy document RIS3?": "Yes",
    "Looks for collaboration?": "Yes - with neighbours",
    "Policy documents": "1. Regional level Plan A https://example.org/a 2. Plan B",
    "Major initiatives": "1. A hub https://example.org/hub",
    "Regional website": "https://www.iledefrance.fr",
    "Image attribution": "A. Painter",
}
REGION, PEOPLE, SHARE, DENSITY, GROUP, NETWORK, TOPICS, NACE, RIS3, PARTNERS, *_ = HEADINGS
LONG = "x" * 501

# Heading, defect, cell, a word of the sentence.
CELLS = [
    (PEOPLE, "NaN", "NaN", "no digit"),
    (PEOPLE, "infinity", "Infinity", "no digit"),
    (PEOPLE, "a power of ten", "1e400", "powers of ten"),
    (PEOPLE, "32 digits", "1" * 32, "digits"),
    (PEOPLE, "hexadecimal", "0x10", "words or signs"),
    (PEOPLE, "with underscore", "1_000", "words or signs"),
    (PEOPLE, "Arabic digits", "٣٤", "no digit"),
    (PEOPLE, "odd groups", "12,34,567", "grouped by three"),
    (PEOPLE, "an estimate", "about 3 million", "words or signs"),
    (PEOPLE, "negative", "-5", "at least 0"),
    (PEOPLE, "half a person", "1000.5", "whole number"),
    (PEOPLE, "a percentage", "18%", "percentage"),
    (PEOPLE, "13 digits", "1234567890123", "twelve digits"),
    (SHARE, "120 %", "120%", "from 0 to 100"),
    (SHARE, "a share below nothing", "-0.5", "from 0 to 100"),
    (DENSITY, "a percentage of a density", "18.5%", "percentage"),
    (DENSITY, "seven decimals", "0.1234567", "six behind"),
    (TOPICS, "parted by commas", "Genomics, Prevention, Screening", "semicolon"),
    (NACE, "a code and the words of another", "C.21 - Health", "the words say"),
    ("Regional website", "two links", "https://a.org https://b.org", "not an address"),
    ("Image attribution", "too long", LONG, "longer than 500"),
    ("Policy documents", "too long", f"1. {LONG}", "longer than 500"),
    ("Major initiatives", "too long", f"1. {LONG}", "longer than 500"),
    ("Looks for collaboration?", "too long", "x" * 1001, "longer than 1000"),
    (REGION, "blank", "", "missing"),
    (REGION, "the name of another region", "BE2 - Wallonie", "the name says BE3"),
    (REGION, "a remark beside the code", "BE2 - Vlaams Gewest (and Brussels?)", "more than a name"),
    (REGION, "a country with the name of a region", "BE - Wallonie", "the name says BE3"),
]
UNKNOWN = [
    (REGION, "a code nobody knows", "BX9 - Nowhere", "no region"),
    (REGION, "a name that two bear", "Luxembourg", "no region"),
    (REGION, "a word like a code", "no", "no region"),
    (NETWORK, "maybe", "maybe", "not one of the answers"),
    (NETWORK, "in part", "partly", "not one of the answers"),
    (RIS3, "maybe", "maybe", "neither yes nor no"),
    (RIS3, "a text where yes or no is asked", "Since 2014", "neither yes nor no"),
    (GROUP, "a group of another scale", "Emerging", "in use in 2019"),
    (GROUP, "a number", "3", "in use in 2019"),
    (TOPICS, "a term nobody knows", "Genomics; Horoscopes", "not on this list"),
]


def wave(*changes: dict[str, str], headings: dict[str, str] = HEADINGS) -> bytes:
    """A sound row about FR1, and others about BE3 with some cells that are changed."""
    rows = [headings, *({**headings, REGION: "BE3 - Wallonie", **cells} for cells in changes)]
    return text_of([headings, *(row.values() for row in rows)]).encode()


def _wave(defect: str, data: bytes, outcome: str, word: str = "", **more) -> Case:
    return Case(f"wave: {defect}", data, outcome, word, **{"file": "wave-2021.csv", **more})


def _cell(outcome: str, heading: str, defect: str, text: str, word: str) -> Case:
    more = {"row": 3, "heading": heading, "shape": "wave"}
    if outcome == ASKED:
        more["cause"] = Cause.UNKNOWN_ANSWER
    return _wave(f"{heading}, {defect}", wave({heading: text}), outcome, word, **more)


def cases() -> list[Case]:
    links = [
        ("Regional website", defect, text, "not an address")
        for defect, text in NO_LINKS.items()
        if defect not in ("no protocol", "two links")
    ]
    return [
        *(_cell(ERRORS, *told) for told in (*CELLS, *links)),
        *(_cell(ASKED, *told) for told in UNKNOWN),
        *_ambiguous(),
        *_rows(),
        *_whole(),
    ]


def _ambiguous() -> list[Case]:
    number = {"cause": Cause.AMBIGUOUS_NUMBER, "row": 3, "shape": "wave"}
    return [
        _wave(
            f"two numbers, {text}",
            wave({DENSITY: text}),
            ASKED,
            "may mean",
            **number,
            heading=DENSITY,
        )
        for text in ("1,234", "1.234")
    ]


def _rows() -> list[Case]:
    both = text_of([["Region", PEOPLE, "Population total 2019"], ["BE3", "5", "6"]]).encode()
    twice = text_of([["Region", NETWORK, NETWORK], ["BE3", "yes", "no"]]).encode()
    surplus = f"Region,{NETWORK}\nBE3,yes,no\n".encode()
    against = text_of([["Region", NETWORK], ["BE2", "no"]]).encode()
    return [
        _wave(
            "two rows about one region",
            wave({}, {PEOPLE: "7"}),
            ERRORS,
            "same region",
            row=4,
            heading=REGION,
            cause=Cause.TWICE,
        ),
        _wave(
            "two columns of one question",
            twice,
            ERRORS,
            "says otherwise",
            row=2,
            heading=NETWORK,
            cause=Cause.TWICE,
        ),
        _wave(
            "a cell beyond the last heading",
            surplus,
            ERRORS,
            "beyond",
            row=2,
            heading="column 3",
            cause=Cause.MISPLACED,
        ),
        _wave(
            "Eurostat says otherwise",
            against,
            ERRORS,
            "eurostat",
            row=2,
            heading=NETWORK,
            cause=Cause.CONTRADICTED,
        ),
        _wave(
            "a heading with two years",
            both.replace(b"Population total 2019", b"Total population 2017 2019"),
            FINE,
        ),
        _wave("a sound one", wave({}), FINE),
    ]


def _whole() -> list[Case]:
    unnamed = f"Country,{NETWORK},{RIS3}\nBE,yes,no\n".encode()
    return [
        _wave("no year", wave({}), REFUSED, "year", file="answers.csv"),
        _wave("two years in the name", wave({}), REFUSED, "year", file="wave-2019-2021.csv"),
        _wave("a year still to come", wave({}), REFUSED, "2099", choices=Choices(year=2099)),
        _wave("the year 1066", wave({}), REFUSED, "1066", choices=Choices(year=1066)),
        _wave("no column of regions", unnamed, REFUSED, "region", shape="wave"),
        _wave(
            "two columns of regions that differ",
            f"Region,NUTS code,{NETWORK}\nBE3,BE2,yes\n".encode(),
            ERRORS,
            "BE3",
            row=2,
            heading="NUTS code",
        ),
    ]

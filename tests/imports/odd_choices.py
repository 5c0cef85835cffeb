"""What a person chose for a file, where the choice itself is wrong; and where it helps."""

from tests.imports.case import ASKED, ERRORS, FINE, REFUSED, Case, spoilt, table
from tests.imports.rows import ROWS, SAID
from workbench.imports.choices import Agreement, Choices
from workbench.imports.plan import Cause

MEMBERS, VALUES = "regions.membership", "regions.observation"
UNSAID = table(*({k: v for k, v in row.items() if k not in SAID} for row in ROWS[MEMBERS]))
UNICORNS = spoilt(MEMBERS, network="unicorns")
LONG = spoilt(VALUES, indicator="balance", value="1,234")
DATES = spoilt(MEMBERS, since="03/04/2012")
UNKNOWN, QUESTION = Cause.UNKNOWN_ANSWER, "code:network"


def _agreed(reading: str, value: str = "") -> Choices:
    return Choices(agreements=(Agreement(QUESTION, "unicorns", reading, value),))


def cases() -> list[Case]:
    return [*_wrong(), *_helpful()]


def _wrong() -> list[Case]:
    nobody = Choices(constants={"source": "hearsay", "stated_on": "2021-12-31"})
    never = Choices(constants={"source": "eurostat", "stated_on": "2021-02-30"})
    names = list(ROWS[MEMBERS][1])
    status = list(dict.fromkeys([*ROWS[MEMBERS][0], *names])).index("status")
    mended = Choices(cells={3: {status: "maybe"}})
    sound = table(*ROWS[MEMBERS])
    members = {"shape": MEMBERS}
    return [
        Case(
            "choice: a source for all rows that nobody knows",
            UNSAID,
            ASKED,
            "“",
            2,
            "source",
            UNKNOWN,
            choices=nobody,
            **members,
        ),
        Case(
            "choice: a day for all rows that is none",
            UNSAID,
            ERRORS,
            "no such day",
            3,
            "stated_on",
            choices=never,
            **members,
        ),
        Case(
            "choice: a column matched to nothing known",
            sound,
            REFUSED,
            "missing",
            choices=Choices(columns={0: "nonsense"}),
            **members,
        ),
        Case(
            "choice: two columns matched to one",
            sound,
            REFUSED,
            "Region",
            choices=Choices(columns={1: "region"}),
            **members,
        ),
        Case(
            "choice: a needed column left unread",
            sound,
            REFUSED,
            "missing",
            choices=Choices(columns={0: ""}),
            **members,
        ),
        Case(
            "choice: a cell mended with another mistake",
            sound,
            ASKED,
            "maybe",
            3,
            "status",
            UNKNOWN,
            choices=mended,
            **members,
        ),
        Case(
            "choice: agreed to be what nobody knows",
            UNICORNS,
            ASKED,
            "“",
            3,
            "network",
            UNKNOWN,
            choices=_agreed("value", "dragons"),
            **members,
        ),
    ]


def _helpful() -> list[Case]:
    choices = {
        "a decimal comma": (VALUES, LONG, Choices(decimal=",")),
        "a decimal point": (VALUES, LONG, Choices(decimal=".")),
        "the day first": (MEMBERS, DATES, Choices(day_first=True)),
        "the month first": (MEMBERS, DATES, Choices(day_first=False)),
        "values for all rows": (MEMBERS, UNSAID, Choices(constants=SAID)),
        "agreed to be a known one": (MEMBERS, UNICORNS, _agreed("value", "cebr")),
    }
    return [
        Case(f"choice: {choice}", data, FINE, shape=noun, choices=chosen)
        for choice, (noun, data, chosen) in choices.items()
    ]

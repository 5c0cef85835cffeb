"""What blank cells of a survey would clear: the answers in force to the questions above them."""

from __future__ import annotations

from common.timeline import Run, Said
from policies.models import Classification, PolicyStatement
from regions.ledger import Ledger
from regions.models import Membership, Observation, Picture, Website
from workbench.survey.facts import Blank
from workbench.survey.known import Kind, Known

MODELS = {
    Kind.INDICATOR: Observation,
    Kind.NETWORK: Membership,
    Kind.STATEMENT: PolicyStatement,
    Kind.VOCABULARY: Classification,
    Kind.WEBSITE: Website,
    Kind.PICTURE: Picture,
}

Standing = tuple[tuple, Run]


class Blanks:
    """The answers that the blank cells of a wave could take back: those of a day before it."""

    def __init__(self, ledgers: dict[type, Ledger], said: Said, known: Known) -> None:
        self._ledgers, self._said = ledgers, said
        self._terms = {code: {t.id for t in listed} for code, listed in known.terms.items()}
        self._standing: dict[tuple[type, str], list[Standing]] = {}

    def concerned(self, blank: Blank) -> list[tuple[Ledger, tuple, Run]]:
        """What is in force of what a cell leaves blank."""
        ledger = self._ledgers[MODELS[blank.question.kind]]
        return [
            (ledger, subject, run)
            for subject, run in self._in_force(ledger, blank.region)
            if run.last.on < self._said.on and self._is_asked(subject, blank)
        ]

    def _in_force(self, ledger: Ledger, region: str) -> list[Standing]:
        """What is in force about a region once all is entered; looked up once."""
        key = (ledger.model, region)
        if key not in self._standing:
            self._standing[key] = list(ledger.in_force(region))
        return self._standing[key]

    def _is_asked(self, subject: tuple, blank: Blank) -> bool:
        code = blank.question.code
        match blank.question.kind:
            case Kind.INDICATOR:
                return subject[1:3] == (code, blank.year) and not subject[3]
            case Kind.VOCABULARY:
                return subject[1] in self._terms.get(code, ())
            case Kind.NETWORK | Kind.STATEMENT:
                return bool(subject[1] == code)
        return True

"""What the answer in one cell says: a cell in, facts out, or an `Unread` with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from common.lists import link_in, numbered_items
from common.text import fold, fold_words, one_line
from workbench.imports.plan import Cause
from workbench.survey.asked import Asked, unknown
from workbench.survey.documents import document_in
from workbench.survey.facts import Address, Belonging, Credit, Fact, Project, Reply, Unread
from workbench.survey.figures import value
from workbench.survey.known import Agreed, Kind
from workbench.survey.terms import coverage

YES = {"yes", "y", "ja", "oui", "member"}
NO = {"no", "n", "nein", "non", "nee", "not a member"}

# Printed answer -> status of the region itself.
STATUSES = {
    **dict.fromkeys(YES, "member"),
    **dict.fromkeys(NO, "not_member"),
    **dict.fromkeys(("not yet", "planned", "in preparation", "candidate"), "planned"),
    **dict.fromkeys(("observer", "observing"), "observer"),
}

# Printed answer -> status of the region's country.
COUNTRY_STATUSES = {
    **dict.fromkeys(("country level member", "member at country level"), "member"),
    **dict.fromkeys(("national member", "through the country"), "member"),
    **dict.fromkeys(("country level observer", "observer at country level"), "observer"),
    **dict.fromkeys(("country level not yet", "country level planned"), "planned"),
}

# What an answer can be agreed to mean besides.
FURTHER_STATUSES = {"through_region", "through_country", "partly"}

# What people write where they have nothing to say.
SAYS_NOTHING = {
    *("-", "?", "n/a", "na", "n.a.", "none", "unknown", "not known", "not recorded", "not asked"),
    *("no data", "no answer", "no information", "no information available"),
    *("not available", "not applicable", "no data available"),
}

# "Yes", "Yes - S3 partnerships", "No: ..."; but not "No data" or "Yes partly".
YES_OR_NO = re.compile(r"(?P<word>[^\W\d_]+)\.?(?:\s*[-–—:,;]\s*(?P<rest>.*))?")

# What is stored of a text, in letters; the models say the same.
LONGEST = {"title": 500, "attribution": 500, "note": 500, "text": 1000, "link": 1000}


def facts_in(cell: str, asked: Asked) -> tuple[Fact, ...]:
    """The facts that a cell states.

    Raises `Unread` if it states none, with a sentence that says what was expected.
    """
    question = asked.question
    agreed = asked.known.agreed(question, cell)
    if agreed is None and fold(cell) in SAYS_NOTHING:
        raise Unread(_("it says that nothing is known; a blank cell says the same"), is_agreed=True)
    if agreed is not None and agreed.reading == "leave_out":
        reason = _("left out by agreement: %(reason)s") % {"reason": agreed.reason}
        raise Unread(reason.rstrip(": "), is_agreed=True)
    if agreed is not None and agreed.reading == "value":
        cell, agreed = agreed.value, None
    read = tuple(READERS[question.kind](cell, asked, agreed))
    if not read:
        raise Unread(_("nothing in it can be read as an answer"))
    for fact in read:
        _refuse_overlong(fact)
    return read


def _refuse_overlong(fact: Fact) -> None:
    for name in fact.__slots__:
        text, most = getattr(fact, name), LONGEST.get(name)
        if most and isinstance(text, str) and len(text) > most:
            reason = _("longer than %(most)d letters: shorten “%(text)s…”")
            about = {"most": most, "text": text[:40]}
            raise Unread(reason % about, cause=Cause.TOO_LONG)


def _belonging(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    network = asked.question.code
    printed = fold(cell)
    if agreed is not None and agreed.reading not in {*STATUSES.values(), *FURTHER_STATUSES}:
        reason = _("agreed to be read as “%(reading)s”, which is no status of a network")
        raise Unread(reason % {"reading": agreed.reading})
    if agreed is not None and agreed.reading != "through_country":
        note = one_line(cell) if printed not in STATUSES else ""
        return [Belonging(asked.region, network, agreed.reading, agreed.via, note)]
    if agreed is not None or printed in COUNTRY_STATUSES:
        status = COUNTRY_STATUSES.get(printed, "member")
        said_by = asked.region if len(asked.region) > 2 else ""
        return [Belonging(asked.region[:2], network, status, said_by=said_by)]
    if printed not in STATUSES:
        raise unknown(
            _(
                "not one of the answers: yes, no, not yet, observer, country level member, "
                "country level observer. Correct it, or agree on a reading (Remembered answers)"
            ),
            cell,
            asked,
        )
    return [Belonging(asked.region, network, STATUSES[printed])]


def _reply(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    question = asked.question
    text = one_line(cell)
    if agreed is not None and agreed.reading not in {"yes", "no"}:
        reason = _("agreed to be read as “%(reading)s”, which is neither yes nor no")
        raise Unread(reason % {"reading": agreed.reading})
    if agreed is not None:
        return [Reply(asked.region, question.code, agreed.reading, text)]
    match = YES_OR_NO.fullmatch(text)
    said = _yes_or_no(fold_words(match["word"])) if match else ""
    rest = (match["rest"] or "") if match else ""
    if said and (question.allows_words or not rest):
        return [Reply(asked.region, question.code, said, rest)]
    if not question.allows_words:
        raise unknown(_("neither yes nor no"), cell, asked)
    return [Reply(asked.region, question.code, "words", text)]


def _yes_or_no(word: str) -> str:
    return "yes" if word in YES else "no" if word in NO else ""


def _documents(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    return [document_in(item, asked.region) for item in numbered_items(cell)]


def _projects(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    projects: list[Fact] = []
    for item in numbered_items(cell):
        title, link = link_in(item)
        projects.append(Project(asked.region, title or item, link or ""))
    return projects


def _address(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    text, link = link_in(cell)
    if link is None and re.fullmatch(r"[\w-]+(\.[\w-]+)+", one_line(cell)):
        text, link = "", f"https://{one_line(cell)}"
    if link is None or text:
        raise Unread(_("not an address. Write it like https://www.wallonie.be"))
    return [Address(asked.region, link.rstrip("/"))]


def _credit(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    text = re.sub(r"\s+,", ",", one_line(cell)).rstrip(", ")
    return [Credit(asked.region, text)] if text else []


READERS: dict[Kind, Callable[[str, Asked, Agreed | None], list[Fact]]] = {
    Kind.INDICATOR: value,
    Kind.NETWORK: _belonging,
    Kind.STATEMENT: _reply,
    Kind.VOCABULARY: coverage,
    Kind.DOCUMENTS: _documents,
    Kind.INITIATIVES: _projects,
    Kind.WEBSITE: _address,
    Kind.PICTURE: _credit,
}

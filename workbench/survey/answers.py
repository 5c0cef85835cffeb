"""What the answer in one cell says: a cell in, facts out, or an `Unread` with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from common.lists import link_in, numbered_items, semicolon_items
from common.numbers import NotANumber, read_number
from common.text import fold, fold_words, one_line
from workbench.survey.documents import document_in
from workbench.survey.facts import (
    Address,
    Belonging,
    Coverage,
    Credit,
    Fact,
    Project,
    Reply,
    Unread,
    Value,
)
from workbench.survey.known import (
    Agreed,
    Kind,
    Known,
    KnownIndicator,
    KnownTerm,
    Question,
    Wave,
)

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

# What is stored of a number; the model says the same.
LARGEST, MOST_DECIMALS = 10**12, 6

# What is stored of a text, in letters; the models say the same.
LONGEST = {"title": 500, "attribution": 500, "note": 500, "text": 1000, "link": 1000}

# "Strong +", "Leader -", "Moderate Innovator": the sign counts, "innovator" does not.
GROUP = re.compile(r"(?:innovation )?([a-z]+)(?: innovators?)? ?([+-]?)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell in its place: the column's question, the year it asks about, who answers, when."""

    question: Question
    year: int | None
    region: str
    wave: Wave
    known: Known


def facts_in(cell: str, asked: Asked) -> tuple[Fact, ...]:
    """The facts that a cell states.

    Raises `Unread` if it states none, with a sentence that says what was expected.
    """
    question = asked.question
    agreed = asked.known.agreed(question, cell)
    if agreed is None and fold(cell) in SAYS_NOTHING:
        raise Unread("it says that nothing is known; a blank cell says the same", is_agreed=True)
    if agreed is not None and agreed.reading == "leave_out":
        raise Unread(f"left out by agreement: {agreed.reason}", is_agreed=True)
    read = tuple(READERS[question.kind](cell, asked, agreed))
    if not read:
        raise Unread("nothing in it can be read as an answer")
    for fact in read:
        _refuse_overlong(fact)
    return read


def _refuse_overlong(fact: Fact) -> None:
    for name in fact.__slots__:
        text, most = getattr(fact, name), LONGEST.get(name)
        if most and isinstance(text, str) and len(text) > most:
            raise Unread(f"longer than {most} letters: shorten “{text[:40]}…”")


def _value(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    indicator = asked.known.indicators[asked.question.code]
    if indicator.is_scale:
        group = _group(cell, asked, indicator)
        return [Value(asked.region, indicator.code, asked.year, group=group)]
    try:
        number = read_number(cell, whole=indicator.decimals == 0)
    except NotANumber as error:
        raise Unread(str(error)) from error
    if number.is_percent and indicator.unit != "%":
        raise Unread(f"a percentage, where {indicator.unit or 'a plain number'} is expected")
    if abs(number.value) > LARGEST or number.value != round(number.value, MOST_DECIMALS):
        raise Unread("at most twelve digits before the decimal sign and six behind it are kept")
    too_low = indicator.lowest is not None and number.value < indicator.lowest
    too_high = indicator.highest is not None and number.value > indicator.highest
    if too_low or too_high:
        raise Unread(f"out of range: {_range(indicator)} is expected")
    return [Value(asked.region, indicator.code, asked.year, value=number.value)]


def _range(indicator: KnownIndicator) -> str:
    lowest, highest = (
        None if limit is None else f"{limit.normalize():f}"
        for limit in (indicator.lowest, indicator.highest)
    )
    if lowest and highest:
        return f"a number from {lowest} to {highest}"
    return f"a number of at least {lowest}" if lowest else f"a number of at most {highest}"


def _group(cell: str, asked: Asked, indicator: KnownIndicator) -> str:
    """The group of the scale that was in use in the year of the column (or of the wave)."""
    year = asked.year or asked.wave.year
    scales = asked.known.scales.get(indicator.code, {})
    begun = [start for start in scales if start <= year]
    groups = scales[max(begun)] if begun else {}
    by_label = {_plain_group(label): code for label, code in groups.items()}
    code = by_label.get(_plain_group(cell))
    if code is None:
        allowed = ", ".join(groups) or f"none: no scale is known for {year}"
        raise Unread(f"not a group of the scale in use in {year}. Its groups are: {allowed}")
    return code


def _plain_group(label: str) -> str:
    match = GROUP.fullmatch(fold(label))
    return "".join(match.groups()) if match else fold(label)


def _belonging(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    network = asked.question.code
    printed = fold(cell)
    if agreed is not None and agreed.reading not in {*STATUSES.values(), *FURTHER_STATUSES}:
        raise Unread(f"agreed to be read as “{agreed.reading}”, which is no status of a network")
    if agreed is not None and agreed.reading != "through_country":
        note = one_line(cell) if printed not in STATUSES else ""
        return [Belonging(asked.region, network, agreed.reading, agreed.via, note)]
    if agreed is not None or printed in COUNTRY_STATUSES:
        status = COUNTRY_STATUSES.get(printed, "member")
        said_by = asked.region if len(asked.region) > 2 else ""
        return [Belonging(asked.region[:2], network, status, said_by=said_by)]
    if printed not in STATUSES:
        raise Unread(
            "not one of the answers: yes, no, not yet, observer, country level member, "
            "country level observer. Correct it, or agree on a reading (Remembered answers)"
        )
    return [Belonging(asked.region, network, STATUSES[printed])]


def _reply(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    question = asked.question
    text = one_line(cell)
    if agreed is not None and agreed.reading not in {"yes", "no"}:
        raise Unread(f"agreed to be read as “{agreed.reading}”, which is neither yes nor no")
    if agreed is not None:
        return [Reply(asked.region, question.code, agreed.reading, text)]
    match = YES_OR_NO.fullmatch(text)
    said = _yes_or_no(fold_words(match["word"])) if match else ""
    rest = (match["rest"] or "") if match else ""
    if said and (question.allows_words or not rest):
        return [Reply(asked.region, question.code, said, rest)]
    if not question.allows_words:
        raise Unread("neither yes nor no")
    return [Reply(asked.region, question.code, "words", text)]


def _yes_or_no(word: str) -> str:
    return "yes" if word in YES else "no" if word in NO else ""


def _coverage(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    vocabulary = asked.question.code
    terms = [_term(item, asked.known.terms.get(vocabulary, ())) for item in semicolon_items(cell)]
    if not terms:
        raise Unread("no term of the list is in it")
    unique = list(dict.fromkeys(terms))
    ids, codes = tuple(term.id for term in unique), tuple(term.code for term in unique)
    return [Coverage(asked.region, vocabulary, ids, codes)]


def _term(item: str, terms: tuple[KnownTerm, ...]) -> KnownTerm:
    """The term that an item names by its code, its label or both, which then have to agree."""
    codes, labels = _index_of(terms)
    head, _dash, rest = re.sub(r"\s[-–—:]\s", "\0", item, count=1).partition("\0")
    by_code = codes.get(_squeezed(head))
    by_label = labels.get(fold_words(rest if by_code else item), [])
    if by_code and (not by_label or by_code in by_label):
        return by_code
    if by_code:
        meant = f"the code says {by_code.label}, the words say {by_label[0].code}"
        raise Unread(f"“{item}”: {meant}")
    if len(by_label) != 1:
        raise Unread(f"“{item}” is not on this list, or a semicolon is missing between items")
    return by_label[0]


@lru_cache(maxsize=64)
def _index_of(
    terms: tuple[KnownTerm, ...],
) -> tuple[dict[str, KnownTerm], dict[str, list[KnownTerm]]]:
    """The terms by code ("C21" for "C.21 - Basic ...") and by folded label."""
    labels: dict[str, list[KnownTerm]] = {}
    for term in terms:
        labels.setdefault(fold_words(term.label), []).append(term)
    return {_squeezed(term.code): term for term in terms}, labels


def _squeezed(code: str) -> str:
    return fold_words(code).replace(" ", "")


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
        raise Unread("not an address. Write it like https://www.wallonie.be")
    return [Address(asked.region, link.rstrip("/"))]


def _credit(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    text = re.sub(r"\s+,", ",", one_line(cell)).rstrip(", ")
    return [Credit(asked.region, text)] if text else []


READERS: dict[Kind, Callable[[str, Asked, Agreed | None], list[Fact]]] = {
    Kind.INDICATOR: _value,
    Kind.NETWORK: _belonging,
    Kind.STATEMENT: _reply,
    Kind.VOCABULARY: _coverage,
    Kind.DOCUMENTS: _documents,
    Kind.INITIATIVES: _projects,
    Kind.WEBSITE: _address,
    Kind.PICTURE: _credit,
}

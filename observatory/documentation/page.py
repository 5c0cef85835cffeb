"""The page that describes the API: made from its own description and its own answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.reading import State
from common.postings import NOT_RECORDED
from observatory.documentation.asking import HERE, answer, description
from observatory.documentation.programs import Program, programs
from observatory.documentation.schema import NounOfApi, Told, nouns, shared
from observatory.documentation.shortening import as_text
from observatory.kept import read_once

MOST_VALUES = 24  # that are printed; of others the number, and where they are listed
# What is asked of a noun, to show an answer; the first that finds something.
ASKED = {
    "regions": "country=BE&level=1&size=1",
    "observations": "region=BE3&indicator=population&size=1",
    "memberships": "network=errin&status=member&size=1",
    "policies": "level=regional&size=1",
    "terms": "vocabulary=nace-2&size=1",
    "classifications": "region=BE3&size=1",
}
ANYTHING = "size=1"
WRONG = "colour=red"
# The pages that list the values of a parameter, by its name.
LISTED = {
    "country": "regions",
    "region": "regions",
    "territory": "regions",
    "indicator": "indicators",
    "network": "networks",
    "vocabulary": "vocabularies",
}
OF_A_VOCABULARY, OF_A_NETWORK = "t-", "n-"
REPEATED, LIST = _("%(type)s, repeatable"), _("list: %(type)s")


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or field as it is printed. `number`: of its values, if they are too many."""

    told: Told
    type: str
    number: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A request, by its path and query, and what is answered, as text (`HERE` for the site)."""

    path: str
    answer: str
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A noun on the page: its own parameters, those of them that are much the same, and the names
    of those that most nouns have.
    """

    noun: NounOfApi
    example: Example
    one: str
    rows: list[Row]
    folded: list[Row]
    besides: list[str]
    fields: list[Row]


@dataclass(frozen=True, slots=True)
class Documentation:
    """All that the page prints, but for the name of the site.

    `release` is the number of the newest one; empty if there is none.
    """

    start: list[str]
    sections: list[Section]
    shared: list[Row]
    error: Example
    programs: list[Program]
    release: str


@read_once
def read(state: State) -> Documentation:
    """What the page says of this version of the data. Its texts have `HERE` for the site."""
    order = list(answer(reverse("api"), "", state)[1])
    found = sorted(nouns(description()), key=lambda one: order.index(one.name))
    common = shared(found)
    sections = [_section(one, {told.name for told in common}, state) for one in found]
    return Documentation(
        start=_start({one.noun.name: one.example.record for one in sections}),
        sections=sections,
        shared=[_row(one, REPEATED) for one in common],
        error=_example(found[0].path, WRONG, state),
        programs=programs(),
        release=next((one.values[-1].value for one in common if one.name == "release"), ""),
    )


def at(page: Documentation, site: str) -> Documentation:
    """The page with the address of the site, which has no slash at its end."""
    return replace(
        page,
        error=_placed(page.error, site),
        sections=[replace(one, example=_placed(one.example, site)) for one in page.sections],
        programs=[one.at(site) for one in page.programs],
    )


def _placed(example: Example, site: str) -> Example:
    return replace(example, answer=example.answer.replace(HERE, site))


def _section(noun: NounOfApi, common: set[str], state: State) -> Section:
    example = _first_that_finds(noun, state)
    own = [_row(one, REPEATED) for one in noun.parameters if one.name not in common]
    return Section(
        noun=noun,
        example=example,
        one=_path_of(example.record, noun.path_of_one),
        rows=[one for one in own if not one.told.name.startswith(OF_A_NETWORK)],
        folded=[one for one in own if one.told.name.startswith(OF_A_NETWORK)],
        besides=[one.name for one in noun.parameters if one.name in common],
        fields=[_row(one, LIST) for one in noun.fields],
    )


def _first_that_finds(noun: NounOfApi, state: State) -> Example:
    if noun.name in ASKED:
        example = _example(noun.path, ASKED[noun.name], state)
        if example.record:
            return example
    return _example(noun.path, ANYTHING, state)


def _example(path: str, query: str, state: State) -> Example:
    _status, told = answer(path, query, state)
    records = told.get("results") or [{}]
    return Example(f"{path}?{query}", as_text(told), records[0])


def _path_of(record: dict[str, Any], path_of_one: str) -> str:
    """The path of a record; empty if there is none."""
    if not record or not path_of_one:
        return ""
    name = path_of_one.partition("{")[2].partition("}")[0]
    return path_of_one.replace(f"{{{name}}}", str(record[name]))


def _row(told: Told, if_many: Promise) -> Row:
    kind = if_many % {"type": told.type} if told.is_many else told.type
    # What stands for nothing recorded is told in words.
    values = tuple(one for one in told.values if one.value != NOT_RECORDED)
    if len(values) <= MOST_VALUES:
        return Row(replace(told, values=values), kind)
    return Row(replace(told, values=()), kind, len(values), _list_of(told.name))


def _list_of(name: str) -> str:
    """The page where the values of a parameter are listed; empty if there is none."""
    if name.startswith(OF_A_VOCABULARY):
        return reverse("vocabulary", args=[name.removeprefix(OF_A_VOCABULARY)])
    return reverse(LISTED[name]) if name in LISTED else ""


def _start(records: dict[str, dict[str, Any]]) -> list[str]:
    """A few paths to begin with, about a region and a value that are there."""
    region, value = records.get("regions"), records.get("observations")
    paths = [reverse("api")]
    if region:
        country, code = region["country_code"], region["code"]
        paths += [
            f"{reverse('api-regions-list')}?country={country}",
            f"{reverse('api-regions-detail', args=[code])}?fields=code,official_name",
        ]
    if value:
        asked = f"region={value['region']}&indicator={value['indicator']}"
        paths.append(f"{reverse('api-observations-list')}?{asked}")
    return [*paths, reverse("regions_csv") + (f"?country={country}" if region else "")]

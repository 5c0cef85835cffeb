"""What a policy document is found by: whose it is, of which kind and time, what it covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pyroaring import BitMap

from catalogue.facets import Facet, Option
from catalogue.nouns.base import ABOUT, NAME, TEXT, Found, Noun, Used, by_name, largest_first
from catalogue.nouns.terms import term_facets
from common.postings import Index, Postings
from policies.models import PolicyDocument, Term
from regions.models import Region

UNION = "EU"
KIND = "document-kinds"
# Kept for what is asked of the years, which is worked out when somebody asks: see `validity`.
FIRST_YEAR, LAST_YEAR = "first-year", "last-year"
LAST_OF_ALL = 2100


class Policies(Noun):
    code = "policy"
    orders = ("title", "newest", "stated")

    def public(self) -> QuerySet[PolicyDocument]:
        return PolicyDocument.objects.published()

    def found(self, records: Collection[int]) -> Iterator[Found]:
        documents = self.public().filter(pk__in=records).select_related("region", "kind")
        terms = _terms(records)
        for document in documents:
            yield _found(document, terms[document.pk])

    def derived(self, postings: Mapping[str, Postings], year: int) -> dict[str, Postings]:
        nothing = Postings({})
        first, last = (postings.get(name, nothing) for name in (FIRST_YEAR, LAST_YEAR))
        return {"validity": validity(first, last, year)}

    def facets(self, used: Used) -> list[Facet]:
        levels = [Option(value, str(label)) for value, label in PolicyDocument.Level.choices]
        kinds = Term.objects.filter(vocabulary=KIND).order_by("code")
        return [
            Facet("territory", _("Territory"), territories(used("territory")), is_complete=True),
            Facet("level", _("Level"), levels),
            Facet("kind", _("Kind"), [Option(one.code, one.label) for one in kinds]),
            *term_facets(used, without=(KIND,)),
            Facet("validity", _("Validity"), _validities()),
            Facet("language", _("Language of the title"), _languages(used("language"))),
            Facet("english", _("In English"), _english()),
            Facet("link", _("Link"), _links()),
        ]


def _found(document: PolicyDocument, terms: dict[str, list[str]]) -> Found:
    found = Found(document.pk)
    region = document.region
    found.say("territory", [region.code if region else UNION])
    found.say("level", [document.level] if document.level else [])
    found.say("kind", [document.kind.code] if document.kind else [])
    for vocabulary, codes in terms.items():
        found.say(f"t-{vocabulary}", codes)
    found.say("language", [document.language] if document.language else [])
    found.say("english", [name for name in ("gloss", "summary") if getattr(document, name)])
    found.say("link", [_link(document)] if document.link else [])
    found.say(FIRST_YEAR, [str(document.first_year)] if document.first_year else [])
    found.say(LAST_YEAR, [str(document.last_year)] if document.last_year else [])
    found.read(NAME, document.title, document.gloss)
    if region:
        found.read(ABOUT, region.code, region.name, region.other_name)
    found.read(TEXT, document.summary)
    title = by_name(document.title)
    year = document.first_year or document.last_year or 0
    stated = largest_first(document.stated_on.toordinal())
    found.sort(title=title, newest=f"{largest_first(year)} {title}", stated=f"{stated} {title}")
    return found


def _link(document: PolicyDocument) -> str:
    if document.link_works is None:
        return "untried"
    return "works" if document.link_works else "broken"


def _terms(records: Collection[int]) -> dict[int, dict[str, list[str]]]:
    """The codes of each document's terms, by vocabulary."""
    through = PolicyDocument.terms.through.objects.filter(policydocument__in=records)
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    columns = ("policydocument_id", "term__vocabulary_id", "term__code")
    for record, vocabulary, code in through.values_list(*columns):
        found[record][vocabulary].append(code)
    return found


def territories(used: set[str]) -> list[Option]:
    """The regions used, under their countries: by the country's name, then by code.

    One that is not published yet is known by its code alone.
    """
    rows = {one.code: one for one in Region.objects.all()}
    kept = {above for code in used if code in rows for above in _upwards(rows[code], rows)}

    def place(code: str) -> tuple[str, str]:
        country = rows.get(code[:2], rows[code])
        return by_name(country.other_name or country.name), code

    options = [Option(UNION, _("European Union"))] if UNION in used else []
    for code in sorted(kept, key=place):
        region = rows[code]
        name = (region.other_name if region.is_country else "") or region.name
        is_public = region.state == Region.State.PUBLISHED
        options.append(Option(code, name if is_public else code, region.parent_id or ""))
    return options


def _upwards(region: Region, rows: dict[str, Region]) -> Iterator[str]:
    one: Region | None = region
    while one is not None:
        yield one.code
        one = rows.get(one.parent_id) if one.parent_id else None


def _languages(used: set[str]) -> list[Option]:
    """By tag: the names of all languages there are would be a list of their own to keep."""
    return [Option(tag, _language(tag)) for tag in sorted(used)]


def _language(tag: str) -> str:
    from django.conf.locale import LANG_INFO

    known = LANG_INFO.get(tag.lower()) or LANG_INFO.get(tag.split("-")[0].lower())
    return _(known["name"]) if known and "name" in known else tag


def validity(first: Postings, last: Postings, year: int) -> Postings:
    """Where documents stand in a year, from their first and last years.

    A document whose end is not recorded may have ended since: that is a value of its own.
    """
    begun = _between(first, 0, year)
    ended = _between(last, 0, year - 1)
    runs = _between(last, year, LAST_OF_ALL)
    planned = _between(first, year + 1, LAST_OF_ALL) - ended
    return Postings(
        {
            "planned": planned,
            "in-force": runs - planned,
            "ended": ended,
            "begun": begun - ended - runs,
        }
    )


def in_years(index: Index, earliest: int, latest: int) -> BitMap:
    """The documents that hold in any of the years; without a last year, from the first one on."""
    first, last = index.facets.get(FIRST_YEAR), index.facets.get(LAST_YEAR)
    starts = _between(first, 0, latest) if first else BitMap()
    unknown_start = index.everything - first.recorded if first else index.everything
    ends = _between(last, earliest, LAST_OF_ALL) if last else BitMap()
    unknown_end = index.everything - last.recorded if last else index.everything
    only_end = unknown_start & _between(last, earliest, latest) if last else BitMap()
    return (starts & (ends | unknown_end)) | only_end


def _between(years: Postings, earliest: int, latest: int) -> BitMap:
    sets = [one for year, one in years.own.items() if earliest <= int(year) <= latest]
    return BitMap.union(*sets) if sets else BitMap()


def _validities() -> list[Option]:
    return [
        Option("in-force", _("In force")),
        Option("begun", _("Begun, end not recorded")),
        Option("planned", _("Planned")),
        Option("ended", _("Ended")),
    ]


def _english() -> list[Option]:
    return [Option("gloss", _("Title in English")), Option("summary", _("Summary"))]


def _links() -> list[Option]:
    return [
        Option("works", _("Works")),
        Option("broken", _("Does not work")),
        Option("untried", _("Not tried yet")),
    ]

"""What every page needs: the site's own settings, the links of its footer, the licence."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, F, QuerySet, Value
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from catalogue.reading import State
from common.text import fold
from observatory.kept import read_once, state_of
from observatory.licence import licence
from observatory.models import Page, Release, SiteSettings, SocialLink


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page. The links are pairs of label and address (of a page: its
    slug), in the order of their positions. `release` is the number of the
    newest that is not withdrawn."""

    settings: SiteSettings
    social: list[tuple[str, str]]
    pages: list[tuple[str, str]]
    release: str


def site(request: HttpRequest) -> dict:
    """The settings as `site`, the footer's links as `footer`, the licence as `licence`.

    A page that prints none of them, such as the admin's, reads none.
    """
    return {
        "site": SimpleLazyObject(lambda: frame(state_of(request)).settings),
        "footer": SimpleLazyObject(lambda: frame(state_of(request))),
        "licence": licence(),
    }


@read_once
def frame(state: State) -> Frame:
    """Four short tables in one query."""
    columns = ("name", "tagline", "funding", "coordinator", "address")
    nothing = (Value(""),) * 3
    rows = _listed(SiteSettings, Value(0), *map(F, columns)).union(
        _listed(SocialLink, F("position"), F("label"), F("link"), *nothing),
        _listed(Page, F("position"), F("title"), F("slug"), *nothing).filter(is_in_footer=True),
        _listed(Release, F("pk"), F("number"), Value(""), *nothing).filter(withdrawn_on=None),
        all=True,
    )
    found: dict[str, list[tuple]] = {
        name: [] for name in ("sitesettings", "sociallink", "page", "release")
    }
    for noun, place, *texts in rows:
        found[noun].append((place, fold(texts[0]), tuple(texts)))
    stored = [texts for _place, _name, texts in found["sitesettings"]]
    return Frame(
        SiteSettings(pk=1, **(dict(zip(columns, stored[0], strict=True)) if stored else {})),
        [texts[:2] for _place, _name, texts in sorted(found["sociallink"])],
        [texts[:2] for _place, _name, texts in sorted(found["page"])],
        max(((place, texts[0]) for place, _name, texts in found["release"]), default=(0, ""))[1],
    )


def _listed(model, place, *texts) -> QuerySet:
    """Seven columns alike for every model: noun, place and five texts."""
    noun = Value(model._meta.model_name, output_field=CharField())
    named = {f"text{number}": text for number, text in enumerate(texts)}
    rows = model.objects.order_by().annotate(noun=noun, at=place, **named)
    return rows.values_list("noun", "at", *named)

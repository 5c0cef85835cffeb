"""What a page tells search engines about itself, in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from observatory.linked.dcat import KEYWORDS
from observatory.linked.offers import Holdings, OfferedFile, Released

# So that no text can end the element that it stands in, or begin another.
ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"})

# schema.org has no word for the one before.
PREVIOUS = "http://www.w3.org/ns/dcat#prev"


def as_block(told: dict[str, Any]) -> str:
    """JSON that can stand between two tags as it is."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True).translate(ESCAPED)


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way to a page: pairs of name and full address, the page itself last."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    }


def dataset(held: Holdings, root: str) -> dict[str, Any]:
    """The data as a whole with their files, for those that look for data; `root` without a slash
    at its end."""
    told = {
        **_data_of(held, root),
        "@id": f"{root}/data/#dataset",
        "name": held.title,
        "description": f"{held.title}. {held.tagline}".strip(),
        "url": f"{root}/data/",
        "spatialCoverage": [
            {"@type": "Country", "name": name, "identifier": code} for code, name in held.countries
        ],
        "variableMeasured": _variables(held, root),
        "distribution": _downloads(held, root),
        **_newest(held),
    }
    first, last = held.years
    if first is not None:
        told["temporalCoverage"] = f"{first:04d}/{last:04d}"
    if held.modified is not None:
        told["dateModified"] = held.modified.date().isoformat()
    return told


def release(one: Released, held: Holdings, root: str) -> dict[str, Any]:
    """A release as data that stay as they are, with its files; `root` without a slash at its
    end."""
    name = f"{held.site}: {one.title}"
    page = f"{root}/data/releases/{one.number}/"
    told = {
        **_data_of(held, root),
        "@id": f"{root}/id/release/{one.number}",
        "name": name,
        "description": " ".join([f"{name}.", *_about(one, held)]),
        "url": page,
        "version": one.number,
        "datePublished": one.released_on.isoformat(),
        "citation": one.citation,
        "creativeWorkStatus": "Withdrawn" if one.withdrawn_on else "Published",
        "isPartOf": {
            "@type": "CreativeWorkSeries",
            "@id": f"{root}/data/#releases",
            "name": _("%(site)s: releases") % {"site": held.site},
            "url": f"{root}/data/",
        },
        "distribution": [_copy(file, page) for file in one.data_files],
    }
    if one.withdrawn_on:
        told["dateModified"] = one.withdrawn_on.isoformat()
    if one.previous:
        told[PREVIOUS] = {"@id": f"{root}/id/release/{one.previous}"}
    return told


def _about(one: Released, held: Holdings) -> Iterator[str]:
    if one.withdrawn_on:
        yield _("Withdrawn: %(reason)s") % {"reason": one.withdrawn_because}
    if held.tagline:
        yield held.tagline
    yield _("All data of one day under a number. A published release never changes.")


def _data_of(held: Holdings, root: str) -> dict[str, Any]:
    """What holds for the data of today and of every release."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "license": held.licence.address,
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": held.publisher, "url": f"{root}/"},
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": held.site,
            "url": f"{root}/data/",
        },
    }


def _copy(file: OfferedFile, page: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": file.label,
        "encodingFormat": file.media_type,
        "contentUrl": f"{page}{file.name}",
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _variables(held: Holdings, root: str) -> list[dict[str, str]]:
    return [
        {"@type": "StatisticalVariable", "name": name, "url": f"{root}/id/indicator/{code}"}
        for code, name in held.variables
    ]


def _downloads(held: Holdings, root: str) -> list[dict[str, str]]:
    return [
        {
            "@type": "DataDownload",
            "name": f"{one.title} ({file.label})",
            "encodingFormat": file.media_type,
            "contentUrl": f"{root}/{one.name}.{file.name}",
        }
        for one in held.lists
        for file in one.files
    ]


def _newest(held: Holdings) -> dict[str, str]:
    """The release to cite, if there is one that holds."""
    standing = [one for one in held.releases if one.withdrawn_on is None]
    if not standing:
        return {}
    newest = max(standing, key=lambda one: one.released_on)
    return {"version": newest.number, "citation": newest.citation}

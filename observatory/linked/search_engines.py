"""What a page tells search engines about itself, in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from observatory.linked.dcat import KEYWORDS
from observatory.linked.offers import Holdings

# So that no text can end the element that it stands in, or begin another.
ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"})


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
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{root}/data/#dataset",
        "name": held.title,
        "description": f"{held.title}. {held.tagline}".strip(),
        "url": f"{root}/data/",
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

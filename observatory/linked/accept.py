"""Which of several forms of an answer a program would rather have, as it says in `Accept`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.http import parse_header_parameters

ANYTHING = "*/*"
# A program names a handful; more than this is no preference.
MOST_RANGES = 100


def preferred(accept: str, offers: Sequence[str]) -> str | None:
    """The media type among `offers` that is wanted most, or None if none is acceptable.

    As RFC 9110 has it: the most specific range that fits an offer decides its quality, and 0 means
    that it must not be sent. Of equal offers the one that was named more closely wins, then the
    first. Parameters such as a charset or a profile do not tell our forms apart.
    """
    ranges = [_range(part) for part in (accept.strip() or ANYTHING).split(",")[:MOST_RANGES]]
    judged = [(_judged(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    (_closeness, quality), _place, best = max(judged, key=_by_quality)
    return best if quality > 0 else None


def _by_quality(judged: tuple[tuple[int, float], int, str]) -> tuple[float, int, int]:
    (closeness, quality), place, _offer = judged
    return quality, closeness, place


def _range(part: str) -> tuple[str, float]:
    """A media range in small letters with its quality; a quality that is none counts as 1."""
    name, parameters = parse_header_parameters(part)
    try:
        quality = float(parameters.get("q", "1"))
    except ValueError:
        quality = 1.0
    return name.strip().lower(), quality if 0 <= quality <= 1 else 1.0


def _judged(offer: str, ranges: Sequence[tuple[str, float]]) -> tuple[int, float]:
    """How closely the best fitting range names the offer (0: not at all), and its quality."""
    fits = {ANYTHING: 1, f"{offer.partition('/')[0]}/*": 2, offer: 3}
    found = [(fits[name], quality) for name, quality in ranges if name in fits]
    return max(found, default=(0, 0.0))

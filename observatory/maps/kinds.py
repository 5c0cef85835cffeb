"""The classes of answers that have no order: what stands together, and how it looks.

The colours differ under simulated colour blindness (smallest ΔE 17.5), and the signs as well.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from observatory.maps.classes import BAR, DIAMOND, RING, SQUARE, Category, Look

TEAL, MINT, RUST, GOLD, GREY = "#0b5c6b", "#9bc1b0", "#c2571a", "#e0c068", "#8a8f98"

REPLIES = (
    Category(_("Yes"), Look(TEAL), frozenset({"yes"})),
    Category(_("In words"), Look(MINT, SQUARE), frozenset({"words"})),
    Category(_("No"), Look(GREY, BAR), frozenset({"no"})),
)
# Three rare statuses share a class: a map has no more than five.
IN_SOME_WAY = frozenset({"observer", "partly", "through_region"})
SMALL_MEMBER = frozenset({"member", "partly", "through_region"})


def standings(words: Callable[[str], str | Promise]) -> tuple[Category, ...]:
    """The classes of what regions say of a network; `words` puts a status into words."""
    return (
        Category(words("member"), Look(TEAL), frozenset({"member"})),
        Category(_("In part, as observer or through another"), Look(GOLD, DIAMOND), IN_SOME_WAY),
        Category(words("planned"), Look(RUST, RING), frozenset({"planned"})),
        Category(words("through_country"), Look(MINT, SQUARE), frozenset({"through_country"})),
        Category(words("not_member"), Look(GREY, BAR), frozenset({"not_member"})),
    )


# A small map shows who takes part, and no more.
TAKING_PART = (
    Category(_("Member"), Look(TEAL), SMALL_MEMBER),
    Category(_("Not yet, planned"), Look(RUST, RING), frozenset({"planned"})),
    Category(_("Observer"), Look(GOLD, DIAMOND), frozenset({"observer"})),
)

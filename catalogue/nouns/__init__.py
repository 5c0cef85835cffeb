"""The kinds of public record, by their code, in the order in which a search lists them."""

from catalogue.nouns.base import Noun
from catalogue.nouns.others import Indicators, Initiatives, Networks
from catalogue.nouns.policies import Policies
from catalogue.nouns.regions import Regions
from catalogue.nouns.terms import Terms

NOUNS: dict[str, Noun] = {
    noun.code: noun
    for noun in (Regions(), Policies(), Networks(), Initiatives(), Terms(), Indicators())
}

__all__ = ["NOUNS", "Noun"]

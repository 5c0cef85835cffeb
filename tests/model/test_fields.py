"""Text in one form: however it is typed, it is stored in NFC without stray blanks, and found."""

import unicodedata
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from common.fields import LinkField
from regions.models import Alias, Region
from tests.model import factories
from tests.model.factories import known, stored

pytestmark = pytest.mark.django_db

COMPOSED = "Île-de-France"
TAKEN_APART = unicodedata.normalize("NFD", COMPOSED)
GREEK = "Αττική"

LINES = [
    (TAKEN_APART, COMPOSED),
    (unicodedata.normalize("NFD", GREEK), GREEK),
    ("  Wallonie\t", "Wallonie"),
    ("Région\u00a0 wallonne", "Région wallonne"),
    ("Région\nwallonne\r\n", "Région wallonne"),
    ("Wallo\u200bnie\ufeff", "Wallonie"),
    ("Wallo\x00nie\x07", "Wallonie"),
]


def native_name(record):
    return Region.objects.values_list("native_name", flat=True).get(code=record.code)


def test_the_samples_differ_before_they_are_stored():
    assert TAKEN_APART != COMPOSED
    assert all(typed != kept for typed, kept in LINES)


@pytest.mark.parametrize(("typed", "kept"), LINES)
class TestLine:
    def test_saving_keeps_one_form_and_the_record_shows_it(self, typed, kept):
        region = stored(factories.region(native_name=typed))
        assert region.native_name == native_name(region) == kept

    def test_cleaning_does_the_same(self, typed, kept):
        region = factories.region(native_name=typed)
        region.full_clean()
        assert region.native_name == kept

    def test_bulk_writes_do_the_same(self, typed, kept):
        region = factories.region(native_name=typed)
        Region.objects.bulk_create([region])
        assert native_name(region) == kept
        Region.objects.update(native_name="")
        Region.objects.filter(code="BE3").update(native_name=typed)
        assert native_name(region) == kept
        region = Region.objects.get(code="BE3")
        region.native_name = f" {typed}"
        Region.objects.bulk_update([region], ["native_name"])
        assert native_name(region) == kept

    def test_it_is_found_however_it_is_typed(self, typed, kept):
        stored(factories.region(native_name=kept))
        assert Region.objects.filter(native_name=typed).count() == 1
        assert Region.objects.filter(native_name__in=[typed, "elsewhere"]).count() == 1
        assert Region.objects.exclude(native_name=typed).filter(code="BE3").count() == 0


# An editor who pastes from a Mac types letters taken apart; the admin's search asks these.
@pytest.mark.parametrize("lookup", ["contains", "icontains", "startswith", "istartswith", "iexact"])
def test_a_search_finds_letters_taken_apart(lookup):
    stored(factories.region(native_name=COMPOSED))
    assert Region.objects.filter(**{f"native_name__{lookup}": COMPOSED}).count() == 1
    assert Region.objects.filter(**{f"native_name__{lookup}": TAKEN_APART}).count() == 1


def test_the_same_name_typed_in_another_way_is_the_same_name():
    stored(factories.alias(name=COMPOSED))
    twin = factories.alias(name=f" {TAKEN_APART}")
    with pytest.raises(ValidationError, match="The region has this name already"):
        twin.full_clean()
    assert Alias.objects.get_or_create(region_id="BE3", name=TAKEN_APART)[1] is False


def test_an_over_long_line_is_told():
    with pytest.raises(ValidationError, match="at most 200 characters"):
        factories.region(native_name="x" * 201).full_clean()


def test_prose_keeps_its_lines_and_paragraphs():
    typed = f"{TAKEN_APART}  is a region.\r\n\r\nIt lies\u00a0 in France. \n"
    kept = f"{COMPOSED} is a region.\n\nIt lies in France."
    region = stored(factories.region(summary=typed))
    assert region.summary == kept
    assert Region.objects.get(summary=typed).summary == kept
    Region.objects.filter(code="BE3").update(summary="\ufeff" + typed)
    assert Region.objects.get(code="BE3").summary == kept


@pytest.mark.parametrize(
    ("build", "values"),
    [
        (factories.term, {"parent_id": 10**6}),
        (factories.policy_document, {"kind_id": 10**6}),
        (factories.observation, {"indicator_id": "happiness"}),
        (factories.observation, {"value": "many"}),
        (factories.observation, {"value": Decimal("NaN")}),
    ],
)
def test_whatever_the_value_cleaning_answers_with_a_sentence(build, values):
    known(factories.indicator, code="population-density", lowest=0)
    with pytest.raises(ValidationError):
        build(**values).full_clean()


class TestLink:
    GOOD = [
        "https://www.wallonie.be",
        "http://example.org/a?b=c#d",
        "https://example.org/R%C3%A9gion",
        "https://bücher.example/",
        "https://example.org:8080/",
    ]
    BAD = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/file",
        "ftps://example.org/file",
        "file:///etc/passwd",
        "mailto:office@example.org",
        "//example.org",
        "www.wallonie.be",
        "https://",
        "https://example.org/a b",
        "https://-/",
    ]

    @pytest.mark.parametrize("link", GOOD)
    def test_an_address_on_the_web_is_taken(self, link):
        website = factories.website(link=link)
        website.full_clean()
        assert stored(website).link == link

    @pytest.mark.parametrize("link", BAD)
    def test_anything_else_is_refused_with_a_sentence(self, link):
        with pytest.raises(ValidationError) as told:
            factories.website(link=link).full_clean()
        assert told.value.message_dict["link"] == ["Enter a valid URL."]

    def test_blanks_around_an_address_are_taken_off(self):
        website = stored(factories.website(link=" https://www.wallonie.be \n"))
        assert website.link == "https://www.wallonie.be"

    def test_an_address_is_at_most_1000_characters_long(self):
        assert LinkField().max_length == 1000
        with pytest.raises(ValidationError, match="at most 1000 characters"):
            factories.website(link="https://example.org/" + "x" * 1000).full_clean()

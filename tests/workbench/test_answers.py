"""Answers as people print them: read exactly, or refused with what was expected."""

from datetime import date
from decimal import Decimal

import pytest

from workbench.survey.answers import Asked, facts_in
from workbench.survey.facts import Belonging, Coverage, Document, Project, Reply, Unread, Value
from workbench.survey.known import Agreed, Kind, Known, KnownIndicator, KnownTerm, Question, Wave

KNOWN = Known(
    indicators={
        "population": KnownIndicator("population", lowest=Decimal(0), unit="inhabitants"),
        "share": KnownIndicator("share", decimals=2, unit="%", highest=Decimal(100)),
        "group": KnownIndicator("group", is_scale=True),
    },
    scales={
        "group": {
            2019: {"Strong +": "group/2019/strong+", "Modest −": "group/2019/modest-"},
            2021: {"Strong +": "group/2021/strong+", "Emerging": "group/2021/emerging"},
        }
    },
    terms={
        "nace": (
            KnownTerm(1, "C.21", "Manufacture of basic pharmaceutical products"),
            KnownTerm(2, "Q", "Human health and social work activities"),
            KnownTerm(3, "J.61", "Telecommunications"),
        ),
        "topics": (
            KnownTerm(4, "T06", "ICT/genomics, health, lifestyle data (infrastructure)"),
            KnownTerm(5, "T07", "Electronic and mobile health solutions"),
        ),
    },
    answers={
        ("network:euregha", "skane lan"): Agreed("through_region", "SE224"),
        ("website", "the university"): Agreed("leave_out", reason="an institution"),
    },
)


def read(kind, code, cell, *, region="BE3", year=None, words=False):
    question = Question(kind, code, allows_words=words)
    wave = Wave("survey-2019", date(2019, 12, 31))
    return list(facts_in(cell, Asked(question, year, region, wave, KNOWN)))


def refusal(*args, **kwargs):
    with pytest.raises(Unread) as refused:
        read(*args, **kwargs)
    return refused.value.reason


@pytest.mark.parametrize(
    ("cell", "value"),
    [("3,643,996", 3643996), ("1215290", 1215290), ("6.596.233", 6596233), ("1 152 719", 1152719)],
)
def test_counts_are_read_with_any_thousands_separator(cell, value):
    assert read(Kind.INDICATOR, "population", cell, year=2019) == [
        Value("BE3", "population", 2019, Decimal(value))
    ]


@pytest.mark.parametrize("cell", ["18,51%", "18.51", "18,51 %"])
def test_shares_are_read_with_comma_point_and_percent_sign(cell):
    assert read(Kind.INDICATOR, "share", cell)[0].value == Decimal("18.51")


def test_an_ambiguous_number_is_asked_about_not_guessed():
    assert "1,234" in refusal(Kind.INDICATOR, "share", "1,234")


@pytest.mark.parametrize("cell", ["Strong +", "strong+", "STRONG  +", "Strong Innovator +"])
def test_a_group_is_recognised_by_its_name_and_sign(cell):
    assert read(Kind.INDICATOR, "group", cell, year=2019)[0].group == "group/2019/strong+"


@pytest.mark.parametrize("dash", "-–—−")
def test_every_kind_of_dash_is_a_minus(dash):
    assert read(Kind.INDICATOR, "group", f"Modest {dash}", year=2019)[0].group.endswith("modest-")


def test_a_group_belongs_to_the_scale_of_its_year():
    assert read(Kind.INDICATOR, "group", "Emerging", year=2021)[0].group == "group/2021/emerging"
    assert read(Kind.INDICATOR, "group", "Strong +", year=2020)[0].group == "group/2019/strong+"
    assert "Its groups are: Strong +" in refusal(Kind.INDICATOR, "group", "Emerging", year=2019)


@pytest.mark.parametrize(
    ("cell", "status"),
    [("yes", "member"), ("Yes", "member"), ("no", "not_member"), ("Not yet", "planned")],
)
def test_answers_about_a_network_become_statuses(cell, status):
    assert read(Kind.NETWORK, "errin", cell) == [Belonging("BE3", "errin", status)]


def test_a_country_level_answer_is_about_the_country():
    assert read(Kind.NETWORK, "1mg", "country level member") == [
        Belonging("BE", "1mg", "member", said_by="BE3")
    ]
    assert read(Kind.NETWORK, "1mg", "Country level observer")[0].status == "observer"


def test_an_agreed_answer_is_read_as_agreed_however_it_is_written():
    (fact,) = read(Kind.NETWORK, "euregha", "SKÅNE  LÄN", region="SE22")
    assert (fact.status, fact.via, fact.note) == ("through_region", "SE224", "SKÅNE LÄN")
    assert "an institution" in refusal(Kind.WEBSITE, "", "The University")


def test_what_says_nothing_is_reported_but_refuses_nothing():
    with pytest.raises(Unread) as said:
        read(Kind.NETWORK, "errin", "n/a")
    assert said.value.is_agreed


def test_yes_may_be_followed_by_words_where_words_are_allowed():
    assert read(Kind.STATEMENT, "partners", "Yes - S3 partnerships", words=True) == [
        Reply("BE3", "partners", "yes", "S3 partnerships")
    ]
    assert read(Kind.STATEMENT, "partners", "USA, Germany", words=True) == [
        Reply("BE3", "partners", "words", "USA, Germany")
    ]
    assert refusal(Kind.STATEMENT, "ris3", "Yes, partly") == "neither yes nor no"


def test_terms_are_found_by_code_by_label_and_by_both():
    cell = "C.21 - Manufacture of basic pharmaceutical products; q; Telecommunications;"
    assert read(Kind.VOCABULARY, "nace", cell) == [
        Coverage("BE3", "nace", (1, 2, 3), ("C.21", "Q", "J.61"))
    ]


def test_a_list_is_never_parted_at_a_comma():
    cell = (
        "ICT/genomics, health, lifestyle data(infrastructure); "
        "Electronic and mobile health solutions."
    )
    assert read(Kind.VOCABULARY, "topics", cell)[0].codes == ("T06", "T07")


def test_a_code_that_disagrees_with_its_words_is_refused():
    assert "the words say J.61" in refusal(Kind.VOCABULARY, "nace", "Q - Telecommunications")


@pytest.mark.parametrize(
    ("item", "document"),
    [
        ("Regional level Vlaanderen in transitie", ("BE3", "Vlaanderen in transitie", "regional")),
        ("National MaSanté2022", ("BE", "MaSanté2022", "national")),
        ("National action plan eHealth", ("BE", "National action plan eHealth", "national")),
        ("Régional Stratégie Santé", ("BE3", "Stratégie Santé", "regional")),
        ('Regional "Le Futur de la Médecine"', ("BE3", "Le Futur de la Médecine", "regional")),
        ("(none printed) Regional Specialisation", ("BE3", "Regional Specialisation", "")),
        ("Vlaanderen in transitie", ("BE3", "Vlaanderen in transitie", "")),
        ("European Beating Cancer Plan", (None, "Beating Cancer Plan", "eu")),
    ],
)
def test_the_level_in_front_of_a_title_places_the_document(item, document):
    (fact,) = read(Kind.DOCUMENTS, "", f"1. {item}")
    assert (fact.region, fact.title, fact.level) == document


def test_numbered_documents_are_one_each_and_their_address_is_a_link():
    facts = read(Kind.DOCUMENTS, "", "1. Regional A\n2. Regional B https://example.org/b")
    assert facts == [
        Document("BE3", "A", "regional"),
        Document("BE3", "B", "regional", "https://example.org/b"),
    ]


def test_initiatives_keep_what_is_printed():
    cell = "1. Turku center www.example.org\n2. Collaborations with Germany, switzerland"
    assert read(Kind.INITIATIVES, "", cell) == [
        Project("BE3", "Turku center", "https://www.example.org"),
        Project("BE3", "Collaborations with Germany, switzerland"),
    ]


@pytest.mark.parametrize("cell", ["wallonie.be", "www.wallonie.be", "https://wallonie.be"])
def test_a_website_is_an_address_and_nothing_else(cell):
    assert read(Kind.WEBSITE, "", cell)[0].link.startswith("https://")
    assert "not an address" in refusal(Kind.WEBSITE, "", f"see {cell} and others")

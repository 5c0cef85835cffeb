"""One record of every noun, and for each a field to edit with two values for it."""

from datetime import date

from django.contrib.auth.models import Group, User

from observatory.models import Page, Release, SiteSettings, SocialLink
from policies.models import (
    Classification,
    Initiative,
    Participation,
    PolicyDocument,
    PolicyQuestion,
    PolicyStatement,
    Term,
    Vocabulary,
)
from regions.models import (
    Alias,
    Indicator,
    Membership,
    Network,
    Observation,
    Picture,
    Region,
    RegionChange,
    ScaleGroup,
    Source,
    Website,
)
from workbench.models import Layout, RememberedAnswer

EDITS = {
    Source: ("title", "Survey of 2021", "Second survey"),
    Region: ("english_name", "Walloon Region", "Wallonia"),
    Alias: ("name", "Wallonië", "Wallonien"),
    RegionChange: ("name", "Kontinentalna Hrvatska", "Croatia"),
    Indicator: ("name", "Inhabitants", "People"),
    ScaleGroup: ("label", "Strong plus", "Very strong"),
    Observation: ("note", "Estimated", "Counted"),
    Network: ("name", "European Regions Research and Innovation Network", "A network"),
    Membership: ("note", "Said by telephone", "Said by letter"),
    Website: ("label", "Official site", "Portal"),
    Picture: ("attribution", "A. Photographer, CC BY 4.0", "B. Painter"),
    Vocabulary: ("name", "NACE, second revision", "NACE"),
    Term: ("label", "Pharmaceuticals", "Pharmacy"),
    Classification: ("stated_on", "2022-01-01", "2022-02-02"),
    PolicyDocument: ("gloss", "Walloons and research", "Research and Walloons"),
    Initiative: ("kind", "project", "hub"),
    Participation: ("stated_on", "2022-01-01", "2022-02-02"),
    PolicyQuestion: ("label", "Is there a RIS3?", "Has the region a RIS3?"),
    PolicyStatement: ("text", "Since 2014", "Since 2015"),
    SiteSettings: ("tagline", "Regions and medicine", "Medicine and regions"),
    SocialLink: ("link", "https://example.org/one", "https://example.org/two"),
    Page: ("title", "Privacy and cookies", "Cookies"),
    RememberedAnswer: ("reason", "Agreed with the region", "Agreed by letter"),
    Release: ("withdrawn_because", "The shares are wrong.", "The areas are wrong."),
    Layout: ("name", "Survey of the hospitals", "Hospitals"),
    User: ("first_name", "Anna", "Anne"),
    Group: ("name", "Editors of Belgium", "Belgian editors"),
}
NOUNS = [model for model in EDITS if model not in (Release, Layout, User, Group)]


def one_of_each() -> dict[type, object]:
    """A stored record of every noun, by its model."""
    said = {
        "source": Source.objects.create(
            code="survey-2021", title="Survey", dated_on=date(2021, 12, 31)
        ),
        "stated_on": date(2021, 12, 31),
    }
    country = Region.objects.create(code="BE", official_name="Belgique", nuts_editions="2021")
    region = Region.objects.create(
        code="BE3",
        parent=country,
        official_name="Région wallonne",
        native_name="Wallonie",
        summary="Wallonia is the southern region of Belgium.\nIts capital is Namur.",
        nuts_editions="2021",
    )
    records = [
        said["source"],
        region,
        *_of_the_region(region, said),
        *_of_policies(region, said),
        *_of_the_site(),
        User.objects.create_user("colleague"),
        Group.objects.create(name="Editors"),
    ]
    return {type(record): record for record in records}


def _of_the_region(region, said):
    indicator = Indicator.objects.create(code="population", name="Population")
    scale = Indicator.objects.create(code="innovation-group", name="Innovation", kind="scale")
    network = Network.objects.create(
        code="errin", name="Network", short_name="ERRIN", kind="network"
    )
    return [
        Alias.objects.create(region=region, name="Walonia"),
        RegionChange.objects.create(
            from_edition=2016, to_edition=2021, level=2, old_code="HR04", name="Hrvatska"
        ),
        scale,
        indicator,
        ScaleGroup.objects.create(
            indicator=scale,
            scale_year=2019,
            code="innovation-group/2019/strong+",
            label="Strong +",
            family="Strong",
            rank=9,
        ),
        Observation.objects.create(
            region=region, indicator=indicator, year=2019, value=3643996, **said
        ),
        network,
        Membership.objects.create(region=region, network=network, status="member", **said),
        Website.objects.create(region=region, link="https://www.wallonie.be/", **said),
        Picture.objects.create(region=region, attribution="A. Photographer", **said),
    ]


def _of_policies(region, said):
    kinds = Vocabulary.objects.create(code="document-kinds", name="Kinds of documents")
    nace = Vocabulary.objects.create(code="nace-2", name="NACE Rev. 2")
    kind = Term.objects.create(vocabulary=kinds, code="strategy", label="Strategy")
    term = Term.objects.create(vocabulary=nace, code="C.21", label="Manufacture")
    document = PolicyDocument.objects.create(
        title="Les Wallons et la R&D", region=region, level="regional", kind=kind, **said
    )
    document.terms.add(term)
    initiative = Initiative.objects.create(title="A Hub")
    question = PolicyQuestion.objects.create(code="ris3", label="RIS3?")
    return [
        nace,
        kind,
        term,
        document,
        initiative,
        question,
        Classification.objects.create(region=region, term=term, **said),
        Participation.objects.create(region=region, initiative=initiative, **said),
        PolicyStatement.objects.create(region=region, question=question, said="yes", **said),
    ]


def _of_the_site():
    site = SiteSettings.objects.create(pk=1, name="Observatory")
    return [
        site,
        SocialLink.objects.create(site=site, label="LinkedIn", link="https://example.org/"),
        Page.objects.create(slug="privacy", title="Privacy", body="None.", updated_on="2026-11-23"),
        RememberedAnswer.objects.create(question="ris3", printed="Ja", reading="yes"),
        Release.objects.create(
            number="2026.1",
            released_on=date(2026, 11, 23),
            rows={},
            changes={},
            citation="Observatory, release 2026.1",
            withdrawn_on=date(2026, 12, 24),
            withdrawn_because="Wrong.",
        ),
        Layout.objects.create(name="Survey", fingerprint="0" * 64, shape="wave"),
    ]

"""Records that a careless writer or reader of files would trip over."""

from observatory.dictionary.nouns import TABLES
from policies.models import Initiative, Participation, PolicyDocument, PolicyStatement, Term
from regions.models import Alias, Membership, Network, Source
from tests.model.factories import BUILDERS, LATER_DAY, OLD_DAY

AWKWARD = [
    '=HYPERLINK("https://example.org/";"Click")',
    "+32 2 123 45 67",
    "-1+2",
    "@SUM(A1)",
    "'t Gooi",
    "'=already marked",
    "# not a comment",
    'He said "no"; she said, "yes"',
    "Αττική · София · العربية · 🧬🩺",
    "nan",
    "NULL",
    "0",
]
LINES = "First line\nsecond line, with a comma\n\n=third"


def add_what_is_awkward():
    """Awkward texts, and the rarer columns filled."""
    source = Source.objects.get(code="survey-2021")
    for text in AWKWARD:
        Initiative.objects.create(title=text, kind=text[:100], description=LINES)
        Alias.objects.create(region_id="BE3", name=text)
    for index, text in enumerate(AWKWARD):
        Network.objects.create(
            code=f"awkward-{index}",
            name=text,
            short_name=text[:80],
            kind="project",
            description=LINES,
        )
    said = {"source": source, "stated_on": LATER_DAY}
    document = PolicyDocument.objects.create(
        title=AWKWARD[0], region_id="BE3", level="regional", link_works=True, **said
    )
    document.terms.set(Term.objects.filter(vocabulary="nace-2", code__in=["A.01", "C.21"]))
    PolicyDocument.objects.create(title="Of the Union", level="eu", link_works=False, **said)
    newer = Term.objects.get(vocabulary="nace-2.1", code="C")
    Term.objects.filter(vocabulary="nace-2", code="C.21").update(replaced_by=newer)
    hub = Initiative.objects.create(title="S3MedTech")
    Participation.objects.create(region_id="BE3", initiative=hub, **said)
    Membership.objects.create(
        region_id="BE3",
        network_id="awkward-0",
        status="through_region",
        via_id="BE2",
        since=OLD_DAY,
        note=AWKWARD[0],
        **said,
    )
    PolicyStatement.objects.filter(pk=PolicyStatement.objects.first().pk).update(
        said="words", text=AWKWARD[8]
    )


def add_what_is_missing():
    """A record of each noun of which the project brings none along."""
    for resource in TABLES.values():
        model = resource._meta.model
        if not model.objects.exists():
            BUILDERS[model]().save()

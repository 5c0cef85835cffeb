"""One valid record of each noun: unsaved, what it refers to stored, any value changed by name.

`known()` stores a record or finds the one of that key again, `stored()` saves one just made.
"""

import zlib
from datetime import UTC, date, datetime
from decimal import Decimal

from django.contrib.auth.models import User

from observatory.models import Page, Release, SiteSettings, SocialLink
from policies import models as policies
from regions import models as regions
from workbench.models import Import, ImportFile, Layout, RememberedAnswer, Responsibility

OLD_DAY, DAY, LATER_DAY = date(2019, 12, 31), date(2021, 12, 31), date(2024, 12, 31)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def stored(record):
    record.save()
    return record


def known(build, **key):
    """The record of `build` with this key, stored now if it is not there yet."""
    record = build(**key)
    return type(record).objects.filter(**key).first() or stored(record)


def source(**values):
    return _made(regions.Source, values, code="survey-2021", title="Second wave", dated_on=DAY)


def region(**values):
    code = values.get("code", "BE3")
    parent = code[:-1] if len(code) > 2 else None
    if parent and "parent_id" not in values:
        known(region, code=parent)
    name = {"official_name": f"Territory {code}", "nuts_editions": "2016 2021 2024"}
    return _made(regions.Region, values, code=code, parent_id=parent, **name)


def alias(**values):
    known(region, code="BE3")
    return _made(regions.Alias, values, region_id="BE3", name="Walloon Region")


def region_change(**values):
    codes = {"old_code": "HR04", "new_code": "HR05", "level": 2}
    editions = {"from_edition": 2016, "to_edition": 2021}
    return _made(regions.RegionChange, values, name="Grad Zagreb", share=1, **codes, **editions)


def picture(**values):
    return _stated(regions.Picture, values, attribution="A. Painter, CC BY 4.0")


def website(**values):
    return _stated(regions.Website, values, link="https://www.wallonie.be", label="Wallonie")


def indicator(**values):
    return _made(regions.Indicator, values, code="population-density", name="Population density")


def scale(code="innovation-group"):
    return known(indicator, code=code, name="Innovation group", kind="scale")


def scale_group(**values):
    scale()
    code = {"indicator_id": "innovation-group", "code": "innovation-group/2019/strong"}
    place = {"scale_year": 2019, "rank": 8, "label": "Strong", "family": "Strong"}
    return _made(regions.ScaleGroup, values, **code, **place)


def observation(**values):
    known(indicator, code="population-density")
    value = {"indicator_id": "population-density", "year": 2019, "value": Decimal("217")}
    return _stated(regions.Observation, values, **value)


def grouped_observation(**values):
    group = known(scale_group, code="innovation-group/2019/strong")
    answer = {"indicator_id": group.indicator_id, "group_id": group.code, "value": None}
    return observation(**{**answer, **values})


def network(**values):
    return _made(
        regions.Network,
        values,
        code="errin",
        name="European Regions Research and Innovation Network",
        short_name="ERRIN",
        kind="network",
    )


def membership(**values):
    known(network, code="errin")
    return _stated(regions.Membership, values, network_id="errin", status="member")


def vocabulary(**values):
    return _made(policies.Vocabulary, values, code="nace-2", name="NACE Rev. 2")


def term(**values):
    known(vocabulary, code=values.get("vocabulary_id", "nace-2"))
    return _made(policies.Term, values, vocabulary_id="nace-2", code="C.21", label="Pharmacy")


def policy_document(**values):
    known(source, code="survey-2021")
    known(region, code="BE3")
    said = {"source_id": "survey-2021", "stated_on": DAY}
    paper = {"title": "Le Futur de la Médecine", "region_id": "BE3", "level": "regional"}
    return _made(policies.PolicyDocument, values, **paper, **said)


def initiative(**values):
    return _made(policies.Initiative, values, title="S3MedTech", link="https://example.org/s3")


def participation(**values):
    values.setdefault("initiative_id", known(initiative, title="S3MedTech").pk)
    return _stated(policies.Participation, values)


def policy_question(**values):
    return _made(policies.PolicyQuestion, values, code="ris3", label="Has it a RIS3?")


def policy_statement(**values):
    known(policy_question, code="ris3")
    return _stated(policies.PolicyStatement, values, question_id="ris3", said="yes")


def classification(**values):
    values.setdefault("term_id", known(term, vocabulary_id="nace-2", code="C.21").pk)
    return _stated(policies.Classification, values)


def site_settings(**values):
    return _made(SiteSettings, values, pk=1, name="Observatory of Regions")


def social_link(**values):
    known(site_settings, pk=1)
    return _made(SocialLink, values, label="LinkedIn", link="https://www.linkedin.com/company/x")


def page(**values):
    text = {"title": "Privacy", "body": "No cookie is set.", "updated_on": DAY}
    return _made(Page, values, slug="privacy", **text)


def remembered_answer(**values):
    answer = {"question": "network:mountain", "printed": "Non-mountain", "reading": "not_member"}
    return _made(RememberedAnswer, values, **answer)


def responsibility(**values):
    known(region, code="BE3")
    editor, _is_new = User.objects.get_or_create(username="editor-of-be3")
    return _made(Responsibility, values, user_id=editor.pk, region_id="BE3")


def file_import(**values):
    file = {"file_name": "wave-2021.csv", "file_hash": "0" * 64, "shape": "wave"}
    return _made(Import, values, uploaded_at=NOON, **file)


def import_file(**values):
    values.setdefault("of_id", known(file_import, file_name="wave-2021.csv").pk)
    return _made(ImportFile, values, packed=zlib.compress(b"Region,ERRIN\nBE3,yes\n"))


def layout(**values):
    columns = {"0": "region", "1": "network:errin"}
    kept = {"name": "The questionnaire", "shape": "wave", "columns": columns}
    return _made(Layout, values, fingerprint="0" * 64, used_at=NOON, **kept)


def release(**values):
    cited = {"rows": {"regions": 1}, "citation": "Observatory, release 2026.1"}
    return _made(Release, values, number="2026.1", released_on=DAY, **cited)


def _made(model, values, **valid):
    return model(**{**valid, **values})


def _stated(model, values, **valid):
    """A statement of the second wave about BE3, unless `values` say otherwise."""
    known(source, code=values.get("source_id") or "survey-2021")
    known(region, code=values.get("region_id", "BE3"))
    said = {"region_id": "BE3", "source_id": "survey-2021", "stated_on": DAY}
    record = _made(model, values, **said, **valid)
    record.begin()
    return record


BUILDERS = {
    regions.Source: source,
    regions.Region: region,
    regions.Alias: alias,
    regions.RegionChange: region_change,
    regions.Picture: picture,
    regions.Website: website,
    regions.Indicator: indicator,
    regions.ScaleGroup: scale_group,
    regions.Observation: observation,
    regions.Network: network,
    regions.Membership: membership,
    policies.Vocabulary: vocabulary,
    policies.Term: term,
    policies.PolicyDocument: policy_document,
    policies.Initiative: initiative,
    policies.Participation: participation,
    policies.PolicyQuestion: policy_question,
    policies.PolicyStatement: policy_statement,
    policies.Classification: classification,
    SiteSettings: site_settings,
    SocialLink: social_link,
    Page: page,
    RememberedAnswer: remembered_answer,
    Responsibility: responsibility,
    Import: file_import,
    ImportFile: import_file,
    Layout: layout,
    Release: release,
}

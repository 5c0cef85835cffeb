"""The kind of a document in a table: by its code or its name, and apart from all other terms."""

import pytest

from policies.models import PolicyDocument
from tests.imports.case import text_of
from workbench.imports.choices import Agreement, Choices
from workbench.imports.running import bring_in, look
from workbench.imports.shapes import all_shapes

pytestmark = pytest.mark.usefixtures("reference")

HEADINGS = ["title", "region", "kind", "terms", "source", "stated_on"]
STATED = ["survey-2021", "2021-12-31"]


def table(kind, terms=""):
    return text_of([HEADINGS, ["A plan", "BE3", kind, terms, *STATED]]).encode(), "documents.csv"


@pytest.mark.parametrize("kind", ["document-kinds:strategy", "strategy", "Strategy", "STRATEGY "])
def test_it_is_known_by_its_code_and_by_its_name(kind):
    run = bring_in(*table(kind), Choices(), all_shapes())
    assert run.plan.refusals == []
    assert PolicyDocument.objects.get(title="A plan").kind.key == "document-kinds:strategy"


def test_an_industry_is_none():
    [problem] = look(*table("nace-2:C.21"), Choices(), all_shapes()).plan.refusals
    assert problem.reason == "“nace-2:C.21” is none of the document kinds known here."


def test_what_is_agreed_about_it_holds_for_no_other_column():
    [problem] = look(*table("Leitfaden"), Choices(), all_shapes()).plan.refusals
    agreed = Agreement(problem.question, problem.printed, "value", "document-kinds:strategy")
    bring_in(*table("Leitfaden"), Choices(agreements=(agreed,)), all_shapes())
    assert look(*table("Leitfaden"), Choices(), all_shapes()).plan.changes == []
    refused = look(*table("Leitfaden", "Leitfaden"), Choices(), all_shapes()).plan.refusals
    assert [one.heading for one in refused] == ["terms"]

"""The pages of releases in a real browser: one that holds, and one that was withdrawn."""

import pytest

from observatory.models import Release
from observatory.releases import publishing
from regions.models import Region
from regions.signals import written
from tests.observatory.test_noun_pages_in_browser import problems

# Without the mark there is no test database, and the server would show, and empty, the real one.
pytestmark = pytest.mark.django_db


def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(page, site):
    first = publishing.release("2026.1")
    Region.objects.filter(code="EL30").update(english_name="Attica, Αττική")
    Release.objects.filter(pk=first.pk).update(
        withdrawn_on=first.released_on, withdrawn_because="A name was wrong: use 2026.2."
    )
    written.send(Region)
    second = publishing.release("2026.2")
    pages = ("/data/", first.get_absolute_url(), second.get_absolute_url())
    assert {one: problems(page, f"{site}{one}") for one in pages} == {one: {} for one in pages}
    page.goto(f"{site}{first.get_absolute_url()}")
    assert "A name was wrong: use 2026.2." in page.inner_text("main")

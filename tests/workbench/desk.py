"""The wizard as an editor takes it: uploads, checks and confirmations, and what is said."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.admin.pages import posted
from tests.workbench.wizard import table
from workbench.models import Import

COLUMNS = ["region", "network", "status", "source", "stated_on"]
GOOD = ["BE3", "errin", "member", "survey-2021", "2021-12-31"]
FIGURES = ["region", "indicator", "year", "value", "source", "stated_on"]


def text(response):
    """What the page says, without its marks."""
    assert response.status_code == 200, response
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    found = " ".join(re.sub(r"<[^>]*>", " ", main).split())
    assert not re.search(r"Traceback|Error:|&lt;class|\bNone\b|\bNaN\b", found), found
    return found.replace("&quot;", '"').replace("&#x27;", "'")


def upload(desk, content, name="table.csv", **choices):
    file = SimpleUploadedFile(name, content)
    return desk.post(reverse("imports:start"), {"file": file, **choices}, follow=True)


def uploaded(desk, *rows, headings=COLUMNS, **options):
    """The draft of an upload, and the page that it leads to."""
    page = upload(desk, table(headings, rows), **options)
    return Import.objects.waiting().first(), page


def address(name, draft, *parts):
    return reverse(f"imports:{name}", args=[draft.pk, *parts])


def checked(desk, draft, **changes):
    """The page of the check, posted with some fields filled in."""
    url = address("check", draft)
    fields = posted(desk.get(f"{url}?show=error").content.decode())
    return desk.post(url, {**fields, **changes}, follow=True)


def confirmed(desk, draft, **changes):
    draft.refresh_from_db()
    values = {"digest": draft.digest, **changes}
    return desk.post(address("confirm", draft), values, follow=True)

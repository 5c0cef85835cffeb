"""The steps of the pages for tables: write out; upload, look, confirm."""

from django.core.files.uploadedfile import SimpleUploadedFile

from regions.admin.tables import FORMATS
from tests.admin.pages import address, opened, posted

CSV, XLSX, ODS = (str(number) for number in range(len(FORMATS)))


def exported(desk, model, kind=CSV):
    form = {**opened(desk, address(model, "export")), "format": kind}
    response = desk.post(address(model, "export"), form)
    assert response.status_code == 200
    return response.content


def uploaded(desk, model, content, kind=CSV):
    """The page that answers an upload."""
    content = content.encode() if isinstance(content, str) else content
    form = {**opened(desk, address(model, "import")), "format": kind}
    form["import_file"] = SimpleUploadedFile("table", content)
    response = desk.post(address(model, "import"), form)
    assert response.status_code == 200
    return response.content.decode()


def confirmed(desk, model, page):
    """The page that answers the confirmation of what `page` shows."""
    response = desk.post(address(model, "process_import"), posted(page), follow=True)
    assert response.status_code == 200
    return response.content.decode()

"""The page on which a table is written out."""

from regions.admin.tables import FORMATS
from tests.admin.pages import address, opened

CSV, XLSX, ODS = (str(number) for number in range(len(FORMATS)))


def exported(desk, model, kind=CSV):
    form = {**opened(desk, address(model, "export")), "format": kind}
    response = desk.post(address(model, "export"), form)
    assert response.status_code == 200
    return response.content

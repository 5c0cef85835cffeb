"""A release read into an empty database gives the same tables again, whatever texts it holds."""

import re

import pytest

from observatory.dictionary.nouns import TABLES
from observatory.releases import publishing
from observatory.releases.tables import released_tables
from policies.models import PolicyDocument, PolicyStatement, Term
from regions.models import Alias, Network, Region, Source
from regions.signals import written
from tests.facts import import_file
from tests.model.factories import BUILDERS, stored
from tests.releases.conftest import content, rows_of, unpacked

pytestmark = pytest.mark.usefixtures("facts")

NASTY = [
    "=1+1",
    "'=1+1",
    "''quoted",
    "+SUM(A1:A9)",
    "-2+3",
    "@cmd",
    'a "quotation", with; separators',
    "two\nlines\n\n=and more",
    "Ελληνικά και Кириллица",
    "שלום עולם and السلام عليكم",
    "a family 👩‍👩‍👧 and a flag 🇪🇺",
    "0012",
    "1e5",
    "TRUE",
    "12.05.2021",
    "N/A",
    "-",
    "_x0041_",
    "a\u200bb",
    "c\u0301 combining",
]
# Texts of one line, and texts of several: each gets all that it may hold.
ONE_LINE = [
    (Source, "title"),
    (Source, "publisher"),
    (Region, "native_name"),
    (Network, "name"),
    (Term, "label"),
    (PolicyDocument, "gloss"),
]
PROSE = [
    (Source, "note"),
    (Region, "summary"),
    (Network, "description"),
    (Term, "definition"),
    (PolicyDocument, "summary"),
    (PolicyStatement, "text"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_noun_comes_back(tmp_path, form):
    for name in TABLES:
        model = TABLES[name]._meta.model
        if not model.objects.exists():
            stored(BUILDERS[model]())
    put_nasty_texts()
    written.send(Region)
    release = publishing.release("2026.1")
    assert all(release.rows.values())
    before = [one.rows for one in released_tables()]
    archive = unpacked("2026.1")
    archive.extractall(tmp_path)
    book = tmp_path / "observatory-2026.1.xlsx"
    book.write_bytes(content("2026.1", book.name))

    empty_the_database()
    assert not any(one.rows for one in released_tables())
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"manage\.py import_file (\S+) --kind (\S+)", readme)
    assert [name for name, _kind in commands] == [f"{name}.csv" for name in TABLES]
    for name, kind in commands:
        sheet = name.removesuffix(".csv")
        asked = [tmp_path / name] if form == "csv" else [book, "--sheet", sheet]
        code, said = import_file(*asked, "--kind", kind)
        assert code == 0, said

    again = [one.rows for one in released_tables()]
    for name, was, now in zip(TABLES, before, again, strict=True):
        assert now == was, name
    for name in TABLES:
        text = archive.read(f"{name}.csv").decode()
        assert len(rows_of(text)) - 1 == release.rows[name]
    with pytest.raises(publishing.NotReleased, match="Nothing has changed"):
        publishing.release("2026.2")


def put_nasty_texts() -> None:
    nace, later = (Term.objects.filter(vocabulary=code) for code in ("nace-2", "nace-2.1"))
    old, new = nace.order_by("code").first(), later.order_by("code").last()
    nace.filter(pk=old.pk).update(replaced_by=new)
    parent = Term.objects.create(vocabulary=old.vocabulary, code="zz-parent", label="Above")
    Term.objects.create(vocabulary=old.vocabulary, code="aa-child", label="Below", parent=parent)
    for model, field in (*ONE_LINE, *PROSE):
        records = list(model.objects.order_by("pk")[: len(NASTY)])
        texts = list(map(in_one_line, NASTY)) if (model, field) in ONE_LINE else NASTY
        for record, text in zip(records, texts, strict=False):
            model.objects.filter(pk=record.pk).update(**{field: text})
    for place, text in enumerate(NASTY):
        Alias.objects.create(region_id="BE3", name=f"{in_one_line(text)} {place}")


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def lists_of(model):
    return [getattr(model, one.name) for one in model._meta.many_to_many]


def empty_the_database() -> None:
    """Nothing is left of any noun, nor of its history."""
    for name in reversed(TABLES):
        model = TABLES[name]._meta.model
        for rows in (*(one.through.objects.all() for one in lists_of(model)), model.objects.all()):
            rows._raw_delete(rows.db)  # past the rules that protect one record from another's end
        model.history.all().delete()
    written.send(Region)

"""The documents say what the code does, and not less."""

import re
from pathlib import Path

import pytest
from django.core.management import BaseCommand, get_commands, load_command_class
from django.utils.module_loading import import_string

from common.tables.table import DEFAULT_LIMITS, MEGABYTE
from common.timeline import Outcome
from regions.standing import LABELS
from tests.docs.documents import (
    DOCS,
    HEAD_WORD,
    anchors,
    commands,
    documents,
    links,
    table,
    text_of,
)
from tools.machine import ROOT
from workbench.imports.plan import Change
from workbench.models import RememberedAnswer

IMPORTING = "docs/importing.md"
DECISIONS = sorted(DOCS.glob("adr/*.md"))
each_document = pytest.mark.parametrize("path", documents(), ids=lambda p: str(p.relative_to(ROOT)))


@each_document
def test_every_link_leads_somewhere(path):
    broken = [target for target in links(path) if not leads_somewhere(path, target)]
    assert broken == []


def leads_somewhere(path: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    linked = path.parent / name if name else path
    if not linked.resolve().is_relative_to(ROOT) or not linked.exists():
        return False
    return not anchor or anchor in anchors(linked.read_text(encoding="utf-8"))


@each_document
def test_every_command_named_exists(path):
    typed = commands(path.read_text(encoding="utf-8"))
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.M))
    assert set(re.findall(r"\bmake ([a-z][\w-]*)", typed)) <= targets
    assert set(re.findall(r"\bmanage\.py ([a-z]\w*)", typed)) <= set(get_commands())


@each_document
def test_every_file_named_in_a_command_exists(path):
    typed = commands(path.read_text(encoding="utf-8"))
    named = re.findall(
        r"(?<![\w./])"
        r"(?:catalogue|common|docs|fixtures|observatory|policies|regions|static|templates|tests"
        r"|workbench)/[\w./-]+",
        typed,
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_option_of_the_import_is_explained():
    rows = table(text_of(IMPORTING), "Option", "Meaning")
    own = options_of(load_command_class("workbench", "import_file")) - options_of(BaseCommand())
    assert {row[0].split()[0] for row in rows} == own


def options_of(command: BaseCommand) -> set[str]:
    return set(command.create_parser("manage.py", "a_command")._option_string_actions)


def test_every_kind_of_change_is_explained():
    rows = table(text_of(IMPORTING), "Change", "Meaning")
    assert [row[0] for row in rows] == [change.value for change in Change]


def test_every_reading_of_an_agreed_answer_is_explained():
    rows = table(text_of(IMPORTING), "Read as", "For")
    explained = {reading for row in rows for reading in re.findall(r"\w+", row[0])}
    assert explained == set(RememberedAnswer.Reading.values)


def test_the_limits_of_a_file_are_those_of_the_code():
    said = " ".join(text_of(IMPORTING).split())
    limits = DEFAULT_LIMITS
    size = f"{limits.file_bytes // MEGABYTE} MB, {limits.rows:,} rows"
    assert f"At most {size}, {limits.columns:,} columns and {limits.cells:,} cells." in said


def test_every_outcome_of_a_statement_is_explained():
    rows = table(text_of("docs/data-model.md"), "Outcome", "When", "What happens")
    assert {row[0] for row in rows} == {outcome.value for outcome in Outcome}


def test_every_standing_is_told_apart():
    rows = table(text_of("docs/data-model.md"), "Standing", "In the code", "Where it comes from")
    assert {row[1]: row[0] for row in rows} == {code: str(label) for code, label in LABELS.items()}


def test_the_glossary_is_in_alphabetical_order_and_defines_no_word_twice():
    words = [found["word"].casefold() for found in HEAD_WORD.finditer(text_of("docs/glossary.md"))]
    assert words == sorted(set(words))


def test_every_class_named_in_the_glossary_exists_under_its_word():
    for found in HEAD_WORD.finditer(text_of("docs/glossary.md")):
        if found["path"]:
            assert (
                import_string(found["path"]).__name__.lower()
                == found["word"].replace(" ", "").lower()
            )


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_tells_its_context_consequences_and_what_was_rejected(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]}. ")
    assert re.findall(r"^## (.+)$", text, re.M) == [
        "Context",
        "Decision",
        "Consequences",
        "Rejected",
    ]


def test_the_readme_names_every_room():
    packages = {path.parent.name for path in ROOT.glob("[a-z]*/__init__.py")}
    folders = packages | {"docs", "examples", "fixtures", "static", "templates"}
    named = "".join(row[0] for row in table(text_of("README.md"), "Folder", "What it holds"))
    assert set(re.findall(r"\[([\w]+)/\]", named)) == folders


def test_the_version_and_the_licence_are_the_same_everywhere():
    version = re.search(r'^version = "(.+)"', text_of("pyproject.toml"), re.M)[1]
    assert f"\nversion: {version}\n" in text_of("CITATION.cff")
    assert f"\nsoftwareVersion: {version}\n" in text_of("publiccode.yml")
    assert text_of("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "license: EUPL-1.2" in text_of("CITATION.cff")
    assert "license: EUPL-1.2" in text_of("publiccode.yml")

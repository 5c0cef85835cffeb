"""The project's documents as plain data: drawings, tables, head words, links, commands."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tools.machine import ROOT

DOCS = ROOT / "docs"
# Folders of documents; tests hold samples, the rest is installed or made by programs.
PLACES = ["*.md", "docs/**/*.md", "fixtures/**/*.md", "benchmarks/**/*.md"]

BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
HEAD_WORD = re.compile(r"^\*\*(?P<word>[^*]+)\*\*(?: \(`(?P<path>[\w.]+)`\))?: \S", re.M)
LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
ENTITY = re.compile(
    r"^    (?P<name>\w+)(?:\[\"\w+ · (?P<mark>\w+)\"\])? \{\n(?P<columns>.*?)^    \}", re.M | re.S
)
COLUMN = re.compile(r"^        (?P<type>\w+) (?P<name>\w+)(?: (?P<key>FK|UK))?(?: \"[^\"]+\")?$")
LINE = re.compile(r"^    (\w+) (\S+) (\w+) : (\w+)$", re.M)


@dataclass
class Drawing:
    """What all diagrams of the data model draw together.

    A box holds (type, column, FK or UK or empty); a line is (one, its ends, many, foreign key).
    """

    boxes: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)
    marked_as_statement: set[str] = field(default_factory=set)
    lines: set[tuple[str, str, str, str]] = field(default_factory=set)
    drawn_twice: list[str] = field(default_factory=list)


def documents() -> list[Path]:
    return sorted({path for place in PLACES for path in ROOT.glob(place)})


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """The text without its blocks of code and drawings."""
    return BLOCK.sub("", text)


def commands(text: str) -> str:
    """What a reader may type: the blocks of code and what stands between backticks."""
    blocks = [block["text"] for block in BLOCK.finditer(text) if block["kind"] != "mermaid"]
    return "\n".join([*blocks, *re.findall(r"`([^`]+)`", prose(text))])


def links(path: Path) -> list[str]:
    """The targets of links that do not lead out of the project."""
    found = LINK.findall(prose(path.read_text(encoding="utf-8")))
    return [target for target in found if not re.match(r"\w+:", target)]


def anchors(text: str) -> set[str]:
    """The names under which the headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table(text: str, *headings: str) -> list[list[str]]:
    """The rows of every table with these headings, backticks taken away."""
    lines = prose(text).splitlines()
    rows: list[list[str]] = []
    inside = False
    for line in lines:
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif inside:
            rows.append(cells)
        elif cells == list(headings):
            inside = True
    return [row for row in rows if set("".join(row)) != {"-"}]


def drawing() -> Drawing:
    drawn = Drawing()
    for block in BLOCK.finditer(text_of("docs/data-model.md")):
        if block["kind"] == "mermaid":
            _add(drawn, block["text"])
    return drawn


def _add(drawn: Drawing, text: str) -> None:
    drawn.lines |= set(LINE.findall(text))
    for entity in ENTITY.finditer(text):
        if entity["name"] in drawn.boxes:
            drawn.drawn_twice.append(entity["name"])
        if entity["mark"] == "statement":
            drawn.marked_as_statement.add(entity["name"])
        columns = [COLUMN.match(line) for line in entity["columns"].splitlines()]
        drawn.boxes[entity["name"]] = {(c["type"], c["name"], c["key"] or "") for c in columns}

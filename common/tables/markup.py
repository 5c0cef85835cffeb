"""XML from strangers as a stream of tags: a tree of it would take fifty times its size.

defusedxml's own parser does in Python what costs nothing here: half a minute for a large workbook.
No document type is let in, and so no entity that multiplies, and none that names a file.
"""

from collections.abc import Iterator
from typing import IO

# Safe as it is used: with `doctype`, the parser stops before anything is declared.
from xml.etree.ElementTree import XMLParser

from defusedxml import DTDForbidden

_PIECE = 64 * 1024


class Target:
    """Is told of the tags and texts of a document."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def data(self, text: str) -> None:
        """A text, or a part of one, stands between tags."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def close(self) -> None:
        """The document ends."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """No workbook has a document type."""
        raise DTDForbidden(name, system, public)


def parse(stream: IO[bytes], target: Target) -> Iterator[None]:
    """Tell the target of a document, piece by piece: what it has made can be taken in between."""
    parser = XMLParser(target=target)  # noqa: S314
    while piece := stream.read(_PIECE):
        parser.feed(piece)
        yield
    parser.close()

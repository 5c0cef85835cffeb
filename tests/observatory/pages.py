"""A page of the public site as a tree, to ask what stands where."""

from collections.abc import Iterator

from django.test import Client
from django.test.html import Element, parse_html


def get(path: str, **query) -> Element:
    """The page at a path, which must be there, and well-formed: a tag left open is an error."""
    response = Client().get(path, query)
    assert response.status_code == 200, path
    return parse_html(response.content.decode())


def elements(node, name: str = "", **attributes: str) -> Iterator[Element]:
    """All elements below, in order, of this name and with these attributes (`class_` one word)."""
    for child in getattr(node, "children", ()):
        if isinstance(child, Element):
            if _fits(child, name, attributes):
                yield child
            yield from elements(child, name, **attributes)


def element(node, name: str = "", **attributes: str) -> Element:
    """The first such element."""
    return next(elements(node, name, **attributes))


def text(node) -> str:
    """What a reader reads, on one line."""
    return " ".join("".join(_pieces(node)).split())


def _pieces(node) -> Iterator[str]:
    if not isinstance(node, Element):
        yield str(node)
        return
    for child in node.children:
        yield from _pieces(child)
        yield " "


def _fits(node: Element, name: str, attributes: dict[str, str]) -> bool:
    if name and node.name != name:
        return False
    own = {key: value or "" for key, value in node.attributes}
    return all(
        wanted in own.get("class", "").split() if key == "class_" else own.get(key) == wanted
        for key, wanted in attributes.items()
    )

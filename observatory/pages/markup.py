"""The texts that editors write, from Markdown (CommonMark) to HTML that is safe to show.

HTML and pictures in a text are not understood but printed as they stand. A link leads to a page of
this site, to the web or to a mail address; any other stays text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = frozenset({"", "http", "https", "mailto"})
# The title of the page is its only heading of the first level.
HIGHEST, LOWEST = 2, 6


def to_html(text: str) -> str:
    """The text as HTML; its headings begin at the second level and leave none out."""
    parser = _parser()
    tokens = parser.parse(text)
    _set_levels(tokens)
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block"])
    parser.validateLink = _is_allowed  # type: ignore[assignment]
    return parser


def _is_allowed(link: str) -> bool:
    try:
        return urlsplit(link).scheme in SCHEMES
    except ValueError:  # such as http://[
        return False


def _set_levels(tokens: Sequence[Token]) -> None:
    """Headings at most one level below the one before: a reader who jumps between them counts."""
    level = HIGHEST - 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(max(int(token.tag[1:]), HIGHEST), level + 1, LOWEST)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"

"""Cells that hold several things: numbered items, items between semicolons, a web address."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from urllib.parse import urlsplit

from common.text import one_line, tidy

# A running number before an item: "1. ", "1) " or "(1) ", but neither "1.5" nor "2030. ".
_MARKER = re.compile(r"(?:(?<=\s)|^)(?P<open>\(?)(?P<number>[0-9]{1,2})(?P<close>[.)])(?![0-9])")
_BULLET = re.compile(r"^[•·▪‣*\u2013-]\s+")

_CLOSES = {")": "(", "]": "[", "}": "{", '"': '"', "”": "“„", "“": "„", "»": "«", "«": "»"}
_OPENS = frozenset("".join(_CLOSES.values()))
# A full stop that belongs to the word before it.
_ABBREVIATED = re.compile(r"(?:\b(?:etc|al|Inc|Ltd|Co)|\.\w)\.$")

_NOT_ADDRESS = r"\s<>\"“”«»"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])(?i:https?)://[^{_NOT_ADDRESS}]+"
    rf"|(?<![\w@./-])(?i:www)\.[^{_NOT_ADDRESS}]+"
    rf"|(?<![\w@./-])(?:[A-Za-z0-9](?:[\w-]*\w)?\.)+[a-z]{{2,24}}/[^{_NOT_ADDRESS}]*",
)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]+)", re.I)
# What browsers and servers still take.
_LONGEST_ADDRESS = 2_000
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]|<\s*>")
_LOOSE_SIGN = re.compile(r"(?<!\s)\s+([.,;:!?)\]])(?=\s|[.,;:!?)\]]|$)")
_SIGNS = ".,;:!?\u2026"
_LEADING_IN = " ,;:|-\u2013\u2014"


def numbered_items(cell: str) -> list[str]:
    """The items of a cell without their running numbers, each on one line.

    Items follow their numbers 1, 2, 3 ... at the beginning of lines or, when they do not, within
    a line. A number out of turn belongs to its item, and words before the first number are an
    item of their own. Without numbers a line is an item, or what stands between semicolons.
    """
    text = tidy(cell)
    markers = _item_markers(text)
    if not markers:
        return _unnumbered_items(text)
    starts = [marker.end() for marker in markers]
    ends = [marker.start() for marker in markers[1:]] + [len(text)]
    items = [text[: markers[0].start()]]
    items += [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return _filled(item.strip().rstrip(";,") for item in items)


def semicolon_items(cell: str) -> list[str]:
    """The items of a cell between semicolons and line breaks, never between commas.

    What stands in brackets or quotation marks stays together. Empty items and the full stop that
    closes an item are dropped; the stop of "etc." is not.
    """
    text = tidy(cell)
    together = _together(text)
    items, start = [], 0
    for cut in re.finditer("[;\n]", text):
        if not together[cut.start()]:
            items.append(text[start : cut.start()])
            start = cut.end()
    items.append(text[start:])
    return _filled(_without_full_stop(one_line(item)) for item in items)


def link_in(text: str) -> tuple[str, str | None]:
    """The text without the first web address in it, and that address with http or https."""
    text = tidy(text)
    for found in _ADDRESS.finditer(text):
        if len(found[0]) > _LONGEST_ADDRESS:
            continue
        written = _without_punctuation(found[0])
        address = _whole_address(written)
        if address:
            after = text[found.start() + len(written) :]
            return _rejoined(text[: found.start()], after), address
    return text, None


def _item_markers(text: str) -> list[re.Match[str]]:
    """The running numbers that begin an item; none when the cell is not numbered from 1."""
    markers = [m for m in _MARKER.finditer(text) if _begins_line(text, m) or _is_spaced(text, m)]
    at_lines = [marker for marker in markers if _begins_line(text, marker)]
    numbers = [int(marker["number"]) for marker in at_lines]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        return at_lines
    turn = _in_turn(text, markers)
    if numbers[:1] == [1] and numbers == sorted(numbers) and not set(at_lines) <= set(turn):
        return at_lines
    return turn


def _in_turn(text: str, markers: list[re.Match[str]]) -> list[re.Match[str]]:
    """The numbers 1, 2, 3 ... written in the way of the first, which begins a line or a list."""
    turn: list[re.Match[str]] = []
    for marker in markers:
        if int(marker["number"]) != len(turn) + 1:
            continue
        if turn:
            fits = marker.group("open", "close") == turn[0].group("open", "close")
        else:
            fits = _begins_line(text, marker) or _follows_colon(text, marker)
        if fits:
            turn.append(marker)
    return turn


def _begins_line(text: str, marker: re.Match[str]) -> bool:
    return marker.start() == 0 or text[marker.start() - 1] == "\n"


def _follows_colon(text: str, marker: re.Match[str]) -> bool:
    return text[max(marker.start() - 2, 0) : marker.start()].rstrip().endswith(":")


def _is_spaced(text: str, marker: re.Match[str]) -> bool:
    return marker.end() == len(text) or text[marker.end()].isspace()


def _unnumbered_items(text: str) -> list[str]:
    if "\n" not in text:
        return semicolon_items(text)
    return _filled(_BULLET.sub("", line) for line in text.split("\n"))


def _filled(items: Iterable[str]) -> list[str]:
    return [item for item in map(one_line, items) if item]


def _together(text: str) -> list[bool]:
    """For each character, whether it stands in brackets or quotation marks that close again."""
    depth_changes = [0] * (len(text) + 1)
    waiting: list[int] = []
    kinds: Counter[str] = Counter()
    for at, letter in enumerate(text):
        partners = [opening for opening in _CLOSES.get(letter, "") if kinds[opening]]
        if partners:
            depth_changes[_partner(text, waiting, kinds, partners)] += 1
            depth_changes[at] -= 1
        elif letter in _OPENS:
            waiting.append(at)
            kinds[letter] += 1
    return [depth > 0 for depth in accumulate(depth_changes)]


def _partner(text: str, waiting: list[int], kinds: Counter[str], partners: list[str]) -> int:
    """The place of the opening sign; what was opened after it is taken for stray and forgotten."""
    while True:
        start = waiting.pop()
        kinds[text[start]] -= 1
        if text[start] in partners:
            return start


def _without_full_stop(item: str) -> str:
    if not item.endswith(".") or item.endswith("..") or _ABBREVIATED.search(item):
        return item
    return item[:-1]


def _without_punctuation(address: str) -> str:
    """An address without the signs of the sentence around it; its own brackets stay."""
    while True:
        shorter = address.rstrip(_SIGNS + "'\u2018\u2019*|")
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def _whole_address(written: str) -> str | None:
    """The address with its scheme, or None when no public web page can be there."""
    scheme, mark, rest = written.partition("://")
    address = f"{scheme.lower()}://{rest}" if mark else f"https://{written}"
    try:
        parts = urlsplit(address)
        is_public = bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        return None
    return address if is_public and "@" not in parts.netloc and "\\" not in address else None


def _rejoined(before: str, after: str) -> str:
    """The words around an address without the brackets, colon or comma that led to it."""
    before, after = before.strip(), after.strip()
    ends_here = not after.strip(_SIGNS + ")]}>")
    words = f"{before} {after.rstrip(_SIGNS) if ends_here else after}"
    text = _LOOSE_SIGN.sub(r"\1", tidy(_EMPTY_BRACKETS.sub("", words)))
    text = text.rstrip(_LEADING_IN) if ends_here else text
    return text if before else text.lstrip(_LEADING_IN)

"""Eurostat's answers in JSON-stat 2.0, the format of its statistics API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import prod
from typing import Any, NoReturn

from workbench.eurostat.answer import PLACE, TIME, Answer, Cells, NotAnAnswer

CUT_OFF = "It is no whole JSON: it may be cut off. Fetch it again."


def read(text: str) -> Answer:
    """Read an answer. Raises NotAnAnswer."""
    told = _loaded(text)
    _check_class(told)
    names, sizes = _dimensions(told)
    if prod(sizes) > len(text):
        raise NotAnAnswer("Its sizes promise more cells than it can hold.")
    codes = [_codes(told, name, size) for name, size in zip(names, sizes, strict=True)]
    cells = Cells()
    by_name = {name.lower(): found for name, found in zip(names, codes, strict=True)}
    for name, found in by_name.items():
        if name not in (PLACE, TIME):
            for code in found:
                cells.fix(name, code)
    lower = [name.lower() for name in names]
    flags = dict(_listed(told.get("status", {}), prod(sizes), "status"))
    for at, value in _listed(told.get("value"), prod(sizes), "value"):
        where = _places(at, lower, sizes)
        geo, period = by_name[PLACE][where[PLACE]], by_name[TIME][where[TIME]]
        flag = flags.get(at)
        cells.add(geo, period, _text(value), flag if isinstance(flag, str) else "")
    return cells.answer(_table(told), _updated(told))


def _loaded(text: str) -> dict[str, Any]:
    try:
        told = json.loads(
            text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_once
        )
    except NotAnAnswer:
        raise
    except (ArithmeticError, ValueError, RecursionError) as error:
        raise NotAnAnswer(CUT_OFF) from error
    if not isinstance(told, dict):
        raise NotAnAnswer("It is JSON, but no answer of Eurostat.")
    return told


def _refused(name: str) -> NoReturn:
    raise NotAnAnswer(f"“{name}” is not a number.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            raise NotAnAnswer(f"It says two things under “{name[:40]}”.")
    return found


def _check_class(told: dict[str, Any]) -> None:
    if "error" in told or "warning" in told:
        said = told.get("error", told.get("warning"))
        first = said[0] if isinstance(said, list) and said else said
        label = first.get("label") if isinstance(first, dict) else ""
        words = " ".join(label.split()).rstrip(".")[:200] if isinstance(label, str) else ""
        raise NotAnAnswer(f"Eurostat answers with a fault: {words or 'it does not say which'}.")
    if told.get("class") != "dataset" or told.get("version") != "2.0":
        raise NotAnAnswer("It is JSON, but no dataset of JSON-stat 2.0.")


def _dimensions(told: dict[str, Any]) -> tuple[list[str], list[int]]:
    names, sizes = told.get("id"), told.get("size")
    if (
        not isinstance(names, list)
        or not isinstance(sizes, list)
        or len(names) != len(sizes)
        or not all(isinstance(name, str) for name in names)
        or not all(type(size) is int and size >= 0 for size in sizes)
    ):
        raise NotAnAnswer("Its dimensions and their sizes do not go together.")
    lower = [name.lower() for name in names]
    if len(set(lower)) != len(lower) or not {PLACE, TIME} <= set(lower):
        raise NotAnAnswer("It lacks the dimensions geo and time.")
    return names, sizes


def _codes(told: dict[str, Any], name: str, size: int) -> list[str]:
    """The codes of a dimension, in the order of their positions."""
    try:
        category = told["dimension"][name]["category"]
        index = category.get("index", category.get("label"))
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAnAnswer(f"It does not say what its dimension {name[:40]} holds.") from error
    if isinstance(index, dict) and "index" in category:
        index = _by_position(index)
    codes = list(index) if isinstance(index, list | dict) else []
    if len(codes) != size or not all(isinstance(code, str) for code in codes):
        raise NotAnAnswer(f"Its dimension {name[:40]} has another size than it says.")
    return codes


def _by_position(index: dict[str, Any]) -> list[str]:
    positions = list(index.values())
    if not all(type(at) is int for at in positions) or set(positions) != set(range(len(index))):
        raise NotAnAnswer("The positions of its codes do not go together.")
    return sorted(index, key=lambda code: index[code])


def _listed(cells: Any, size: int, name: str) -> Iterator[tuple[int, Any]]:
    """Each cell with its position, whether they stand in a list or under their positions."""
    if isinstance(cells, str) and name == "status":
        # One flag for all.
        yield from ((at, cells) for at in range(size))
        return
    if isinstance(cells, list):
        found: list[tuple[Any, Any]] = list(enumerate(cells))
    elif isinstance(cells, dict):
        found = list(cells.items())
    else:
        raise NotAnAnswer("It holds no values.")
    for at, cell in found:
        is_position = isinstance(at, int) or (at.isascii() and at.isdigit() and len(at) < 12)
        if not is_position or int(at) >= size:
            raise NotAnAnswer("It has a value outside its own dimensions.")
        yield int(at), cell


def _places(at: int, names: list[str], sizes: list[int]) -> dict[str, int]:
    """The position in each dimension of the cell at a place: the last one varies fastest."""
    found = {}
    for name, size in zip(reversed(names), reversed(sizes), strict=True):
        at, found[name] = divmod(at, size)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise NotAnAnswer("One of its values is not a number.")
    try:
        return str(value)
    except ValueError as error:
        raise NotAnAnswer("One of its values has too many digits.") from error


def _table(told: dict[str, Any]) -> str:
    extension = told.get("extension")
    table = extension.get("id") if isinstance(extension, dict) else ""
    return table if isinstance(table, str) else ""


def _updated(told: dict[str, Any]) -> date | None:
    stamp = told.get("updated")
    if stamp is None:
        return None
    try:
        return date.fromisoformat(stamp[:10])
    except (TypeError, ValueError) as error:
        raise NotAnAnswer("It does not say clearly on which day it was updated.") from error

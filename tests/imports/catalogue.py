"""The catalogue of bad and ambiguous files, each made here by code, with what must become of it."""

from tests.imports import (
    bad_bytes,
    bad_cells,
    bad_limits,
    bad_rows,
    bad_spreadsheets,
    bad_waves,
    bad_workbooks,
    clashes,
    odd_choices,
)
from tests.imports.case import FINE, Case, table
from tests.imports.rows import ROWS

PARTS = (
    *(bad_bytes, bad_workbooks, bad_spreadsheets),
    *(bad_cells, bad_limits, bad_rows, clashes),
    *(bad_waves, odd_choices),
)


def sound() -> list[Case]:
    """The rows of every noun as they are before anything is spoilt: both have to be stored."""
    return [Case(f"{noun}: sound", table(*rows), FINE, shape=noun) for noun, rows in ROWS.items()]


CASES: list[Case] = [*sound(), *(case for part in PARTS for case in part.cases())]

"""Tables in files: CSV, XLSX and ODS become headings and rows of tidy texts, or a sentence."""

from common.tables.reading import read_table
from common.tables.table import (
    DEFAULT_LIMITS,
    ENCODINGS,
    SEPARATORS,
    Dialect,
    HeadingScore,
    Limits,
    Row,
    Table,
    Unreadable,
    limits_from,
)

__all__ = [
    "DEFAULT_LIMITS",
    "ENCODINGS",
    "SEPARATORS",
    "Dialect",
    "HeadingScore",
    "Limits",
    "Row",
    "Table",
    "Unreadable",
    "limits_from",
    "read_table",
]

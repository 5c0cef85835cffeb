"""Tables out of files: CSV, XLSX and ODS become headings and rows of tidy texts, or a sentence."""

from common.tables.reading import read_table
from common.tables.table import HeadingScore, Limits, Row, Table, Unreadable

__all__ = ["HeadingScore", "Limits", "Row", "Table", "Unreadable", "read_table"]

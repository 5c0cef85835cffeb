"""The tables described for programs: the metadata of CSV on the Web (W3C, 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from observatory.dictionary.described import DescribedColumn, DescribedTable

Described = dict[str, Any]

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminators": ["\r\n"],
    "header": True,
    "headerRowCount": 1,
    "skipBlankRows": False,
    "skipInitialSpace": False,
    "trim": False,
}
# What the files hold for a value that is not recorded.
BLANK = ""
BASES = {
    "text": "string",
    "code": "string",
    "codes": "string",
    "link": "anyURI",
    "integer": "integer",
    "number": "decimal",
}


def metadata(
    tables: Sequence[DescribedTable],
    *,
    title: str,
    address: str,
    licence: str,
    issued: date,
    publisher: str,
) -> Described:
    """A group of tables as a JSON object, to be kept beside their files as `csv-metadata.json`.

    `address` is where the whole is found on the web, `licence` an address or a sentence. A table
    is named by its file, such as `regions.csv`. Keys are only told if their table is among these.
    """
    known = {one.name for one in tables}
    about = {
        "dc:title": title,
        "dc:issued": {"@value": issued.isoformat(), "@type": "xsd:date"},
        "dc:publisher": {"schema:name": publisher} if publisher else "",
        "dc:license": {"@id": licence} if licence.startswith(("http:", "https:")) else licence,
    }
    return {
        "@context": CONTEXT,
        "@type": "TableGroup",
        "@id": address,
        **{name: value for name, value in about.items() if value},
        "dialect": DIALECT,
        "null": BLANK,
        "tables": [_table(one, known) for one in tables],
    }


def _table(table: DescribedTable, known: set[str]) -> Described:
    referring = {one for one in table.columns if one.refers_to and one.refers_to[0] in known}
    keys = [_foreign_key(one) for one in table.columns if one in referring and _is_key(one)]
    return {
        "@type": "Table",
        "url": file_of(table.name),
        "dc:title": table.title,
        "dc:description": table.meaning,
        "tableSchema": {
            "columns": [_column(one, one in referring) for one in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def file_of(table: str) -> str:
    """The name of a table's file."""
    return f"{table}.csv"


def _column(column: DescribedColumn, is_referring: bool) -> Described:
    leads = is_referring and not _is_key(column)
    return {
        "name": column.name,
        # The heading in the file is the name; readers compare headings with titles.
        "titles": list(dict.fromkeys([column.label, column.name])),
        "dc:description": _description(column),
        "datatype": _datatype(column),
        "required": column.is_required,
        **({"separator": column.separator} if column.separator else {}),
        **({"dc:references": {"@id": _file_referred_to(column)}} if leads else {}),
        **({"schema:unitText": column.unit} if column.unit else {}),
    }


def _description(column: DescribedColumn) -> str:
    choices = "; ".join(f"{code} = {label}" for code, label in column.choices)
    return f"{column.meaning} {choices}." if choices else column.meaning


def _datatype(column: DescribedColumn) -> str | Described:
    match column.type:
        case "date":
            return {"base": "date", "format": "yyyy-MM-dd"}
        case "yes/no":
            return {"base": "boolean", "format": "yes|no"}
    base = BASES[column.type]
    pattern = "|".join(code for code, _label in column.choices) or column.pattern
    lowest, highest = column.bounds
    limits = {
        # Anchored, since readers look for a match anywhere in the text.
        "format": f"^({pattern})$" if pattern else None,
        "minimum": lowest,
        "maximum": highest,
    }
    told = {name: value for name, value in limits.items() if value is not None}
    return {"base": base, **told} if told else base


def _is_key(column: DescribedColumn) -> bool:
    """Whether every cell can be looked up in another table, as a foreign key has to be.

    One that may be blank cannot, nor can a term in one text: such a column only says where.
    """
    return column.is_required and column.refers_to is not None and column.refers_to[1] != ()


def _file_referred_to(column: DescribedColumn) -> str:
    return file_of(column.refers_to[0]) if column.refers_to else ""


def _foreign_key(column: DescribedColumn) -> Described:
    columns = column.refers_to[1] if column.refers_to else ()
    return {
        "columnReference": [*columns[:-1], column.name],
        "reference": {
            "resource": _file_referred_to(column),
            "columnReference": list(columns),
        },
    }

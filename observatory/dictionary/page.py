"""The data dictionary: all tables, the columns of the lists' files, the vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count

from catalogue.reading import State
from common.tables.writing import Cell
from common.text import fold
from observatory.dictionary.described import DescribedColumn, DescribedTable
from observatory.dictionary.files import ListedFile, listed_files
from observatory.dictionary.tables import described
from observatory.kept import read_once
from observatory.lists.columns import Column
from policies.models import Vocabulary

HEADINGS = (
    "table",
    "column",
    "label",
    "meaning",
    "type",
    "unit",
    "vocabulary",
    "choices",
    "refers_to",
    "required",
    "example",
)


@dataclass(frozen=True, slots=True)
class DataDictionary:
    """The vocabularies stand in the order of their names, each with its number of terms."""

    tables: list[DescribedTable]
    files: list[ListedFile]
    vocabularies: list[tuple[Vocabulary, int]]

    def rows(self) -> Iterator[Sequence[Cell]]:
        """The dictionary as a table: a row a column, in the order of `HEADINGS`.

        The columns of a list's file say nothing of blanks: any of them may be blank.
        """
        for table in self.tables:
            for one in table.columns:
                yield (table.name, *_of_table(one))
        for file in self.files:
            for column in file.columns:
                yield (f"{file.name} (list)", *_of_list(column))


@read_once
def read(state: State) -> DataDictionary:
    """Everything that the page prints, in five queries."""
    counted = Vocabulary.objects.order_by().annotate(number=Count("terms"))
    vocabularies = sorted(counted, key=lambda one: (fold(one.name), one.code))
    return DataDictionary(
        described(), listed_files(state), [(one, one.number) for one in vocabularies]
    )


def _of_table(column: DescribedColumn) -> Sequence[Cell]:
    table, columns = column.refers_to or ("", ())
    return (
        column.name,
        column.label,
        column.meaning,
        column.type,
        column.unit,
        "",
        "; ".join(f"{code} = {label}" for code, label in column.choices),
        f"{table}.{columns[-1] if columns else 'code'}" if table else "",
        "yes" if column.is_required else "no",
        column.example,
    )


def _of_list(column: Column) -> Sequence[Cell]:
    label, meaning = str(column.label), str(column.meaning)
    blank = ("", "", "", "")
    return (column.name, label, meaning, column.type, column.unit, column.vocabulary, *blank)

"""Which tables of Eurostat are read, and which of our indicators each of them answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from workbench.eurostat.answer import Answer, NotAnAnswer


@dataclass(frozen=True, slots=True)
class EurostatTable:
    """A table, the indicator it answers, and the one value of each dimension that is asked for."""

    code: str
    indicator: str
    fixed: dict[str, str]

    @property
    def source(self) -> str:
        return f"eurostat-{self.code}"

    def address(self, template: str, since: int | None = None) -> str:
        """Where all its regions and years are, or the years since one; `{table}` is filled in."""
        query = {"format": "JSON", "lang": "EN", **self.fixed}
        if since is not None:
            query["sinceTimePeriod"] = str(since)
        start = template.replace("{table}", self.code)
        return f"{start}{'&' if '?' in start else '?'}{urlencode(query)}"


TABLES = (
    EurostatTable(
        "demo_r_d2jan", "population", {"freq": "A", "sex": "T", "age": "TOTAL", "unit": "NR"}
    ),
    EurostatTable("demo_r_d3dens", "density", {"freq": "A", "unit": "PER_KM2"}),
    EurostatTable(
        "demo_r_pjanind2",
        "share-65-plus",
        {"freq": "A", "indic_de": "PC_Y65_MAX", "unit": "PC"},
    ),
)


def told(answer: Answer, tables: Iterable[EurostatTable] = TABLES) -> EurostatTable:
    """Which of the tables an answer is of, by its name or else by its dimensions.

    Raises NotAnAnswer if it is of none, or says something else than was asked for.
    """
    wanted = list(tables)
    names = ", ".join(table.code for table in wanted)
    for table in wanted:
        if answer.table and answer.table != table.code:
            continue
        # Texts of old name no frequency where all is annual.
        said = {"freq": "A", **answer.fixed}
        if said == table.fixed:
            return table
        if answer.table:
            raise NotAnAnswer(_otherwise(table, said))
    if answer.table:
        raise NotAnAnswer(f"It is the table {answer.table[:40]}; {names} is expected.")
    raise NotAnAnswer(f"Its dimensions are not those of {names}.")


def _otherwise(table: EurostatTable, said: dict[str, str]) -> str:
    names = sorted({*table.fixed, *said})
    name = next(name for name in names if table.fixed.get(name) != said.get(name))
    has = said.get(name, "nothing")[:40]
    return f"It has {has} for {name[:40]}; {table.fixed.get(name, 'nothing')} is expected."

"""The database itself notes which records a change touches, whoever makes the change.

Triggers (`catalogue.triggers`) write down the records concerned in `Touched`, in the transaction of
the change: also for bulk writes, cascades and plain SQL, which no code of ours would see.
`catalogue.settling` reads them.

One statement a table and noun; `{rows}` in it stands for the rows as they were and as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

# Raised whenever records are found by something else than before: the next `migrate` then takes all
# triggers for new ones, which touches everything.
REVISION = 2
# Nouns that are no kind of record: what facets are called, and what only pages print.
LABELS, PAGES = "labels", "pages"


@dataclass(frozen=True, slots=True)
class Watch:
    """What a change to the rows of a table touches: the records of a noun that `sql` selects.

    Without `sql` it touches the noun as a whole. `columns` are those of the table that it reads.
    """

    table: str
    noun: str
    sql: str = "SELECT CAST(NULL AS bigint) AS record FROM {rows} LIMIT 1"
    columns: tuple[str, ...] = ("id",)

    def statement(self, rows: str) -> str:
        found = self.sql.format(rows=rows)
        return (
            f"INSERT INTO catalogue_touched (noun, record) "  # noqa: S608 - all of it is ours
            f"SELECT '{self.noun}', record FROM ({found}) AS found"
        )


def _own(table: str, noun: str) -> Watch:
    return Watch(table, noun, "SELECT id AS record FROM {rows}")


def _of_region(table: str) -> Watch:
    sql = "SELECT id AS record FROM regions_region WHERE code IN (SELECT region_id FROM {rows})"
    return Watch(table, "region", sql, ("region_id",))


# A country's statements count for its regions, so all of the country is touched.
_COUNTRY = (
    "SELECT id AS record FROM regions_region WHERE code IN (SELECT region_id FROM {rows}) "
    "OR country_code IN (SELECT region_id FROM {rows} WHERE LENGTH(region_id) = 2)"
)
_DOCUMENTS_OF_REGION = (
    "SELECT id AS record FROM policies_policydocument WHERE region_id IN (SELECT code FROM {rows})"
)
_NETWORKS_OF_REGION = (
    "SELECT id AS record FROM regions_network WHERE code IN (SELECT network_id "
    "FROM regions_membership WHERE region_id IN (SELECT code FROM {rows}))"
)
_INITIATIVES_OF_REGION = (
    "SELECT initiative_id AS record FROM policies_participation "
    "WHERE region_id IN (SELECT code FROM {rows})"
)
_OF_NETWORK = (
    "SELECT id AS record FROM regions_network WHERE code IN (SELECT network_id FROM {rows})"
)

WATCHES = (
    _own("regions_region", "region"),
    Watch("regions_region", "policy", _DOCUMENTS_OF_REGION, ("code",)),
    Watch("regions_region", "network", _NETWORKS_OF_REGION, ("code",)),
    Watch("regions_region", "initiative", _INITIATIVES_OF_REGION, ("code",)),
    Watch("regions_region", LABELS),
    _of_region("regions_alias"),
    _of_region("regions_observation"),
    Watch("regions_membership", "region", _COUNTRY, ("region_id",)),
    Watch("regions_membership", "network", _OF_NETWORK, ("network_id",)),
    _of_region("regions_website"),
    _of_region("policies_policystatement"),
    _of_region("policies_classification"),
    _of_region("policies_participation"),
    Watch(
        "policies_participation",
        "initiative",
        "SELECT initiative_id AS record FROM {rows}",
        ("initiative_id",),
    ),
    _own("policies_policydocument", "policy"),
    Watch(
        "policies_policydocument_terms",
        "policy",
        "SELECT policydocument_id AS record FROM {rows}",
        ("policydocument_id",),
    ),
    _own("regions_network", "network"),
    Watch("regions_network", "region"),
    Watch("regions_network", LABELS),
    _own("policies_initiative", "initiative"),
    _own("policies_term", "term"),
    Watch("policies_term", LABELS),
    _own("regions_indicator", "indicator"),
    Watch("regions_indicator", "region"),
    Watch("regions_indicator", LABELS),
    Watch("regions_scalegroup", "region"),
    Watch("regions_scalegroup", LABELS),
    Watch("policies_vocabulary", LABELS),
    Watch("policies_policyquestion", "region"),
    Watch("policies_policyquestion", LABELS),
    *(
        Watch(table, PAGES)
        for table in (
            "regions_source",
            "regions_picture",
            "regions_regionchange",
            "observatory_sitesettings",
            "observatory_sociallink",
            "observatory_page",
            "observatory_release",
        )
    ),
)

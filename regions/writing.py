"""Records written together, each with its history: who, when and why."""

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

# Rows a query: the most that keeps within SQLite's limit on bound values.
BATCH = 500


def create_all(records: list, *, user=None, reason: str = "") -> None:
    """Store new records of one model; the caller holds the transaction."""
    if records:
        bulk_create_with_history(
            records,
            type(records[0]),
            batch_size=BATCH,
            default_user=user,
            default_change_reason=reason,
        )


def update_all(records: list, fields: list[str], *, user=None, reason: str = "") -> None:
    """Store changed `fields` of records of one model; the caller holds the transaction.

    A model whose history holds its terms too is saved one by one: the bulk history knows only
    columns, and would tell that the terms had been taken away.
    """
    if not records:
        return
    if hasattr(records[0], "_history_m2m_fields"):
        for record in records:
            record._history_user, record._change_reason = user, reason
            record.save(update_fields=fields)
        return
    bulk_update_with_history(
        records,
        type(records[0]),
        fields,
        batch_size=BATCH,
        default_user=user,
        default_change_reason=reason,
    )

"""How many questions a page asks the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST_QUERIES = 12


def queries(client, path) -> int:
    """Of a visit that is not the first after a change: that one also brings the counts up to date,
    and reads what is kept until the next."""
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)

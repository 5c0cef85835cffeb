"""Every address of the project meets what strangers send: no server error, no trace."""

import copy
from itertools import cycle, product

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from tests.project.addresses import addresses
from tests.project.hostile import HOSTILE, OTHERS, VALUES, Hostile

# What follows the name of a field in a parameter of an admin list.
LOOKUPS = ["", "__exact", "__in", "__gt", "__range", "__isnull", "__contains", "__year", "__date"]
LOOKUPS += ["__time", "__hour", "__iso_year", "__year__in", "__date__gt", "__unknown", "__regex"]


def send(client, path, hostile):
    """The answer to `hostile`; cookies and database are as before afterwards."""
    extra = {"data": b"", "content_type": "application/octet-stream"} | hostile.extra
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(
            hostile.method, path + hostile.tail, QUERY_STRING=hostile.query, **extra
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def complaints(client, requests):
    """Those of `requests`, pairs of path and Hostile, that got an answer nobody should get."""
    for path, hostile in requests:
        response = send(client, path, hostile)
        if response.status_code >= 500 or b"Traceback" in response.getvalue():
            cause = getattr(response, "exc_info", None) or [None, None]
            yield f"{path} {hostile}: {response.status_code} {cause[1]!r}"


def test_the_table_is_long_enough():
    assert len({str(hostile) for hostile in HOSTILE}) > 1_000


@pytest.mark.django_db
def test_no_stranger_gets_a_server_error(stranger, quiet):
    places = cycle([*addresses(), "/static/admin/css/base.css", "/static/none.css", "/none/"])
    assert not [*complaints(stranger, ((next(places), hostile) for hostile in HOSTILE))]


@pytest.mark.slow
def test_no_editor_gets_a_server_error(editor, quiet):
    places = cycle([*addresses(), reverse("admin:auth_user_changelist")])
    requests = [(next(places), hostile) for hostile in HOSTILE[::3]]
    assert not [*complaints(editor, requests)]


def test_the_shapes_of_a_request_meet_a_list_and_a_form(editor, quiet):
    paths = [reverse("admin:auth_user_changelist"), reverse("admin:auth_user_add")]
    requests = [(path, hostile) for path in paths for hostile in OTHERS]
    assert not [*complaints(editor, requests)]


def fields_of_every_kind():
    """The list in the admin and the name of one field of each type there is."""
    found = {}
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for field in model._meta.get_fields():
            kind = type(field), getattr(field, "null", None)
            found.setdefault(kind, (path, field.name))
    return found.values()


def lookups_of_every_kind():
    """Each field with each lookup, the values in turn, three at a time."""
    values = cycle([*VALUES.items(), ("one", "1"), ("two", "1,2"), ("a day", "2020-01-01")])
    for (path, field), lookup, _turn in product(fields_of_every_kind(), LOOKUPS, range(3)):
        what, value = next(values)
        yield path, Hostile(f"{field}{lookup}: {what}", f"{field}{lookup}={value}")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:DateTimeField:RuntimeWarning")  # what the admin does with days
def test_no_lookup_of_an_admin_list_is_a_server_error(editor, quiet):
    assert not [*complaints(editor, lookups_of_every_kind())]

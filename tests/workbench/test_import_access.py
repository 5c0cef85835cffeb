"""Every address of the import wizard, asked for by everybody: who gets in is in the tables here."""

import logging

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from regions.models import Membership
from tests.model import factories
from tests.workbench.wizard import table
from workbench import urls
from workbench.imports import drafts
from workbench.imports.applying import apply
from workbench.imports.choices import Choices

SIGN_IN, NO, GONE, LEADS_ON = 302, 403, 404, 302

# A colleague may import the same kind of file, an other only another kind.
ROLES = ("anonymous", "no rights", "other", "colleague", "owner", "administrator")
EVERYBODY = (SIGN_IN, NO, 200, 200, 200, 200)
OF_A_DRAFT = {
    "done": (SIGN_IN, NO, GONE, GONE, LEADS_ON, GONE),
    "match": (SIGN_IN, NO, GONE, GONE, 200, GONE),
    "check": (SIGN_IN, NO, GONE, GONE, 200, GONE),
    "confirm": (SIGN_IN, NO, GONE, GONE, LEADS_ON, GONE),
    "discard": (SIGN_IN, NO, GONE, GONE, LEADS_ON, GONE),
    "bad_rows": (SIGN_IN, NO, GONE, GONE, 200, GONE),
    "original": (SIGN_IN, NO, GONE, GONE, 200, GONE),
    "undo": (SIGN_IN, NO, GONE, GONE, GONE, GONE),
    "results": (SIGN_IN, NO, GONE, GONE, GONE, GONE),
}
OF_AN_IMPORT = {
    **dict.fromkeys(("done", "undo", "bad_rows", "original"), (SIGN_IN, NO, NO, 200, 200, 200)),
    "results": (SIGN_IN, NO, NO, 200, 200, 200),
    # They lead to the record, which then asks for the right.
    **dict.fromkeys(("match", "check", "confirm", "discard"), (SIGN_IN, NO, *[LEADS_ON] * 4)),
}
OF_NONE = {
    "start": EVERYBODY,
    "templates": EVERYBODY,
    "template": (SIGN_IN, NO, GONE, 200, 200, 200),
}
MEMBERSHIPS = ["region", "network", "status", "source", "stated_on"]


@pytest.fixture
def people(db):
    """A browser for each role; refusals need not be logged."""
    logging.disable(logging.WARNING)
    rights = {
        "no rights": ["view_membership"],
        "other": ["import_network"],
        "colleague": ["import_membership"],
        "owner": ["import_membership"],
    }
    found = {"anonymous": Client()}
    for role, codes in rights.items():
        user = User.objects.create_user(role, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codes))
        found[role] = Client()
        found[role].force_login(user)
    found["administrator"] = Client()
    found["administrator"].force_login(User.objects.create_superuser("administrator"))
    yield found
    logging.disable(logging.NOTSET)


@pytest.fixture
def draft(people):
    factories.known(factories.source, code="survey-2021")
    factories.known(factories.region, code="BE3")
    factories.known(factories.network, code="errin")
    content = table(MEMBERSHIPS, [["BE3", "errin", "member", "survey-2021", "2021-12-31"]])
    owner = User.objects.get(username="owner")
    draft = drafts.upload(content, "memberships.csv", owner, Choices())
    drafts.check(draft)
    return draft


@pytest.fixture
def done(draft):
    apply(draft, draft.digest, user=draft.user)
    draft.refresh_from_db()
    return draft


def address(name, record=None):
    parts = {"bad_rows": [record.pk, "csv"]} if record else {}
    given = {"start": [], "templates": [], "template": ["regions.membership"]}
    args = parts.get(name, [record.pk] if record else given[name])
    return reverse(f"imports:{name}", args=args)


def statuses(people, url, method="GET"):
    assert tuple(people) == ROLES
    return tuple(person.generic(method, url).status_code for person in people.values())


def test_every_address_is_in_a_table():
    names = {pattern.name for pattern in urls.urlpatterns}
    assert names == set(OF_NONE) | set(OF_A_DRAFT)
    assert set(OF_A_DRAFT) == set(OF_AN_IMPORT)


def test_whoever_may_import_something_may_begin(people, draft):
    assert {name: statuses(people, address(name)) for name in OF_NONE} == OF_NONE


def test_a_draft_is_its_owners_alone(people, draft):
    assert {name: statuses(people, address(name, draft)) for name in OF_A_DRAFT} == OF_A_DRAFT


def test_an_import_is_seen_and_undone_by_whoever_may_import_the_like(people, done):
    assert {name: statuses(people, address(name, done)) for name in OF_AN_IMPORT} == OF_AN_IMPORT


@pytest.mark.parametrize("name", ["check", "confirm", "discard", "undo", "match", "done"])
def test_a_number_that_is_none_is_no_page(people, name):
    for number in (999, 10**17, 10**18 - 1):
        url = reverse(f"imports:{name}", args=[number])
        for method in ("GET", "POST"):
            assert people["administrator"].generic(method, url).status_code == 404
    url = reverse(f"imports:{name}", args=[10**30])
    assert people["administrator"].post(url).status_code in (400, 404)


def test_nothing_is_changed_by_looking(people, done):
    before = Membership.history.count()
    for name in OF_AN_IMPORT:
        people["owner"].get(address(name, done))
    done.refresh_from_db()
    assert (done.state, Membership.history.count()) == ("applied", before)


def test_a_draft_is_not_confirmed_by_looking(people, draft):
    people["owner"].get(address("confirm", draft))
    people["owner"].get(address("discard", draft))
    assert not Membership.objects.exists()
    draft.refresh_from_db()


def test_a_forged_request_is_refused(draft):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(draft.user)
    logging.disable(logging.WARNING)
    for name in ("check", "confirm", "discard", "match"):
        assert desk.post(address(name, draft), {"digest": draft.digest}).status_code == 403
    assert desk.post(address("start"), {}).status_code == 403
    logging.disable(logging.NOTSET)
    assert not Membership.objects.exists()


def test_only_the_kinds_that_one_may_import_are_offered_and_taken(people, draft):
    start = address("start")
    page = people["other"].get(start).content.decode()
    assert 'value="regions.network"' in page
    assert 'value="regions.membership"' not in page
    posted = {"kind": "regions.membership", "file": "x"}
    assert "Select a valid choice" in people["other"].post(start, posted).content.decode()


def test_whoever_lost_the_right_no_longer_gets_to_his_draft(people, draft):
    network = Permission.objects.get(codename="import_network")
    draft.user.user_permissions.set([network])
    assert people["owner"].get(address("check", draft)).status_code == 403


def test_the_desk_leads_those_there_who_may_import(people):
    link = f'href="{address("start")}"'
    home = reverse("admin:index")
    assert link in people["colleague"].get(home).content.decode()
    assert link not in people["no rights"].get(home).content.decode()


def test_the_list_shows_ones_own_drafts_and_all_imports(people, draft):
    def listed(role):
        return "memberships.csv" in people[role].get(address("start")).content.decode()

    roles = ("other", "colleague", "owner", "administrator")
    assert [listed(role) for role in roles] == [False, False, True, False]
    apply(draft, draft.digest, user=draft.user)
    assert [listed(role) for role in roles] == [False, True, True, True]

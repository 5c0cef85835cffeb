"""Every page of the admin, asked for by everybody: who gets in is in the tables here."""

import logging

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from observatory.models import Release, SiteSettings
from regions.models import Membership, Region
from tests.admin.nouns import EDITS, NOUNS
from tests.admin.pages import address, opened, posted
from workbench.models import Layout

ROLES = ("anonymous", "no rights", "viewer", "editor", "administrator")
SIGN_IN, NO = 302, 403

# Statuses in the order of the roles; POST where a page is only posted to, or posts to itself.
READ = (SIGN_IN, NO, 200, 200, 200)
WRITE = (SIGN_IN, NO, NO, 200, 200)
ADMINISTER = (SIGN_IN, NO, NO, NO, 200)
PAGES = {
    "changelist": {"GET": READ},
    "add": {"GET": WRITE, "POST": WRITE},
    "change": {"GET": READ, "POST": WRITE},
    "delete": {"GET": ADMINISTER},
    "history": {"GET": READ},
    "simple_history": {"GET": READ, "POST": WRITE},
    # Leads to the page on which all files are brought in.
    "import": {"GET": (SIGN_IN, NO, NO, NO, 302), "POST": (SIGN_IN, NO, NO, NO, 302)},
    "export": {"GET": ADMINISTER, "POST": ADMINISTER},
    "password_change": {"GET": WRITE},
}
OTHERWISE = {
    # Only imports make them.
    (Layout, "add"): {"GET": (SIGN_IN, *[NO] * 4), "POST": (SIGN_IN, *[NO] * 4)},
    # Its list leads to the one row; a second is not added, and the one is not deleted.
    (SiteSettings, "changelist"): {"GET": (SIGN_IN, NO, 302, 302, 302)},
    (SiteSettings, "add"): {"GET": (SIGN_IN, *[NO] * 4), "POST": (SIGN_IN, *[NO] * 4)},
    (SiteSettings, "delete"): {"GET": (SIGN_IN, *[NO] * 4)},
    # Whoever has cited it finds it.
    (Release, "delete"): {"GET": (SIGN_IN, *[NO] * 4)},
}
SITE = {
    "index": (SIGN_IN, 200, 200, 200, 200),
    "login": (200, 302, 302, 302, 302),
    "password_change": (SIGN_IN, 200, 200, 200, 200),
    "password_change_done": (SIGN_IN, 200, 200, 200, 200),
    "jsi18n": (SIGN_IN, 200, 200, 200, 200),
    "autocomplete": (SIGN_IN, NO, NO, NO, NO),  # of nothing
    "app_list": (SIGN_IN, 404, 200, 200, 200),
    "view_on_site": (SIGN_IN, 404, 404, 404, 404),  # of nothing
}
# Signs out, by POST only.
LEFT_OUT = {"logout"}


def rights(*actions):
    codes = [f"{action}_{model._meta.model_name}" for model in EDITS for action in actions]
    return Permission.objects.filter(codename__in=codes)


@pytest.fixture
def desks(records):
    """A browser for each role. Hundreds of refusals need not be logged with their traces."""
    logging.disable(logging.WARNING)
    yield browsers()
    logging.disable(logging.NOTSET)


def browsers():
    found = {role: Client() for role in ROLES}
    given = {"no rights": [], "viewer": ["view"], "editor": ["view", "add", "change"]}
    for role, actions in given.items():
        user = User.objects.create_user(role, is_staff=True)
        user.user_permissions.set(rights(*actions))
        found[role].force_login(user)
    found["administrator"].force_login(User.objects.create_superuser("administrator"))
    return found


def statuses(desks, method, url):
    return tuple(desk.generic(method, url).status_code for desk in desks.values())


def pages_of(model):
    """The pages that the admin has for a noun, without the address that leads to the form."""
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    names = [pattern.name for pattern in admin.site._registry[model].urls if pattern.name]
    return [name.removeprefix(prefix) for name in names]


def arguments(page, record):
    if page == "simple_history":
        return [record.pk, record.history.latest().pk]
    return [] if page in ("changelist", "add", "import", "export") else [record.pk]


@pytest.mark.parametrize("model", EDITS, ids=lambda model: model.__name__)
def test_every_page_of_a_noun_asks_for_the_right(model, records, desks):
    expected, found = {}, {}
    for page in pages_of(model):
        url = address(model, page, *arguments(page, records[model]))
        for method, wanted in OTHERWISE.get((model, page), PAGES[page]).items():
            expected[page, method] = wanted
            found[page, method] = statuses(desks, method, url)
    assert found == expected


def test_every_noun_has_all_pages(records):
    all_pages = set(PAGES) - {"password_change"}
    assert {model: set(pages_of(model)) for model in NOUNS} == dict.fromkeys(NOUNS, all_pages)


def test_every_other_page_asks_for_the_right_too(desks):
    names = {pattern.name for pattern in admin.site.get_urls() if getattr(pattern, "name", None)}
    assert names == set(SITE) | LEFT_OUT
    parts = {"app_list": {"app_label": "regions"}}
    parts["view_on_site"] = {"content_type_id": 999999, "object_id": 1}
    urls = {name: reverse(f"admin:{name}", kwargs=parts.get(name)) for name in SITE}
    assert {name: statuses(desks, "GET", url) for name, url in urls.items()} == SITE


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_looking_for_a_related_record_asks_for_the_right(model, desks):
    options = model._meta
    for name in admin.site._registry[model].get_autocomplete_fields(None):
        query = f"?app_label={options.app_label}&model_name={options.model_name}&field_name={name}"
        assert statuses(desks, "GET", reverse("admin:autocomplete") + query) == READ


@pytest.mark.parametrize(("action", "status"), [("import", 302), ("export", 200)])
def test_importing_and_exporting_are_rights_of_their_own(action, status, desks):
    user = User.objects.create_user("importer", is_staff=True)
    user.user_permissions.set(rights(action))
    desk = Client()
    desk.force_login(user)
    other = {"import": "export", "export": "import"}[action]

    assert desk.get(address(Region, action)).status_code == status
    assert desk.get(address(Region, other)).status_code == 403
    assert desk.get(address(Region, "changelist")).status_code == 403


def test_a_viewer_can_not_bring_back_an_earlier_version(records, desks):
    region = records[Region]
    earlier = region.history.latest().pk
    url = address(Region, "change", region.pk)
    form = {**opened(desks["editor"], url), "english_name": "Walloon Region"}
    desks["editor"].post(url, form)
    url = address(Region, "simple_history", region.pk, earlier)
    form = opened(desks["editor"], url)

    assert desks["viewer"].post(url, form).status_code == 403
    assert Region.objects.get(code="BE3").english_name == "Walloon Region"


def test_a_viewer_sees_no_field_to_fill_in(records, desks):
    page = desks["viewer"].get(address(Membership, "change", records[Membership].pk))

    assert set(posted(page.content.decode())) <= {"csrfmiddlewaretoken"}


def test_groups_give_rights_as_persons_have_them(records):
    group = Group.objects.create(name="Viewers")
    group.permissions.set(rights("view"))
    user = User.objects.create_user("member", is_staff=True)
    user.groups.add(group)
    desk = Client()
    desk.force_login(user)

    assert desk.get(address(Region, "changelist")).status_code == 200
    assert desk.get(address(Region, "import")).status_code == 403

"""Every rule of the model, and what breaks it.

Behind a check stands the change (or several) that breaks it; behind a uniqueness stand the values
both records have, and those in which the second differs and may not.
"""

from datetime import date

import pytest
from django.apps import apps
from simple_history.models import HistoricalChanges

from observatory.models import ReleasedList, ReleasedRecord, ReleaseFile, ReleasePart
from policies import models as policies
from regions.models import Statement
from tests.model import factories
from tests.model.factories import DAY, LATER_DAY, NOON, OLD_DAY, known

# Written by programs alone: see tests/releases.
PARTS_OF_RELEASES = {ReleasedList, ReleasedRecord, ReleaseFile, ReleasePart}
APPS = ["regions", "policies", "observatory", "workbench"]
NOUNS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not issubclass(model, HistoricalChanges) and model not in PARTS_OF_RELEASES
]
STATEMENTS = [model for model in NOUNS if issubclass(model, Statement)]
BEFORE_THE_RULES, AFTER_THE_RULES = date(1899, 12, 31), date(2101, 1, 1)


def values_of_a_foreign_group():
    factories.scale("another-group")
    code = "another-group/2019/strong"
    known(factories.scale_group, code=code, indicator_id="another-group")
    return {"group_id": code, "indicator_id": "innovation-group", "value": None}


def values_through(code):
    known(factories.region, code=code)
    return {"status": "through_region", "via_id": code}


CHECKS = {
    "source_code_is_well_formed": [{"code": "Survey-2021"}, {"code": "-2021"}, {"code": ""}],
    "source_has_a_title": {"title": ""},
    "source_link_is_a_web_address": [{"link": "data:text/html,x"}, {"link": "https://"}],
    "source_is_dated": [{"dated_on": BEFORE_THE_RULES}, {"dated_on": AFTER_THE_RULES}],
    "region_code_is_well_formed": [{"code": "BE-"}, {"code": "BEx"}],
    "region_parent_is_one_level_up": [
        {"code": "BE31"},
        {"parent_id": None},
        {"code": "BE", "parent_id": "BE"},
    ],
    "region_parent_is_in_the_same_country": {"code": "FR1"},
    "region_has_an_official_name": {"official_name": " \t"},
    "region_language_is_a_tag": [{"language": "French"}, {"language": "FR"}],
    "region_editions_are_years": [{"nuts_editions": "2016, 2021"}, {"nuts_editions": ""}],
    "region_longitude_is_on_earth": [
        {"longitude": 180.1},
        {"longitude": -1e9},
    ],
    "region_latitude_is_on_earth": [{"latitude": 90.1}, {"latitude": float("-inf")}],
    "region_state_is_known": {"state": "secret"},
    "alias_has_a_name": {"name": ""},
    "region_change_old_code_is_well_formed": {"old_code": "hr04"},
    "region_change_new_code_is_well_formed": {"new_code": "H"},
    "region_change_has_a_code": {"old_code": "", "new_code": ""},
    "region_change_goes_forward": [{"to_edition": 2016}, {"to_edition": 2101}],
    "region_change_level_is_one_of_nuts": [{"level": 4}],
    "social_link_position_is_a_number": {"position": 10_001},
    "policy_question_position_is_a_number": {"position": 10_001},
    "region_change_share_is_a_part": [{"share": 2}, {"share": -1}],
    "picture_is_attributed": {"attribution": ""},
    "website_has_a_link": {"link": ""},
    "website_link_is_a_web_address": [{"link": "javascript:alert(1)"}, {"link": "www.wallonie.be"}],
    "indicator_code_is_well_formed": {"code": "Population density"},
    "indicator_has_a_name": {"name": ""},
    "indicator_code_tells_a_scale": [{"kind": "scale"}, {"code": "happy-group"}],
    "indicator_position_is_a_number": {"position": 10_001},
    "indicator_kind_is_known": {"kind": "colour"},
    "indicator_decimals_are_few": {"decimals": 7},
    "indicator_lowest_is_finite": [{"lowest": 10**12 + 1}, {"lowest": -(10**12) - 1}],
    "indicator_highest_is_finite": {"highest": 10**12 + 1},
    "scale_group_code_is_well_formed": {"code": "innovation-group/2019/Strong"},
    "scale_group_code_names_its_indicator": [
        {"code": "another-group/2019/strong"},
        {"code": "innovation/2019/strong"},
        {"scale_year": 2021},
    ],
    "scale_group_rank_is_a_place": [{"rank": 0}, {"rank": 1001}],
    "scale_group_has_a_label": {"label": ""},
    "scale_group_has_a_family": {"family": ""},
    "scale_group_year_is_plausible": [{"scale_year": 1989}, {"scale_year": 2101}],
    "observation_year_is_plausible": [{"year": 1899}, {"year": 10000}],
    "observation_value_is_finite": [{"value": 10**12 + 1}, {"value": -(10**12) - 1}],
    "observation_is_a_number_or_a_group": {"value": None},
    "observation_group_is_of_its_indicator": values_of_a_foreign_group,
    "network_code_is_well_formed": {"code": "ERRIN"},
    "network_has_a_name": {"name": ""},
    "network_has_a_short_name": {"short_name": ""},
    "network_kind_is_known": {"kind": "club"},
    "network_website_is_a_web_address": {"website": "mailto:office@example.org"},
    "membership_status_is_known": [{"status": "maybe"}, {"status": "through_country"}],
    "membership_begins_on_a_day": {"since": BEFORE_THE_RULES},
    "membership_ends_on_a_day": {"until": AFTER_THE_RULES},
    "membership_ends_after_it_starts": {"since": DAY, "until": DAY},
    "membership_names_the_region_it_goes_through": [
        {"status": "through_region"},
        lambda: {**values_through("BE2"), "status": "member"},
    ],
    "membership_does_not_go_through_itself": lambda: values_through("BE3"),
    "vocabulary_code_is_well_formed": {"code": "NACE 2"},
    "vocabulary_has_a_name": {"name": ""},
    "vocabulary_link_is_a_web_address": {"link": "javascript:alert(1)"},
    "term_code_is_well_formed": {"code": "C 21"},
    "term_has_a_label": {"label": ""},
    "term_is_not_its_own_parent": lambda: {"parent_id": policies.Term.objects.get().pk},
    "policy_document_has_a_title": {"title": ""},
    "policy_document_level_is_known": {"level": "galactic"},
    "policy_document_level_fits_its_territory": [
        {"level": "eu"},
        {"level": "national"},
        {"level": "regional", "region_id": "BE"},
        {"level": "", "region_id": None},
        {"level": "regional", "region_id": None},
        {"level": "national", "region_id": None},
    ],
    "policy_document_first_year_is_plausible": {"first_year": 1899},
    "policy_document_last_year_is_plausible": {"last_year": 2101},
    "policy_document_ends_after_it_starts": {"first_year": 2021, "last_year": 2020},
    "policy_document_link_is_a_web_address": {"link": "javascript:alert(1)"},
    "policy_document_copy_is_a_web_address": {"stored_copy": "file:///etc/passwd"},
    "policy_document_is_dated": {"stated_on": BEFORE_THE_RULES},
    "policy_document_link_check_is_dated": {"link_checked_on": AFTER_THE_RULES},
    "initiative_has_a_title": {"title": ""},
    "initiative_link_is_a_web_address": {"link": "javascript:alert(1)"},
    "policy_question_code_is_well_formed": {"code": "RIS3"},
    "policy_question_has_a_label": {"label": ""},
    "policy_statement_answer_is_known": {"said": "perhaps"},
    "policy_statement_in_words_has_words": {"said": "words", "text": " "},
    "site_has_a_name": {"name": ""},
    "site_settings_are_one_row": {"id": 2},
    "social_link_has_a_label": {"label": ""},
    "social_link_has_an_address": {"link": ""},
    "social_link_is_a_web_address": {"link": "javascript:alert(1)"},
    "page_address_is_well_formed": [{"slug": "Privacy"}, {"slug": "a--b"}, {"slug": ""}],
    "page_has_a_title": {"title": " "},
    "page_has_a_text": {"body": " \n"},
    "page_is_dated": [{"updated_on": BEFORE_THE_RULES}, {"updated_on": AFTER_THE_RULES}],
    "page_position_is_a_number": {"position": 10_001},
    "remembered_answer_has_a_question": {"question": ""},
    "remembered_answer_is_printed": {"printed": ""},
    "remembered_answer_reading_is_known": {"reading": "maybe"},
    "remembered_answer_names_the_region_it_goes_through": {"reading": "through_region"},
    "remembered_answer_gives_the_value_that_stands_for_it": [
        {"reading": "value"},
        {"reading": "member", "value": "BE3"},
    ],
    "release_is_withdrawn_with_a_reason": [
        {"withdrawn_on": LATER_DAY},
        {"withdrawn_because": "Wrong."},
        {"withdrawn_on": LATER_DAY, "withdrawn_because": " "},
    ],
    "release_withdrawal_is_dated": {"withdrawn_on": AFTER_THE_RULES, "withdrawn_because": "Wrong."},
    "release_is_withdrawn_after_it_was_made": {
        "withdrawn_on": OLD_DAY,
        "withdrawn_because": "Wrong.",
    },
    "import_state_is_known": {"state": "half done", "applied_at": NOON},
    "import_is_dated_once_it_is_carried_out": [
        {"state": "applied"},
        {"state": "undone"},
        {"state": "draft", "applied_at": NOON},
    ],
}
EVERY_STATEMENT = {
    "is_dated": {"stated_on": AFTER_THE_RULES, "first_stated_on": DAY},
    "is_first_dated": {"first_stated_on": BEFORE_THE_RULES},
    "closing_is_dated": {"superseded_on": AFTER_THE_RULES},
    "is_stated_in_order": {"first_stated_on": LATER_DAY},
    "is_superseded_after_it_was_stated": [{"superseded_on": DAY}, {"superseded_on": OLD_DAY}],
}
CHECKS |= {
    f"{model._meta.model_name}_{name}": changes
    for model in STATEMENTS
    for name, changes in EVERY_STATEMENT.items()
}
IS_OF_UNION = {"region_id": None, "level": "eu"}
UNIQUE = {
    "alias_is_named_once": ({}, {}),
    "region_change_is_told_once": ({}, {"level": 1, "name": "Zagreb", "share": None}),
    "picture_in_force_is_one_per_region": ({}, {"attribution": "B. Painter", "stated_on": OLD_DAY}),
    "website_in_force_is_listed_once": ({}, {"label": "", "stated_on": OLD_DAY}),
    "scale_group_has_a_rank_of_its_own": ({}, {"code": "innovation-group/2019/strong+"}),
    "observation_in_force_is_one_per_year": ({}, {"value": 216, "stated_on": LATER_DAY}),
    "observation_in_force_without_year_is_one": ({"year": None}, {"value": 216}),
    "membership_in_force_is_one_per_network": ({}, {"status": "planned", "stated_on": OLD_DAY}),
    "term_code_is_used_once_in_its_vocabulary": ({}, {"label": "Medicines"}),
    "policy_document_is_listed_once": ({}, {"level": "sub_regional", "stated_on": OLD_DAY}),
    "policy_document_of_the_union_is_listed_once": (IS_OF_UNION, {"stated_on": OLD_DAY}),
    "participation_in_force_is_one_per_initiative": ({}, {"stated_on": LATER_DAY}),
    "policy_statement_in_force_is_one_per_question": ({}, {"said": "no", "stated_on": LATER_DAY}),
    "classification_in_force_is_one_per_term": ({}, {"stated_on": LATER_DAY}),
    "social_link_is_listed_once": ({}, {"link": "https://example.org"}),
    "remembered_answer_is_agreed_once": ({}, {"reading": "partly"}),
    "responsibility_is_given_once": ({}, {}),
}
# A value that is neither yes nor no never leaves Python: `test_raw_sql` tries these.
IN_RAW_SQL_ONLY = {
    "region_is_a_territory_or_not",
    "observation_is_computed_or_not",
    "policy_document_link_works_or_not",
    "policy_question_allows_words_or_not",
    "page_is_in_the_footer_or_not",
}
# What is never changed can only be made wrongly.
WHEN_MADE = {"release_number_is_a_year_and_a_number": {"number": "2026.01"}}
RULES = {rule.name: (model, rule) for model in NOUNS for rule in model._meta.constraints}


def checks():
    cases = []
    for name, changes in CHECKS.items():
        for number, change in enumerate(changes if isinstance(changes, list) else [changes]):
            cases.append(pytest.param(name, change, id=f"{name}-{number}"))
    return cases

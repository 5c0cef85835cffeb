"""Single cells that cannot be read, or in two ways: one file for each."""

from tests.imports.case import ASKED, Case, cell
from workbench.imports.plan import Cause

# Defect -> (text, a word of the sentence).
NO_NUMBERS = {
    "not a number": ("NaN", "no digit"),
    "inf": ("inf", "no digit"),
    "Infinity": ("-Infinity", "no digit"),
    "a power of ten": ("1e5", "powers of ten"),
    "beyond all floats": ("1e400", "powers of ten"),
    "a capital E": ("1.5E+10", "powers of ten"),
    "32 digits": ("1" * 32, "digits"),
    "hexadecimal": ("0x10", "words or signs"),
    "with underscore": ("1_000", "words or signs"),
    "Arabic digits": ("٣٦٤٣٩٩٦", "no digit"),
    "full-width digits": ("１２３", "no digit"),
    "odd groups": ("12,34,567", "grouped by three"),
    "two points": ("1.234.5", "grouped by three"),
    "groups of one": ("1,2,3", "grouped by three"),
    "a half": ("½", "no digit"),
    "a power as a sign": ("10²", "words or signs"),
    "a fraction": ("1/2", "signs"),
    "a range": ("5–10", "range"),
    "brackets for minus": ("(5)", "signs"),
    "two signs": ("--5", "signs"),
    "a unit": ("3 million", "words or signs"),
    "a currency": ("€ 5.50", "words or signs"),
    "an estimate": ("about 5", "words or signs"),
    "a leading zero": ("0123", "like a code"),
    "a date": ("12/05/2021", "date"),
    "a dash": ("-", "no digit"),
    "not available": ("n/a", "no digit"),
    "a word of a spreadsheet": ("#N/A", "no digit"),
    "a formula": ("=1+1", "signs"),
    "blanks between digits": ("12 34", "grouped by three"),
    "seven decimals": ("0.1234567", "six decimals"),
    "13 digits": ("1234567890123", "twelve digits"),
    "a long text": ("9" * 300, "too long"),
}
NO_WHOLE_NUMBERS = {
    "a decimal": ("1.9", "whole number"),
    "a point and nothing behind": ("2019.0", "whole number"),
    "a separator": ("2 019", "whole number"),
    "a power of ten": ("2e3", "whole number"),
    "NaN": ("NaN", "whole number"),
    "Arabic digits": ("٢٠١٩", "whole number"),
    "a range": ("2019-2020", "whole number"),
    "a date": ("2019-12-31", "whole number"),
    "hexadecimal": ("0x7E3", "whole number"),
    "a year in words": ("last year", "whole number"),
    "the year 1066": ("1066", "1900"),
    "the year 10000": ("10000", "1900"),
    "a negative year": ("-2019", "1900"),
    "a year beyond 64 bits": ("9" * 20, "whole number"),
}
NO_DAYS = {
    "30 February": ("2024-02-30", "no such day"),
    "30 February with points": ("30.02.2024", "no such day"),
    "a 13th month": ("2024-13-01", "no such day"),
    "13 and 13": ("13/13/2024", "no such day"),
    "a year of two digits": ("31/12/24", "two digits"),
    "a year of two digits with points": ("31.12.24", "two digits"),
    "a year": ("2024", "a year alone"),
    "a month": ("12/2024", "no day of the month"),
    "a month in words": ("December 2024", "no day of the month"),
    "with a time": ("2024-01-02 10:15", "time of day"),
    "a word": ("yesterday", "no digit"),
    "a number of a spreadsheet": ("45000", "is a number"),
    "the year 1066": ("1066-10-14", "1900"),
    "the year 10000": ("10000-01-01", "a date"),
    "the year 2101": ("2101-01-01", "1900"),
    "only zeros": ("0000-00-00", "1900"),
    "Arabic digits": ("٢٠٢٤-٠١-٠٢", "a date"),
    "two kinds of sign": ("2024/12-31", "a date"),
    "infinity": ("infinity", "no digit"),
}
TWO_DAYS = {"3/4": "03/04/2024", "3-4": "3-4-2024", "12/11": "12/11/2021"}
NEITHER = {
    "maybe": "maybe",
    "a number": "2",
    "one": "1",
    "both": "yes/no",
    "a cross": "x",
    "almost yes": "yess",
}
NO_LINKS = {
    "a script": "javascript:alert(1)",
    "a script in capitals": "JavaScript:alert(document.cookie)",
    "data": "data:text/html,<b>x</b>",
    "another protocol": "ftp://example.org/file",
    "a mail address": "mailto:a@example.org",
    "a file": "file:///etc/passwd",
    "a blank inside": "https://example.org/a b",
    "two links": "https://example.org https://example.com",
    "no protocol": "example.org",
    "no protocol but slashes": "//example.org",
    "no host": "https://",
    "a path alone": "/regions/BE3/",
    "words": "see the portal",
}
LINKS = [
    ("regions.website", "link"),
    ("regions.source", "link"),
    ("regions.network", "website"),
    ("policies.vocabulary", "link"),
    ("policies.initiative", "link"),
    ("policies.policydocument", "stored_copy"),
    ("observatory.sociallink", "link"),
]
YES_OR_NO = [
    ("regions.observation", "is_computed"),
    ("regions.region", "is_territory"),
    ("policies.policyquestion", "allows_words"),
    ("observatory.page", "is_in_footer"),
    ("policies.policydocument", "link_works"),
]
CODES = [
    ("regions.membership", "region", "a region nobody knows", "BX9"),
    ("regions.membership", "region", "a network for a region", "errin"),
    ("regions.membership", "region", "a name that two regions bear", "Luxembourg"),
    ("regions.membership", "region", "Greek letters that look alike", "ΒΕ3"),
    ("regions.membership", "region", "a code and another region's name", "BE3 - Bruxelles"),
    ("regions.membership", "network", "a network nobody knows", "unicorns"),
    ("regions.membership", "network", "a region for a network", "BE3"),
    ("regions.membership", "source", "a source nobody knows", "hearsay"),
    ("regions.membership", "status", "a status nobody knows", "friend"),
    ("regions.membership", "status", "a worked out status", "through_country"),
    ("regions.membership", "via", "a region nobody knows", "BX9"),
    ("regions.observation", "indicator", "an indicator nobody knows", "happiness"),
    ("regions.observation", "group", "a group nobody knows", "innovation-group/2019/best"),
    ("regions.network", "kind", "a kind nobody knows", "club"),
    ("regions.region", "parent", "a parent nobody knows", "BX"),
    ("regions.region", "state", "a state nobody knows", "secret"),
    ("regions.indicator", "kind", "a kind nobody knows", "ratio"),
    ("regions.indicator", "source", "a source nobody knows", "hearsay"),
    ("policies.classification", "term", "a term nobody knows", "nace-2:Z.99"),
    ("policies.classification", "term", "a term without its vocabulary", "C.21"),
    ("policies.classification", "term", "a term of another vocabulary", "topics:C.21"),
    ("policies.policydocument", "terms", "one unknown term of three", "nace-2:C;topics:x;nace-2:Q"),
    ("policies.policydocument", "level", "a level nobody knows", "galactic"),
    ("policies.policydocument", "kind", "a kind nobody knows", "document-kinds:poem"),
    ("policies.policystatement", "answer", "maybe", "maybe"),
    ("policies.policystatement", "question", "a question nobody knows", "colour"),
    ("policies.participation", "initiative", "an initiative nobody knows", "S3"),
    ("policies.term", "vocabulary", "a vocabulary nobody knows", "nace-3"),
    ("policies.term", "replaced_by", "a term nobody knows", "nace-2:Z"),
    ("workbench.rememberedanswer", "reading", "a reading nobody knows", "perhaps"),
]


def cases() -> list[Case]:
    value, year, day = (
        ("regions.observation", "value"),
        ("regions.observation", "year"),
        "stated_on",
    )
    found = [cell(*value, defect, *told) for defect, told in NO_NUMBERS.items()]
    found += [cell(*year, defect, *told) for defect, told in NO_WHOLE_NUMBERS.items()]
    found += [cell("regions.membership", day, defect, *told) for defect, told in NO_DAYS.items()]
    found += [
        cell(
            "regions.membership",
            "since",
            f"two days: {defect}",
            text,
            "may mean",
            Cause.AMBIGUOUS_DAY,
        )
        for defect, text in TWO_DAYS.items()
    ]
    found += [
        cell(*value, f"two numbers: {text}", text, "may mean", Cause.AMBIGUOUS_NUMBER)
        for text in ("1,234", "1.234", "-3.644")
    ]
    found += [
        cell(*where, defect, text, "neither yes nor no")
        for where in YES_OR_NO
        for defect, text in NEITHER.items()
        if where == YES_OR_NO[0] or defect == "maybe"
    ]
    found += [
        cell(*where, defect, text, "")
        for where in LINKS
        for defect, text in NO_LINKS.items()
        if where == LINKS[0] or defect in ("a script", "data", "a blank inside")
    ]
    found += [
        cell(noun, column, defect, text, "“", Cause.UNKNOWN_ANSWER)
        for noun, column, defect, text in CODES
    ]
    assert all(case.outcome == ASKED for case in found[-len(CODES) :])
    return found

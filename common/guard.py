"""The input guard: refuses requests that no page could answer, before any page sees them.

What it refuses would otherwise reach a database or a codec that raises: a NUL in a filter or in a
session cookie (PostgreSQL), an integer beyond 64 bits (SQLite), a year 10000 (Python), a charset
that is no text encoding. It says in one sentence what was wrong and never repeats the input.

Where it falls down: uploads (multipart bodies) pass unread, since reading them here would take the
choice of upload handler from the view. Forms refuse what is wrong in their own fields.
"""

import base64
import binascii
import codecs
import logging
import re
from collections.abc import Callable, Iterator
from decimal import InvalidOperation
from urllib.parse import unquote_to_bytes

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

# RFC 9110, section 4.1, asks every server to take addresses of at least 8,000 octets.
LONGEST_QUERY = 8_000
# As many parameters as Django reads from a form; the fullest list page has some 300 choices.
MOST_PARAMETERS = 1_000
# The largest 64-bit integer, 9223372036854775807, has 19 digits: 18 always fit.
MOST_DIGITS = 18
# SQLite takes conditions 1,000 deep, and each word adds one for each field it is looked up in.
MOST_WORDS = 100
# Whoever searches for a long number gets an answer: it is looked up as text.
FREE_TEXT = frozenset({"q", "term"})
# Below this address programs ask, not people.
FOR_PROGRAMS = "/api/"

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A cell copied from a spreadsheet into a search box ends with a tab.
CONTROL_IN_QUERY = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Django writes the bytes of a path that are not UTF-8 back as %80 to %FF.
BROKEN_IN_PATH = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
LONG_NUMBER = re.compile(rf"\d{{{MOST_DIGITS + 1},}}")
NUMBERS_ONLY = re.compile(r"[\s\d+,.:_-]*")
# What the Django admin takes from an address without looking: (name, value it may have, sentence).
# A stranger's regular expression can keep a processor busy for hours; Python's years end at 9999;
# a range of text becomes a query with too many placeholders.
NEVER = re.compile(r"(?!)")
ADMIN_RULES = (
    (
        re.compile(r"__i?regex$"),
        NEVER,
        _("The address asks for a search by regular expression, which is not offered."),
    ),
    (
        re.compile(r"__(iso_)?year(__|$)"),
        re.compile(r"\s*[1-9][0-9]{0,3}\s*(,\s*[1-9][0-9]{0,3}\s*)*"),
        _("The address asks for a year outside 1 to 9999."),
    ),
    (
        re.compile(r"__range$"),
        NEVER,
        _("The address asks for a range in a way that is not offered."),
    ),
    (
        re.compile(r"^_to_field$"),
        re.compile(r"\w+"),
        _("The address asks for a field without a name."),
    ),
)

# What Python's dates, its decimal numbers, SQLite's driver and PostgreSQL raise about a value.
OUT_OF_RANGE = (OverflowError, InvalidOperation, DataError)
ROW = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}")

FORM_TYPE = "application/x-www-form-urlencoded"


def _encoding_problems(request: HttpRequest) -> Iterator[Promise]:
    if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
        yield _("The request asks to be read in another encoding than UTF-8.")


def _path_problems(request: HttpRequest) -> Iterator[Promise]:
    if CONTROL.search(request.path_info):
        yield _("The address holds a control character.")
    if BROKEN_IN_PATH.search(request.path_info):
        yield _("The address holds bytes that are not UTF-8.")
    if request.method in {"GET", "HEAD"} and LONG_NUMBER.search(request.path_info):
        yield _("The address holds a number of more than 18 digits.")


def _query_text(request: HttpRequest) -> str:
    """The query string, unquoted. Raises UnicodeDecodeError if it is not UTF-8."""
    raw: str = request.META.get("QUERY_STRING", "")
    try:
        octets = raw.encode("latin-1")  # as WSGI carries octets
    except UnicodeEncodeError:
        octets = raw.encode()
    return unquote_to_bytes(octets).decode()


def _query_problems(request: HttpRequest) -> Iterator[Promise]:
    raw = request.META.get("QUERY_STRING", "")
    if len(raw) > LONGEST_QUERY:
        yield _("The part of the address after the question mark is longer than 8,000 characters.")
    if raw.count("&") >= MOST_PARAMETERS:
        yield _("The address has more than 1,000 parameters.")
    try:
        text = _query_text(request)
    except UnicodeDecodeError:
        yield _("The part of the address after the question mark holds bytes that are not UTF-8.")
    else:
        if CONTROL_IN_QUERY.search(text):
            yield _("The part of the address after the question mark holds a control character.")


def _parameter_problems(request: HttpRequest) -> Iterator[Promise]:
    # The API looks at each number itself, and names the parameter that is wrong.
    is_api = request.path_info.startswith(FOR_PROGRAMS)
    reading = request.method in {"GET", "HEAD"} and not is_api
    for name, values in request.GET.lists():
        if name in FREE_TEXT:
            if any(len(value.split()) > MOST_WORDS for value in values):
                yield _("The search has more than 100 words.")
        elif reading and any(map(_is_too_long, values)):
            yield _("The address holds a number of more than 18 digits.")
        for names, allowed, sentence in ADMIN_RULES:
            if names.search(name) and not all(map(allowed.fullmatch, values)):
                yield sentence


def _is_too_long(value: str) -> bool:
    """Whether `value` is a number, or a list of numbers, one of them beyond 64 bits.

    Digits within words pass: they are part of a name or of a link.
    """
    return bool(NUMBERS_ONLY.fullmatch(value) and LONG_NUMBER.search(value.replace("_", "")))


def _header_problems(request: HttpRequest) -> Iterator[Promise]:
    if any(CONTROL.search(name + value) for name, value in request.COOKIES.items()):
        yield _(
            "A cookie of the browser holds a control character. Please delete this site's cookies."
        )
    if CONTROL.search(_credentials(request)):
        yield _("The user name or the password sent with the request holds a control character.")


def _credentials(request: HttpRequest) -> str:
    """What the Authorization header says, decoded where it is a name and a password."""
    header: str = request.META.get("HTTP_AUTHORIZATION", "")
    scheme, _space, credentials = header.partition(" ")
    if scheme.lower() != "basic":
        return credentials
    try:
        return base64.b64decode(credentials).decode("utf-8", errors="replace")
    except (binascii.Error, ValueError):
        return credentials


def _form_problems(request: HttpRequest) -> Iterator[Promise]:
    if request.method != "POST" or request.content_type != FORM_TYPE:
        return
    for name, values in request.POST.lists():
        if any(CONTROL_IN_TEXT.search(text) for text in (name, *values)):
            yield _("The form holds a control character.")


# In this order: parameters cannot be read before encoding, length and number of them are known.
CHECKS = (
    _encoding_problems,
    _path_problems,
    _query_problems,
    _parameter_problems,
    _header_problems,
    _form_problems,
)


def problems(request: HttpRequest) -> Iterator[Promise]:
    """One sentence for each thing wrong with `request`, found as they are asked for."""
    for check in CHECKS:
        yield from check(request)


def refusal(request: HttpRequest, problem: str | Promise) -> HttpResponse:
    """The 400 page saying `problem`. No context processors: they may read what is wrong.

    A program is told the same in the form in which it is told of other errors.
    """
    if request.path_info.startswith(FOR_PROGRAMS):
        error = {"code": "bad_request", "detail": str(problem), "attr": None}
        return JsonResponse({"type": "client_error", "errors": [error]}, status=400)
    return HttpResponseBadRequest(render_to_string("400.html", {"problem": problem}))


class InputGuard:
    """Middleware: answers 400 to what the module text lists; stands in front of every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        problem = next(problems(request), None)
        return refusal(request, problem) if problem else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The net under the checks, for what only the page's own reading brings to light.

        Always logged with its trace: a fault of ours that ends here must not go unseen.
        """
        if _is_out_of_range(request, exception):
            problem = _("A value in the address is outside the range that can be looked up.")
        elif _is_no_choice(request, exception):
            problem = _("The form chooses records by something that is not a number.")
        else:
            return None
        logger.warning("Answered 400, but look at the cause", exc_info=exception)
        return refusal(request, problem)


def _is_out_of_range(request: HttpRequest, exception: Exception) -> bool:
    """Only when reading, where nothing can be half written."""
    return request.method in {"GET", "HEAD"} and isinstance(exception, OUT_OF_RANGE)


def _is_no_choice(request: HttpRequest, exception: Exception) -> bool:
    """Whether a form chose records by what is no key: Django looks them up before it writes."""
    if request.method != "POST" or not isinstance(exception, (ValueError, *OUT_OF_RANGE)):
        return False
    if not all(map(ROW.fullmatch, request.POST.getlist("_selected_action"))):
        return True
    texts = (text for _name, values in request.POST.lists() for text in values)
    return isinstance(exception, OverflowError) and any(map(_is_too_long, texts))

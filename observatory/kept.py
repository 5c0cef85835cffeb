"""What may be kept until the data changes: by a browser its pages, by a process what it read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from catalogue import reading
from catalogue.reading import State
from observatory.licence import licence

View = Callable[..., HttpResponse]
Read = TypeVar("Read")


def state_of(request: HttpRequest) -> State:
    """The version of the data that a request is answered from, asked for once."""
    if not hasattr(request, "state_of_data"):
        request.state_of_data = reading.current()
    return request.state_of_data


def kept_by_version(view: View) -> View:
    """The view, answering 304 to who has its page of this version of the data.

    The mark names the version, the day (a page may print it) and the program: whichever changes,
    the page may. To compare it touches one row.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = condition(etag_func=_mark)(view)(request, *args, **kwargs)
        if response.status_code not in (200, 304):
            del response.headers["ETag"]
            return response
        # A page names the licence at its foot; a file has no other place for it.
        response.headers.setdefault("Link", licence().link)
        # Ask each time whether it still holds: an editor who corrects a fact wants to see it.
        patch_cache_control(response, public=True, no_cache=True)
        return response

    return answer


def read_once(read: Callable[..., Read]) -> Callable[..., Read]:
    """The function, called with a state and again only for another state or other arguments.

    For what many pages need and few changes touch; the arguments must be few.
    """
    kept: dict[tuple, tuple[State, Any]] = {}

    @wraps(read)
    def once(state: State, *arguments) -> Read:
        if arguments not in kept or kept[arguments][0] != state:
            kept[arguments] = (state, read(state, *arguments))
        return kept[arguments][1]

    reading.on_forgetting(kept.clear)
    return once


def _mark(request: HttpRequest, *_args, **_kwargs) -> str:
    return f'W/"{state_of(request).stamp}-{timezone.localdate():%Y%m%d}-{program()}"'


@cache
def program() -> str:
    """When the newest of the files that make a page was written, as this process found it."""
    folders = ("observatory", "templates", "static", "catalogue", "examples")
    files = (one for name in folders for one in Path(settings.BASE_DIR, name).rglob("*.*"))
    return format(max(int(one.stat().st_mtime) for one in files), "x")

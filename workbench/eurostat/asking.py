"""Asking Eurostat: bounded in time and size, patient where it asks for patience, never silent."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, InvalidURL
from urllib import request
from urllib.error import HTTPError, URLError

# Held in memory as a whole: an answer that never ends must not fill it.
MOST_MEGABYTES = 20
PIECE = 65_536
BUSY = (429, 503)


class NoAnswer(Exception):
    """Nothing whole came; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds: for a sign of life, for all of an answer, between tries."""

    silence: float = 30
    answer: float = 120
    between: float = 30
    tries: int = 3


PATIENCE = Patience()


class _Busy(Exception):
    """Eurostat asks to come again, after some seconds if it names them."""

    def __init__(self, code: int, after: float | None) -> None:
        super().__init__(code)
        self.after = after


def ask(address: str, patience: Patience | None = None) -> bytes:
    """The bytes at an address of http or https. Raises NoAnswer.

    Busy answers (429, 503) are asked again after the time they name, within the patience.
    """
    if not address.lower().startswith(("http://", "https://")):
        raise NoAnswer("The address of Eurostat has to start with http:// or https://.")
    patience = patience or PATIENCE
    left = patience.between
    for trial in range(1, patience.tries + 1):
        try:
            return _asked_once(address, patience)
        except _Busy as busy:
            wait = busy.after if busy.after is not None else float(2**trial)
            if trial == patience.tries or wait > left:
                raise NoAnswer(_too_busy(trial, busy.after)) from busy
            left -= wait
            time.sleep(wait)
    raise NoAnswer(_too_busy(patience.tries, None))


def _too_busy(trials: int, after: float | None) -> str:
    tried = "once" if trials == 1 else f"{trials} times"
    later = f"in {after:.0f} seconds" if after else "later"
    return f"Eurostat is too busy: it was asked {tried}. Try again {later}."


def _opener() -> request.OpenerDirector:
    """Opens nothing but http and https, wherever it is sent on to."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler,
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPDefaultErrorHandler,
        request.HTTPRedirectHandler,
        request.HTTPErrorProcessor,
        request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def _asked_once(address: str, patience: Patience) -> bytes:
    end = time.monotonic() + patience.answer
    try:
        with _opener().open(address, timeout=patience.silence) as answer:
            return _read(answer, end)
    except HTTPError as error:
        error.close()
        if error.code in BUSY:
            raise _Busy(error.code, _seconds(error.headers.get("Retry-After"))) from error
        raise NoAnswer(
            f"Eurostat answered {error.code}: the address may be wrong, or the service down."
        ) from error
    except TimeoutError as error:
        raise NoAnswer("Eurostat is too slow: nothing came in time. Try again later.") from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise NoAnswer("Eurostat is too slow: nothing came in time.") from error
        reason = getattr(error.reason, "strerror", None) or error.reason
        raise NoAnswer(
            f"Eurostat cannot be reached from here ({str(reason)[:80]}). Fetch the answer "
            "elsewhere and give it with --file."
        ) from error
    except (InvalidURL, ValueError) as error:
        raise NoAnswer("EUROSTAT_ADDRESS is not the address of a service.") from error
    except (HTTPException, OSError) as error:
        raise NoAnswer(
            "The answer of Eurostat broke off before its end. Try again later."
        ) from error


def _read(answer: HTTPResponse, end: float) -> bytes:
    """All of it, piece by piece, so that a trickle ends as well."""
    promised = answer.headers.get("Content-Length", "")
    found = bytearray()
    while piece := answer.read1(PIECE):
        found += piece
        if len(found) > MOST_MEGABYTES * 1_000_000:
            raise NoAnswer(f"The answer is larger than {MOST_MEGABYTES} MB, the most that is read.")
        if time.monotonic() > end:
            raise TimeoutError
    if promised.isdigit() and len(found) < int(promised):
        raise HTTPException
    return bytes(found)


def _seconds(text: str | None) -> float | None:
    """What Retry-After says, a number of seconds or a moment, in seconds from now."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())

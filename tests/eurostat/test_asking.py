import pytest

from tests.eurostat.server import busy, cut_off, good, serving, slow, trickling
from workbench.eurostat import asking
from workbench.eurostat.asking import NoAnswer, Patience, ask

QUICK = Patience(silence=0.3, answer=0.3, between=0.5, tries=3)
FAR_AWAY = "Wed, 01 Jan 2200 00:00:00 GMT"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def asked(*manners):
    """What came, or the sentence why nothing came, and how often was asked."""
    with serving(*manners) as (address, paths):
        try:
            return ask(address, QUICK), len(paths)
        except NoAnswer as error:
            return str(error), len(paths)


def test_a_good_answer_comes_whole():
    body = b"x" * 300_000
    assert asked(good(body)) == (body, 1)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(status):
    assert asked(busy("0", status), busy("0", status), good(b"{}")) == (b"{}", 3)


FAILING = {
    "busy for ever": (busy("0"), 3, "asked 3 times. Try again later."),
    "busy for an hour": (busy("3600"), 1, "asked once. Try again in 3600 seconds."),
    "busy until a far day": (busy(FAR_AWAY), 1, "Eurostat is too busy"),
    "busy in other words": (busy("soon"), 1, "Try again later."),
    "slow": (slow(1.0), 1, "too slow"),
    "a trickle": (trickling, 1, "too slow"),
    "cut off": (cut_off(b"x" * 1000), 1, "broke off before its end"),
    "not found": (good(b"", 404), 1, "answered 404"),
    "a fault": (good(b"<html>", 500), 1, "answered 500"),
    "no HTTP": (lambda handler: handler.wfile.write(b"hello\r\n\r\n"), 1, "broke off"),
    "sent on to a file": (good(b"", 302, Location="file:///etc/hosts"), 1, "answered 302"),
}


@pytest.mark.parametrize("name", FAILING)
def test_every_failure_is_told_in_one_sentence(name):
    manner, tries, sentence = FAILING[name]
    said, number = asked(manner)
    assert sentence in said
    assert number == tries


def test_an_answer_that_is_too_large_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(asking, "MOST_MEGABYTES", 0)
    assert asked(good(b"xx"))[0] == "The answer is larger than 0 MB, the most that is read."


def test_where_nobody_listens_a_file_is_the_way():
    with serving(good(b"")) as (address, _paths):
        pass
    with pytest.raises(NoAnswer, match="--file"):
        ask(address, QUICK)


@pytest.mark.parametrize("address", ["file:///etc/hosts", "ftp://127.0.0.1/x", "eurostat"])
def test_only_the_web_is_asked(address):
    with pytest.raises(NoAnswer, match="http:// or https://"):
        ask(address)


@pytest.mark.parametrize("address", ["http://a b/", "http://127.0.0.1:x/", "http://[/", "http:///"])
def test_an_address_that_is_none_is_told_so(address):
    with pytest.raises(NoAnswer, match=r"EUROSTAT_ADDRESS is not|cannot be reached"):
        ask(address, QUICK)

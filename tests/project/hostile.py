"""Requests that strangers send, as data: one entry for each way of being wrong.

Written by pattern, so that a new way is one line; the tests send each to the project's addresses.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

BEYOND = "9" * 30  # beyond 64 bits
# Values as they stand in an address, percent signs and all.
VALUES = {
    "nul": "%00",
    "nul inside": "a%00b",
    "escape": "%1b[2J",
    "next line (C1)": "%C2%85",
    "delete": "%7f",
    "line break": "a%0d%0aSet-Cookie:%20a=b",
    "not UTF-8": "%ff%fe",
    "half a character": "caf%c3",
    "surrogate": "%ed%a0%80",
    "overlong": "%c0%af",
    "noncharacter": "%ef%bf%bf",
    "right to left": "%e2%80%ae",
    "percent alone": "%",
    "percent and rubbish": "%zz",
    "beyond 64 bits": BEYOND,
    "19 digits": "9223372036854775808",
    "beyond, negative": "-" + BEYOND,
    "beyond, underscored": "_".join("9" * 30),
    "beyond, in a list": "1," + BEYOND,
    "beyond, Arabic digits": "%d9%a9" * 30,
    "exponent": "1e400",
    "not a number": "NaN",
    "infinity": "-Infinity",
    "year 0": "0",
    "year 10000": "10000",
    "date of the year 1": "0001-01-01T00:00:00%2B14:00",
    "last date": "9999-12-31T23:59:59-14:00",
    "31 February": "2021-02-31",
    "quotes": "'%22;--",
    "a lone quote": "%22",
    "backslash": "%5c",
    "blank": "%20",
    "nothing": "",
    "wildcards": "%25_%25",
    "open bracket": "(((",
    "braces": "{{7*7}}%7b%25",
    "climbing": "..%2f..%2fetc%2fpasswd",
    "elsewhere": "//example.org",
    "script": "%3Cscript%3Ealert(1)%3C/script%3E",
    "long": "x" * 7_900,
    "1,900 words": "+".join("a" * 1_900),
}
# Names: those of the admin's lists, and those a public list is likely to have.
PLAIN = ["q", "p", "o", "e", "all", "page", "page_size", "country", "year", "zz", "%00", "next"]
OF_THE_ADMIN = ["_to_field", "_popup", "_changelist_filters", "pk", "username"]
LOOKUPS = {
    "id": ["exact", "in", "gt", "isnull"],
    "username": ["regex", "in"],
    "date_joined": ["year", "gte", "day", "date", "year__gte", "iso_year"],
    "last_login": ["range"],
    "groups": ["id__exact"],
    "zz": ["in"],
}
OF_LOOKUPS = [f"{name}__{lookup}" for name, lookups in LOOKUPS.items() for lookup in lookups]
NAMES = [*PLAIN, *OF_THE_ADMIN, *OF_LOOKUPS]


@dataclass(frozen=True)
class Hostile:
    """One request: what is wrong with it, and how it differs from `GET` of a plain address."""

    what: str
    query: str = ""
    method: str = "GET"
    tail: str = ""  # appended to the path
    extra: dict[str, Any] = field(
        default_factory=dict
    )  # headers and body, as the client takes them

    def __str__(self) -> str:
        return self.what


def _queries() -> list[Hostile]:
    return [
        Hostile(f"{name}: {what}", f"{name}={value}")
        for name in NAMES
        for what, value in VALUES.items()
    ]


def _shapes() -> list[Hostile]:
    return [
        Hostile("2,000 parameters", "&".join(["a=1"] * 2_000)),
        Hostile("1,001 parameters", "&".join(["a"] * 1_001)),
        Hostile("60,000 characters", "q=" + "x" * 60_000),
        Hostile("only separators", "&&&;;;==="),
        Hostile("a name without value", "q"),
        Hostile("a name of 3,000 characters", "n" * 3_000 + "=1"),
        Hostile("the same name 900 times", "&".join(["id__in=1"] * 900)),
        Hostile("brackets", "a[b][c]=1&a[]=2"),
        Hostile("raw octets", "q=\xff\xfe"),
    ]


def _tails() -> list[Hostile]:
    values = {name: text for name, text in VALUES.items() if name != "nothing"}
    return [Hostile(f"path: {what}", tail=text) for what, text in values.items()]


def _headers() -> list[Hostile]:
    headers = {
        "HTTP_HOST": ["", "a" * 5_000, "localhost:99999999", "loc\x00alhost", "[::1", "é", "a b"],
        "CONTENT_TYPE": [
            *(f"text/plain; charset={name}" for name in ("base64", "rot13", "idna", "undefined")),
            *("", ";;;", "x" * 5_000, "text/html; charset=é", "multipart/form-data; boundary=\xff"),
        ],
        "HTTP_COOKIE": [
            *(
                'session="\\000abcdefgh"',
                'csrf="\\000"',
                'messages="\\000"',
                "session=" + "9" * 5_000,
            ),
            *("=;=;,", 'session="\\377\\376"', "session=é", "\\000=\\000", 'other="\\033[2J"'),
        ],
        "HTTP_AUTHORIZATION": [
            *("Basic", "Basic \x00", "Basic !!!", "Basic " + "A" * 5_000, "Bearer \x00", "Token é"),
            *(
                "Basic " + b64encode(pair).decode()
                for pair in (b"a\x00b:c", b"a:b\x00", b"\xff", b"a", b":")
            ),
        ],
        "HTTP_ACCEPT": ["", "*", "x/y;q=é", ";" * 3_000, "application/json;q=NaN"],
        "HTTP_ACCEPT_LANGUAGE": ["x" * 5_000, "\x00", "en-" * 500, "*;q=9e999"],
        "HTTP_ACCEPT_ENCODING": ["\x00", "gzip;q=é"],
        "HTTP_IF_MODIFIED_SINCE": ["yesterday", "Mon, 01 Jan 99999 00:00:00 GMT", "0", "\x00"],
        "HTTP_IF_NONE_MATCH": ['"', "W/", "*", "é"],
        "HTTP_RANGE": ["bytes=9-1", "bytes=" + BEYOND + "-", "bytes=-" + BEYOND, "é", "bytes=,"],
        "HTTP_ORIGIN": ["null", "http://[", "é"],
        "HTTP_REFERER": ["http://[", "\x00", "é"],
        "HTTP_X_FORWARDED_FOR": ["\x00", "é" * 500],
        "CONTENT_LENGTH": ["-1", BEYOND, "many"],
    }
    return [
        Hostile(f"{name}: {value[:20]!r}", extra={name: value})
        for name, values in headers.items()
        for value in values
    ]


def _methods() -> list[Hostile]:
    names = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW", "x" * 500]
    return [Hostile(f"method {name[:9]}", method=name) for name in names]


def _bodies() -> list[Hostile]:
    form, parts = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
    part = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n--x--\r\n'
    bodies = [
        *((form, f"username={value}&password={value}") for value in VALUES.values()),
        *(
            (form, text)
            for text in ("%00=1", "&".join("ab" * 600), "x" * 3_000_000, "", "\xff=\xff")
        ),
        *((f"{form}; charset={name}", "username=a") for name in ("base64", "latin-1", "utf-16")),
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=", "--\r\n\r\n--"),
        (parts, "no part at all"),
        (parts, part.format("username", "", "a\x00b")),
        (parts, part.format("a\x00b", "", "1")),
        (parts, part.format("f", '; filename="a\x00.csv"', "1")),
        (parts, part.format("f", '; filename="../../x"', "1")),
        (parts, part.format("f", "\r\nContent-Transfer-Encoding: base64", "!!!")),
        (parts, part.format("f", "; filename*=utf-9''%ff", "1")),
        (parts, part.format("username", "", "a")[:-9]),
        ("application/json", "{" * 5_000),
        ("application/json", '{"a": "\\ud800"}'),
        ("text/xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("", "username=a"),
    ]
    return [
        Hostile(
            f"body: {kind[:40]} {text[:30]!r}",
            method="POST",
            extra={"data": text.encode("latin-1"), "content_type": kind},
        )
        for kind, text in bodies
    ]


QUERIES = [*_queries(), *_shapes()]
OTHERS = [*_tails(), *_headers(), *_methods(), *_bodies()]
HOSTILE = [*QUERIES, *OTHERS]

"""Outlines made small, and the command that brings shapes in: whole, or with a clear sentence."""

import json
import re
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from itertools import pairwise
from math import hypot
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from observatory.management.commands import load_boundaries
from observatory.maps import boundaries, shapes
from observatory.maps.choropleth import Boundaries
from observatory.maps.shapes import NotAShape
from tests.observatory.pages import elements, get, text

BOX = (0, 0, 100, 100)
COORDINATES = st.tuples(st.floats(-500, 500), st.floats(-500, 500))
RINGS = st.lists(COORDINATES, min_size=3, max_size=30).map(lambda points: [*points, points[0]])


def square(west, south, side=1.0):
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def collection(**rings):
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"NUTS_ID": code},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for code, ring in rings.items()
        ],
    }


BELGIUM = collection(BE1=square(4.3, 50.8), BE2=square(3.5, 51), FRY=square(-61.6, 16.0))


@given(RINGS, st.floats(0, 50))
def test_a_simplified_ring_is_closed_and_stays_near(ring, tolerance):
    found = shapes.simplified(ring, tolerance)
    assert found[0] == found[-1] == ring[0]
    assert set(found) <= set(ring)
    lines = list(pairwise(found))
    if len(found) > shapes.FEWEST:
        for point in ring:
            assert min(shapes._from_line(point, *line) for line in lines) <= tolerance + 1e-6


def test_a_line_keeps_its_ends_so_that_neighbours_still_meet():
    line = [(0.0, 0.0), (1.0, 0.1), (2.0, -0.1), (3.0, 0.0), (4.0, 5.0)]
    found = shapes.simplified(line, 0.5)
    assert found == [(0.0, 0.0), (3.0, 0.0), (4.0, 5.0)]
    assert shapes.simplified(line[::-1], 0.5) == found[::-1]


@given(RINGS)
def test_a_cut_ring_lies_in_the_box(ring):
    for x, y in shapes.clipped(ring, BOX):
        assert -1e-6 <= x <= 100 + 1e-6
        assert -1e-6 <= y <= 100 + 1e-6


def test_a_ring_is_cut_at_the_edge_and_one_outside_vanishes():
    assert (
        shapes.area(shapes.clipped([(-50, 0), (50, 0), (50, 50), (-50, 50), (-50, 0)], BOX)) == 2500
    )
    assert shapes.clipped([(200, 200), (300, 200), (300, 300), (200, 200)], BOX) == []


def test_small_islands_go_unless_nothing_else_is_left():
    large, small = square(10, 10, 20.0), square(50, 50, 1.0)
    keep = partial(shapes.drawn, project=lambda x, y: (x, y), box=BOX, tolerance=0.1, smallest=4.0)
    assert [shapes.area(ring) for ring in keep([large, small])] == [400]
    assert [shapes.area(ring) for ring in keep([small])] == [1]


@given(st.lists(RINGS, max_size=5))
def test_a_path_is_made_of_short_numbers(rings):
    path = shapes.path(rings)
    assert re.fullmatch(r"(M-?[\d.]+[ -][\d.]+l[\d. -]+z)*", path)


def test_a_path_leads_back_to_the_points():
    ring = [(1.04, 2.0), (11.0, 2.06), (10.0, 12.0), (1.04, 2.0)]
    assert shapes.path([ring]) == "M1 2l10 .1-1 9.9z"


def test_a_region_alone_fills_its_small_frame():
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", shapes.inset([square(-61, 16)]))]
    assert hypot(*numbers[:2]) < shapes.INSET_WIDTH
    assert shapes.inset([]) == ""


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [
        (b"", "cannot be read as JSON"),
        (b"\xff\xfe\x00", "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b"[]", "This is no GeoJSON"),
        (b'{"type": "Topology", "features": []}', "This is no GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [{}]}', "Feature 1 has no property NUTS_ID."),
        (b'{"type": "FeatureCollection", "features": []}', "None of its regions is known"),
        (json.dumps(collection(XX9=square(4, 50))).encode(), "None of its regions is known"),
        (json.dumps(collection(BE1=[[4, "x"]])).encode(), "is not made of pairs of degrees"),
        (json.dumps(collection(BE1=[[400, 50]])).encode(), "is not made of pairs of degrees"),
        (json.dumps(collection(BE1=[[1e999, 5]])).encode(), "is not made of pairs of degrees"),
    ],
)
def test_what_is_no_shape_is_refused_in_a_sentence(given_, sentence):
    with pytest.raises(NotAShape, match=re.escape(sentence)):
        boundaries.read(given_, {1}, {"BE1"}, "")


@given(st.floats(-180, 180), st.floats(-90, 89))
def test_a_shape_anywhere_on_earth_is_drawn_or_set_in(longitude, latitude):
    ring = square(min(longitude, 179), latitude)
    found = boundaries.read(json.dumps(collection(BE1=ring)).encode(), {1}, {"BE1"}, "2021")
    assert {*found.paths, *found.insets} == {"BE1"}


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def load(*options):
    said = StringIO()
    call_command("load_boundaries", *map(str, options), stdout=said, no_color=True)
    return said.getvalue()


@pytest.mark.usefixtures("facts")
class TestCommand:
    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "NUTS_RG_2021.geojson"
        path.write_text(json.dumps(BELGIUM), encoding="utf-8")
        return path

    @pytest.fixture
    def server(self):
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                found = self.path.startswith("/NUTS_2021")
                self.send_response(200 if found else 404)
                self.end_headers()
                self.wfile.write(json.dumps(BELGIUM).encode())

            def log_message(self, *_said):
                """Nothing: the tests' own output is read by people."""

        with HTTPServer(("127.0.0.1", 0), Answer) as running:
            Thread(target=running.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{running.server_port}"
            running.shutdown()

    def test_a_file_makes_areas_and_their_credit(self, media, file):
        before = get("/map/", show="network:cebr", level="1")
        assert "EuroGeographics" not in text(before)
        said = load("--file", file)
        assert "NUTS_RG_2021.geojson: the shapes of 3 regions." in said
        assert "© EuroGeographics for the administrative boundaries" in said
        page = get("/map/", show="network:cebr", level="1")
        assert "© EuroGeographics for the administrative boundaries" in text(page)
        assert len(list(elements(page, "title"))) == len(list(elements(before, "title")))
        assert list(elements(page, class_="insets"))
        assert boundaries.stored().edition == "2021"

    def test_an_address_is_asked_for_each_level(self, media, server):
        assert "the shapes of 3 regions" in load(
            "--address", f"{server}/NUTS_2021_{{level}}", "--level", 1
        )
        assert set(boundaries.stored().paths) == {"BE1", "BE2"}
        assert set(boundaries.stored().insets) == {"FRY"}

    def test_a_level_replaces_itself_and_leaves_the_others(self, media, file):
        boundaries.store(Boundaries({"BE10": "M0 0l1 1z", "DE1": "M0 0l1 1z"}, {}, "2016"))
        load("--file", file)
        assert set(boundaries.stored().paths) == {"BE10", "BE1", "BE2"}

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            (("--file", "/nowhere/at-all.json"), "cannot be opened: No such file"),
            (("--address", "file:///etc/passwd"), "An address starts with http:// or https://."),
            (("--address", "http://127.0.0.1:9/x"), "give it with --file"),
            (("--address", "http://[/"), "give it with --file"),
        ],
    )
    def test_what_cannot_be_fetched_is_told(self, media, options, sentence):
        with pytest.raises(CommandError, match=sentence):
            load(*options)
        assert not media.exists()

    def test_a_page_not_found_is_told(self, media, server):
        with pytest.raises(CommandError, match=r"Not Found.*give it with --file"):
            load("--address", f"{server}/elsewhere")

    def test_a_file_beyond_the_limit_is_refused(self, media, file, monkeypatch):
        monkeypatch.setattr(load_boundaries, "MEGABYTE", 10)
        with pytest.raises(CommandError, match="larger than 30 MB"):
            load("--file", file)

    def test_what_is_refused_leaves_what_was_there(self, media, file):
        load("--file", file)
        before = boundaries.path().read_bytes()
        file.write_text("{", encoding="utf-8")
        with pytest.raises(CommandError, match="was not loaded: This is no GeoJSON"):
            load("--file", file)
        assert boundaries.path().read_bytes() == before
        assert [one.name for one in media.iterdir()] == [boundaries.NAME]

    @pytest.mark.parametrize("held", ["", "{", "[]", '{"paths": 1}', '{"paths": {}, "insets": []}'])
    def test_a_damaged_file_means_symbols(self, media, held, client):
        media.mkdir()
        boundaries.path().write_text(held, encoding="utf-8")
        assert client.get("/map/").status_code == 200
        assert boundaries.stored() == Boundaries()

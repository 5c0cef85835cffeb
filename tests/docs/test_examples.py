"""The programs of `examples/` run, and what they bring is what the database holds."""

import csv
import json
import re
import shutil
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from regions.models import Region
from tests.docs.documents import ROOT, commands, text_of
from tests.model import factories
from tests.programs import needed

SECONDS = 60
NAMED = "http://localhost:8000"


def run(*command, cwd):
    """What a program prints; it may know nothing of this process."""
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def example(name):
    return str(ROOT / "examples" / name)


@pytest.fixture
def site(live_server):
    """A server with more regions than a page of the API holds, one of them with values."""
    for number in range(105):
        first, second = divmod(number, 26)
        name = 'A "quoted" name, with =1+1' if number == 7 else f"Περιφέρεια {number}"
        code = f"BE{chr(65 + first)}{chr(65 + second)}"
        factories.stored(factories.region(code=code, official_name=name))
    factories.known(factories.indicator, code="population", name="Population")
    for year, value in ((2019, 10), (2020, 11)):
        told = {"region_id": "BEA", "indicator_id": "population"}
        factories.stored(factories.observation(**told, year=year, value=value))
    return live_server.url


class TestShell:
    @pytest.fixture(autouse=True)
    def _curl(self):
        if not shutil.which("curl"):
            pytest.skip("There is no curl on this machine.")

    def test_it_prints_every_region_of_the_country_once(self, site, tmp_path):
        done = run("sh", example("regions.sh"), site, "BE", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        wanted = Region.objects.filter(country_code="BE").values_list("code", "official_name")
        assert sorted(done.stdout.splitlines()) == sorted(
            f"{code} {json.dumps(name, ensure_ascii=False)[1:-1]}" for code, name in wanted
        )

    def test_what_is_refused_ends_it(self, site, tmp_path):
        done = run("sh", example("regions.sh"), site, "ZZ", cwd=tmp_path)
        assert done.returncode != 0
        assert done.stdout == ""
        assert "400" in done.stderr


class TestPython:
    def test_it_writes_the_regions_of_a_level_with_their_newest_value(self, site, tmp_path):
        done = run(sys.executable, example("regions.py"), "--site", site, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        with (tmp_path / "regions.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        wanted = Region.objects.filter(level=1).order_by("code")
        assert [(row["code"], row["name"]) for row in rows] == [
            (one.code, one.official_name) for one in wanted
        ]
        values = {row["code"]: (row["population"], row["year"], row["source"]) for row in rows}
        assert values.pop("BEA") == ("11", "2020", "survey-2021")
        assert set(values.values()) == {("", "", "")}

    def test_all_pages_are_walked(self, site, tmp_path):
        options = ("--site", f"{site}/", "--level", "2", "--file", "all.csv")
        done = run(sys.executable, example("regions.py"), *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        lines = (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()
        assert len(lines) - 1 == Region.objects.filter(level=2).count() > 100

    def test_asked_too_often_it_waits_as_long_as_it_is_told(self, tmp_path):
        busy = Busy(("127.0.0.1", 0), Answers)
        Thread(target=busy.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{busy.server_port}"
        done = run(sys.executable, example("regions.py"), "--site", site, cwd=tmp_path)
        busy.shutdown()
        busy.server_close()
        assert (done.returncode, done.stderr) == (0, "")
        assert busy.asked == 3

    def test_what_is_refused_is_said(self, site, tmp_path):
        wrong = f"{site}/nowhere"
        done = run(sys.executable, example("regions.py"), "--site", wrong, cwd=tmp_path)
        assert done.returncode == 1
        assert "404" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_site_that_does_not_answer_is_named(self, tmp_path):
        nobody = HTTPServer(("127.0.0.1", 0), Answers)
        nobody.server_close()
        site = f"http://127.0.0.1:{nobody.server_port}"
        done = run(sys.executable, example("regions.py"), "--site", site, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.startswith(site)
        assert "Traceback" not in done.stderr


class Busy(HTTPServer):
    """Refuses the first request, then answers that there is nothing."""

    asked = 0


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked += 1
        self.send_response(429 if self.server.asked == 1 else 200)
        self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(b'{"count": 0, "next": null, "results": []}')

    def log_message(self, *_told):
        """Nobody reads it."""


class TestR:
    def test_every_address_that_it_asks_is_answered(self, site, client):
        asked = re.findall(r'paste0\(\s*site, "([^"]+)"', text_of("examples/regions.R"))
        assert len(asked) == 2
        assert [client.get(one).status_code for one in asked] == [200, 200]

    @pytest.mark.program
    def test_it_prints_the_regions_with_their_newest_value(self, site, tmp_path):
        needed("Rscript")
        done = run("Rscript", example("regions.R"), site, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        rows = {row["code"]: row["value"] for row in csv.DictReader(done.stdout.splitlines())}
        assert set(rows) == set(Region.objects.filter(level=1).values_list("code", flat=True))
        assert rows["BEA"] == "11"


def test_every_address_of_the_spreadsheet_is_answered(site, client):
    asked = re.findall(rf"{NAMED}(/[^\s\")]+)", text_of("examples/spreadsheet.md"))
    assert len(asked) >= 4
    assert [one for one in asked if client.get(one).status_code != 200] == []


def test_every_file_is_explained_and_starts_with_the_same_site():
    names = {path.name for path in (ROOT / "examples").iterdir() if path.is_file()}
    readme = commands(text_of("examples/README.md"))
    assert {name for name in names - {"README.md"} if name not in readme} == set()
    assert [one for one in names if NAMED not in text_of(f"examples/{one}")] == []

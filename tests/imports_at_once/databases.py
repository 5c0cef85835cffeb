"""Databases of our own, outside of the one that the tests roll back: made once, then copied."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import closing
from itertools import count
from pathlib import Path

from tests.imports_at_once.processes import done
from tests.imports_at_once.work import prepare

PATIENCE = 30


class Files:
    """SQLite: a file is copied."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._numbers = folder, count()
        self.ready = str(folder / "ready.sqlite3")

    def make(self) -> None:
        done(prepare, self.ready, str(self.folder))

    def fresh(self) -> str:
        """Another database like the one that was made."""
        name = str(self.folder / f"{next(self._numbers)}.sqlite3")
        return shutil.copyfile(self.ready, name)

    def address(self, name: str) -> str:
        """What the variable DATABASE_URL says of it."""
        return f"sqlite:///{name}"

    def settle(self, name: str) -> None:
        """A killed process leaves nobody who could still write."""

    def drop(self, name: str) -> None:
        for path in self.folder.glob(f"{Path(name).name}*"):
            path.unlink()

    def close(self) -> None:
        """The folder of a test is removed by pytest."""


class Server:
    """PostgreSQL: a database is made from another as its template."""

    def __init__(self, folder: Path, settings: dict) -> None:
        self.folder, self._settings, self._numbers = folder, settings, count()
        self._names = [f"at_once_{os.getpid()}"]
        self.ready = self._names[0]

    def make(self) -> None:
        self._do(f"CREATE DATABASE {self.ready}")
        done(prepare, self.ready, str(self.folder))

    def fresh(self) -> str:
        name = f"{self.ready}_{next(self._numbers)}"
        self.settle(self.ready)
        self._do(f"CREATE DATABASE {name} TEMPLATE {self.ready}")
        self._names.append(name)
        return name

    def address(self, name: str) -> str:
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"

    def settle(self, name: str) -> None:
        """Wait until the server has noticed that a client is gone, and has given up its work."""
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        deadline = time.monotonic() + PATIENCE
        while self._do(query, [name])[0][0]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"somebody is still connected to {name}")
            time.sleep(0.01)

    def drop(self, name: str) -> None:
        self._do(f"DROP DATABASE {name} WITH (FORCE)")
        self._names.remove(name)

    def close(self) -> None:
        for name in reversed(self._names[:]):
            self.drop(name)

    def _do(self, statement: str, values: list | None = None) -> list:
        import psycopg

        names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
        given = {named: self._settings[key] for key, named in names.items() if self._settings[key]}
        with closing(psycopg.connect(dbname="postgres", autocommit=True, **given)) as server:
            cursor = server.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

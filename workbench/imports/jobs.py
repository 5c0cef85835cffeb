"""Work on a large file goes on behind a page that shows how far it is.

What is small is done at once. The rest runs in a thread of the server process; how far it is
stands in a small file beside its heartbeat, because SQLite shows nobody what an import writes
before it has ended. If the process dies, the heartbeat stops and nothing was imported.

Where it falls down: a server on another machine sees no such file and shows a bar without length.
"""

from __future__ import annotations

import contextlib
import json
import logging
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from common.tables import Unreadable
from workbench.imports.applying import NotApplied, turned_into_sentences
from workbench.imports.shape import Progress, Unfit
from workbench.models import Import

logger = logging.getLogger(__name__)

# Seconds between two signs of life, and without one before somebody may try again.
BEAT, DEAD = 1.0, 20.0

Work = Callable[[Progress], object]


@dataclass(frozen=True, slots=True)
class State:
    """How far the work on an import is; `total` is 0 as long as nobody knows."""

    task: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def run(record: Import, task: str, work: Work) -> None:
    """Do the work now, or begin it behind a page if it takes long.

    `task` is "check" or "apply". What goes wrong becomes the message of the import.
    """
    if state(record) is not None:
        return
    if record.cells <= settings.IMPORT_AT_ONCE_CELLS:
        _carry_out(record, work, lambda done, total: None)
        return
    beat = _Beat(record, task)
    thread = threading.Thread(
        target=_in_background, args=(record, work, beat), name=f"import-{task}"
    )
    thread.start()


def state(record: Import) -> State | None:
    """How far the work on an import is; none if no work is under way."""
    path = _path(record)
    try:
        if time.time() - path.stat().st_mtime > DEAD:
            path.unlink(missing_ok=True)
            _say(record, _("The work was interrupted. Nothing was changed; try again."))
            return None
        task, done, total = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return State(task, done, total)


def _carry_out(record: Import, work: Work, progress: Progress) -> None:
    try:
        with turned_into_sentences():
            work(progress)
    except (NotApplied, Unreadable, Unfit) as error:
        _say(record, str(error))


def _in_background(record: Import, work: Work, beat: _Beat) -> None:
    """Nobody waits for an answer here: whatever goes wrong is told by the next page."""
    try:
        with beat:
            _carry_out(record, work, beat.tell)
    except Exception:
        logger.exception("The work on import %s failed.", record.pk)
        _say(record, _("The work failed. Nothing was changed; tell whoever runs this site."))
    finally:
        connections.close_all()


def _say(record: Import, sentence: str) -> None:
    with contextlib.suppress(DatabaseError):
        Import.objects.filter(pk=record.pk).update(message=sentence)


class _Beat:
    """Writes a sign of life every second, with the rows that are done."""

    def __init__(self, record: Import, task: str) -> None:
        self._path, self._task = _path(record), task
        self._done = self._total = 0
        self._ended = threading.Event()
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        self._write()

    def tell(self, done: int, total: int) -> None:
        self._done, self._total = done, total

    def __enter__(self) -> _Beat:
        threading.Thread(target=self._go_on, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._path.unlink(missing_ok=True)

    def _go_on(self) -> None:
        while not self._ended.wait(BEAT):
            self._write()
        self._path.unlink(missing_ok=True)

    def _write(self) -> None:
        draft = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):
            draft.write_text(json.dumps([self._task, self._done, self._total]))
            draft.replace(self._path)


def _path(record: Import) -> Path:
    name = f"{settings.DATABASES['default']['NAME']}-{record.pk}-{record.uploaded_at:%H%M%S%f}"
    safe = "".join(letter if letter.isalnum() else "-" for letter in name)[-100:]
    return Path(tempfile.gettempdir()) / "observatory-imports" / f"{safe}.json"

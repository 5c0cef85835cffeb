"""Work in processes of their own, as on a real server: each with its own connection.

They are forked off a server that has imported Django already, which takes a few milliseconds where
a fresh Python takes a second. The server has opened no connection, so none is shared.
"""

from __future__ import annotations

import multiprocessing
import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import connection as pipes
from typing import Any

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.imports_at_once.ready", "tests.imports_at_once.work"])
PATIENCE = 120  # seconds


@dataclass
class Running:
    """A process at work: what it has told so far, and when (on the clock of all processes)."""

    process: Any
    pipe: Any
    told: dict[str, Any] = field(default_factory=dict)

    def wait_for(self, what: str) -> Any:
        """What it tells by this name."""
        while what not in self.told and self._listen():
            pass
        if what not in self.told:
            raise RuntimeError(f"the process never told “{what}”: {self.told}")
        return self.told[what]

    def result(self) -> Any:
        """What the work returned, once the process has ended; raises what it raised."""
        while self._listen():
            pass
        self.process.join(PATIENCE)
        if "error" in self.told:
            raise RuntimeError(self.told["error"])
        return self.told.get("result")

    def kill(self, after: float) -> None:
        """Kill it when `after` seconds have passed, unless it ends before."""
        pipes.wait([self.process.sentinel], timeout=after)
        self.process.kill()
        self.process.join(PATIENCE)
        while self._listen():
            pass

    def _listen(self) -> bool:
        """Hear the next thing; whether the process lives on to tell more."""
        try:
            if not self.pipe.poll(PATIENCE):
                raise RuntimeError(f"the process is silent after {self.told}")
            name, value = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return False
        self.told[name] = value
        return True


def start(work: Callable[..., Any], database: str, *arguments: Any) -> Running:
    """Begin `work(tell, *arguments)` on a database, in a process of its own."""
    ours, its = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_in_process, args=(its, work, database, arguments))
    process.start()
    its.close()
    return Running(process, ours)


def done(work: Callable[..., Any], database: str, *arguments: Any) -> Any:
    """What `work` returns, in a process of its own."""
    return start(work, database, *arguments).result()


def at_once(database: str, *works: tuple[Any, ...]) -> list[Any]:
    """What several works returned that began at the same moment, once all of them were ready.

    Each is handed the start line, where it waits when nothing is left to prepare.
    """
    start_line = FORKING.Barrier(len(works), timeout=PATIENCE)
    running = [start(work, database, start_line, *rest) for work, *rest in works]
    try:
        return [process.result() for process in running]
    finally:
        # Where one has failed, the others would wait for it.
        for process in running:
            process.process.kill()


def _in_process(pipe: Any, work: Callable[..., Any], database: str, arguments: tuple) -> None:
    from tests.imports_at_once.work import use

    def tell(name: str, value: Any = None) -> None:
        pipe.send((name, time.monotonic() if value is None else value))

    try:
        use(database)
        tell("result", work(tell, *arguments))
    except BaseException:
        tell("error", traceback.format_exc())
    finally:
        pipe.close()
        # Nothing of the parent's is to be tidied up here.
        os._exit(0)

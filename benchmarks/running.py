"""What all benchmarks share: tasks in processes of their own, and how it is told what they took."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(url: str, module: str, *arguments: object) -> str:
    """What a task prints: a module in a process of its own, so that the peak of its memory is.

    Raises CalledProcessError if it ends with an exit code other than 0.
    """
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "regions_project.settings",
        "DATABASE_STATEMENT_TIMEOUT": "0",
    }
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def told(is_kept: bool, bar: str) -> bool:
    """Whether a bar is kept, after saying so."""
    say(f"{'kept' if is_kept else 'MISSED'}: {bar}")
    return is_kept


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()

"""Bring the database up to date, load the project's facts and serve: `make serve`."""

import os
import socket
import sys

import django
from django.core.management import CommandError, call_command

from tools.machine import ROOT, say, stop_with

WAVES = sorted((ROOT / "fixtures" / "waves").glob("*.csv"))
CLEAN, PROBLEMS_LISTED = 0, 1  # what import_file may answer: the file was read, if not every cell


def main() -> None:
    os.chdir(ROOT)
    port = port_to_serve_on()
    load()
    say(f"\nServing at http://localhost:{port}/regions/BE3/ (stop with Ctrl+C)\n")
    serve(port)


def port_to_serve_on() -> int:
    """The port asked for, checked before the load: nobody should wait to learn that it is taken."""
    text = os.environ.get("PORT", "8000")
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        stop_with(f"PORT must be a number from 1 to 65535, not {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), int(text)))
        except OSError as problem:
            stop_with(
                f"Port {text} cannot be used ({problem.strerror}). "
                "Another one: make serve PORT=8001"
            )
    return int(text)


def host() -> str:
    """This machine only, unless asked otherwise: before the world stands a proxy with TLS."""
    return os.environ.get("HOST", "127.0.0.1")


def load() -> None:
    """All in one process: each start of Django costs as much as a load that changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regions_project.settings")
    django.setup()
    manage("migrate", verbosity=0)
    manage("load_reference")
    for wave in WAVES:
        manage("import_file", str(wave.relative_to(ROOT)))
    if os.environ.get("STATIC_ROOT"):
        manage("collectstatic", interactive=False, verbosity=0)


def manage(command: str, *arguments: str, **options: object) -> None:
    try:
        call_command(command, *arguments, **options)
    except CommandError as problem:
        stop_with(f"{problem}\nmanage.py {command} failed: nothing is served.")
    except SystemExit as end:
        if end.code not in {CLEAN, PROBLEMS_LISTED}:
            stop_with(f"manage.py {command} {' '.join(arguments)} failed: nothing is served.")


def serve(port: int) -> None:
    """Become the server process, so that Ctrl+C and signals reach it and not a parent."""
    options = ["--bind", f"{host()}:{port}", "--workers", "2", "--threads", "4"]
    # Longer than the longest address the guard lets through: it is the guard who says no.
    options += ["--limit-request-line", "8190"]
    # Unused, and a file in the folder; and Ctrl+C need not wait half a minute for a slow reader.
    options += ["--no-control-socket", "--graceful-timeout", "3"]
    os.execv(
        sys.executable,
        [sys.executable, "-m", "gunicorn", *options, "regions_project.wsgi:application"],
    )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        stop_with("Stopped.")

"""Programs of the machine that open our files, as the people do who take them away."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools.machine import on_ci

# Commas, quotes, UTF-8; the last sign of a format is the number of the first row.
CSV = "44,34,76,1"
FORMATS = {"xlsx": "xlsx", "ods": "ods", "csv": f"csv:Text - txt - csv (StarCalc):{CSV}"}
SECONDS = 120


def needed(command: str) -> None:
    """Skip the test on a machine without the program; on CI a missing one fails."""
    if not on_ci() and shutil.which(command) is None:
        pytest.skip(f"There is no {command} here: `make test` says what is missing.")


def saved_by_a_spreadsheet(files: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """The files opened in LibreOffice and saved as xlsx, ods or csv, by the stems of their names.

    All in one go, since it takes longer to start than to open a file.
    """
    needed("soffice")
    before, after = folder / "before", folder / f"after-{kind}"
    before.mkdir(exist_ok=True)
    for name, data in files.items():
        (before / name).write_bytes(data)
    # Of its own, or it would hand the work to one that runs already.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    reading = [f"--infilter=CSV:{CSV}"] if next(iter(files)).endswith(".csv") else []
    writing = ["--convert-to", FORMATS[kind], "--outdir", str(after)]
    opened = [str(before / name) for name in files]
    command = ["soffice", "--headless", profile, *reading, *writing, *opened]
    subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    saved = {file.stem: file.read_bytes() for file in after.iterdir()}
    assert saved.keys() == {Path(name).stem for name in files}
    return saved

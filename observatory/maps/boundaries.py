"""The shapes of regions that this server holds: one file under MEDIA_ROOT, written by a command.

They may not be passed on with the project, so each server fetches its own (`load_boundaries`).
Without the file, maps show symbols.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Container, Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from observatory.maps import shapes
from observatory.maps.choropleth import Boundaries
from observatory.maps.shapes import NotAShape

logger = logging.getLogger(__name__)

NAME = "boundaries.json"
TOLERANCE, SMALLEST = 0.4, 0.5  # units of ten kilometres, and units squared


def path() -> Path:
    return Path(settings.MEDIA_ROOT) / NAME


def stored() -> Boundaries:
    """What the file holds; nothing if there is none, or none that can be read."""
    try:
        state = path().stat()
    except OSError:
        return Boundaries()
    return _read(path(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _read(file: Path, changed: int, size: int) -> Boundaries:
    """Read once for each state of the file, which `changed` and `size` tell apart."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Boundaries(dict(found["paths"]), dict(found["insets"]), str(found["edition"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("%s cannot be read, so maps show symbols: %r", file, error)
        return Boundaries()


def read(text: bytes, levels: Container[int], known: Container[str], edition: str) -> Boundaries:
    """The shapes of known regions of some levels, from GeoJSON in degrees.

    Raises NotAShape if the text is no GeoJSON of regions, or has none of those.
    """
    try:
        collection = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAShape(_("This is no GeoJSON: it cannot be read as JSON.")) from error
    paths, insets = {}, {}
    for code, rings in shapes.regions(collection):
        if len(code) - len("BE") not in levels or code not in known:
            continue
        if shape := shapes.framed(rings, TOLERANCE, SMALLEST):
            paths[code] = shape
        elif shape := shapes.inset(rings):
            insets[code] = shape
    if not paths and not insets:
        raise NotAShape(_("None of its regions is known here at the levels asked for."))
    return Boundaries(paths, insets, edition)


def store(found: Boundaries) -> None:
    """Keep the shapes, and those of the levels that `found` has none of.

    Readers meet the old file or the new one, never half of it.
    """
    before = stored()
    levels = {len(code) for code in (*found.paths, *found.insets)}
    held = {
        "edition": found.edition or before.edition,
        "paths": _kept(before.paths, levels) | dict(found.paths),
        "insets": _kept(before.insets, levels) | dict(found.insets),
    }
    path().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path().parent, prefix=NAME, delete=False
    ) as draft:
        json.dump(held, draft)
    # A temporary file is its maker's alone; the server may be somebody else.
    made = Path(draft.name)
    made.chmod(0o644)
    made.replace(path())


def _kept(shapes: Mapping[str, str], without: set[int]) -> dict[str, str]:
    return {code: shape for code, shape in shapes.items() if len(code) not in without}

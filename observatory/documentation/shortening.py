"""An answer of the API as a page prints it: real, but short."""

from __future__ import annotations

import json
from typing import Any

LONGEST_TEXT = 90  # letters; a whole address of a page has fewer
MOST_ITEMS = 3
MORE = "…"


def shortened(answer: Any) -> Any:
    """The same answer with long texts and long lists cut; what is cut ends with an ellipsis."""
    if isinstance(answer, dict):
        return {name: shortened(value) for name, value in answer.items()}
    if isinstance(answer, list):
        kept = [shortened(one) for one in answer[:MOST_ITEMS]]
        return kept if len(answer) <= MOST_ITEMS else [*kept, MORE]
    if isinstance(answer, str) and len(answer) > LONGEST_TEXT:
        return answer[:LONGEST_TEXT].rstrip() + MORE
    return answer


def as_text(answer: Any) -> str:
    """JSON on several lines, letters of all scripts as they are."""
    return json.dumps(shortened(answer), indent=2, ensure_ascii=False)

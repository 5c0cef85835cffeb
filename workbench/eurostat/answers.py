"""From the bytes of an answer to its values, in whichever of Eurostat's formats they are."""

from __future__ import annotations

from collections.abc import Callable

from workbench.eurostat import json_stat, texts
from workbench.eurostat.answer import Answer, NotAnAnswer


def read(data: bytes) -> Answer:
    """Read JSON-stat 2.0, SDMX-CSV 2.1 or 3.0, or TSV: its content tells which it is.

    Raises NotAnAnswer, with one sentence, for anything else.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnAnswer("It is no text in UTF-8: it may be packed or cut off.") from error
    begin = text.lstrip()[:1]
    if not begin:
        raise NotAnAnswer("It is empty.")
    if begin == "<":
        raise NotAnAnswer("It is a web page or XML, not one of the formats that are read here.")
    answer = _reader(text, begin)(text)
    if not answer.values:
        raise NotAnAnswer("It holds no values.")
    return answer


def _reader(text: str, begin: str) -> Callable[[str], Answer]:
    if begin in "{[":
        return json_stat.read
    heading = text.partition("\n")[0]
    if "\t" in heading or "\\" in heading:
        return texts.read_tsv
    if heading.startswith(("DATAFLOW,", "STRUCTURE,")):
        return texts.read_csv
    raise NotAnAnswer("It is none of Eurostat's formats: JSON-stat 2.0, SDMX-CSV or TSV.")

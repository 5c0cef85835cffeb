"""How a release is cited: as a sentence, and for programs that keep references."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
# Signs by which reference managers take the name of an office for names of people.
_READ_AS_PEOPLE = set(",;")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names. `publisher` may be empty: the site then stands for itself."""

    site: str
    publisher: str
    number: str
    released_on: date
    address: str

    @property
    def author(self) -> str:
        return self.publisher or self.site

    @property
    def title(self) -> str:
        return f"{self.site}: data, release {self.number}"

    def sentence(self) -> str:
        author = f"{self.publisher}. " if self.publisher else ""
        return (
            f"{author}{self.site}, release {self.number} [data set], "
            f"{self.released_on.isoformat()}. {self.address}"
        )

    def bibtex(self) -> str:
        """An entry of BibTeX. `misc` is known to every style; the doubled braces keep the names."""
        day = self.released_on
        fields = {
            "author": f"{{{_tex(self.author)}}}",
            "title": f"{{{_tex(self.title)}}}",
            "year": str(day.year),
            "month": str(day.month),
            "version": self.number,
            "note": "Data set",
            "url": self.address,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{observatory-{self.number},\n{lines}\n}}\n"

    def ris(self) -> str:
        """A record of RIS, of the type for data.

        Its authors are people: what stands behind a comma is read as a first name, what stands
        behind a semicolon as another author. A name with either is that of the publisher only.
        """
        author = _line(self.author)
        lines = {
            "TY": "DATA",
            **({} if _READ_AS_PEOPLE & set(author) else {"AU": author}),
            "TI": _line(self.title),
            "PY": str(self.released_on.year),
            "DA": self.released_on.strftime("%Y/%m/%d"),
            "ET": self.number,
            "PB": author,
            "UR": self.address,
            "ER": "",
        }
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines.items())


def _tex(text: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())

"""The licence of the data, where their source sets no other terms."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms of use by their name, at an address."""

    name: str
    address: str

    @property
    def link(self) -> str:
        """The value of a `Link` header: the place for it where a file has no other."""
        return f'<{self.address}>; rel="license"'


def licence() -> Licence:
    """That of this site, as its settings have it."""
    return Licence(settings.DATA_LICENCE_NAME, settings.DATA_LICENCE)

"""How the EU's list of countries names those that have NUTS codes or statistical regions."""

from __future__ import annotations

from rdflib import URIRef

from observatory.linked.namespaces import AUTHORITY, NUTS

# NUTS writes Greece EL and the United Kingdom UK; the list has the three letters of ISO 3166.
_PAIRS = """
AL-ALB AT-AUT BA-BIH BE-BEL BG-BGR CH-CHE CY-CYP CZ-CZE DE-DEU DK-DNK EE-EST EL-GRC ES-ESP FI-FIN
FR-FRA GE-GEO HR-HRV HU-HUN IE-IRL IS-ISL IT-ITA LI-LIE LT-LTU LU-LUX LV-LVA MD-MDA ME-MNE MK-MKD
MT-MLT NL-NLD NO-NOR PL-POL PT-PRT RO-ROU RS-SRB SE-SWE SI-SVN SK-SVK TR-TUR UA-UKR UK-GBR XK-XKX
"""
_THREE_LETTERS = {pair[:2]: pair[3:] for pair in _PAIRS.split()}


def country_node(code: str) -> URIRef:
    """A country of the EU's list; one that it does not have is named by its code in NUTS."""
    letters = _THREE_LETTERS.get(code)
    return URIRef(f"{AUTHORITY}country/{letters}") if letters else NUTS[code]

"""Answers of Eurostat as its formats write them, for values made up by tests."""

import json

from workbench.eurostat.answer import Value

FIXED = {"freq": "A", "unit": "PER_KM2"}
UPDATED = "2026-08-10T11:00:00+0200"


def json_stat(values: list[Value], **changes) -> bytes:
    geos = sorted({value.geo for value in values})
    years = sorted({value.year for value in values})
    at = {v: geos.index(v.geo) * len(years) + years.index(v.year) for v in values}
    codes = {**{name: [code] for name, code in FIXED.items()}, "geo": geos, "time": years}
    told = {
        "version": "2.0",
        "class": "dataset",
        "updated": UPDATED,
        "value": "VALUES",
        "id": list(codes),
        "size": [len(found) for found in codes.values()],
        "dimension": {
            name: {"category": {"index": {str(code): n for n, code in enumerate(found)}}}
            for name, found in codes.items()
        },
        "status": {str(at[value]): value.flag for value in values if value.flag},
        "extension": {"id": "DEMO_R_D3DENS"},
        **changes,
    }
    cells = ",".join(f'"{at[value]}":{value.value:f}' for value in values)
    return json.dumps(told).replace('"VALUES"', f"{{{cells}}}").encode()


def csv_21(values: list[Value]) -> bytes:
    begin = "ESTAT:DEMO_R_D3DENS(1.0),10/08/26 11:00:00"
    return _csv("DATAFLOW,LAST UPDATE", begin, values)


def csv_30(values: list[Value]) -> bytes:
    return _csv("STRUCTURE,STRUCTURE_ID", "dataflow,ESTAT:DEMO_R_D3DENS(1.0)", values)


def _csv(headings: str, begin: str, values: list[Value]) -> bytes:
    lines = [f"{headings},freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS"]
    lines += [f"{begin},A,PER_KM2,{v.geo},{v.year},{v.value:f},{v.flag}," for v in values]
    return "".join(f"{line}\r\n" for line in lines).encode()


def tsv(values: list[Value]) -> bytes:
    years = sorted({value.year for value in values})
    cells = {(v.geo, v.year): f"{v.value:f} {v.flag}" for v in values}
    lines = ["\t".join(["freq,unit,geo\\TIME_PERIOD", *(f"{year} " for year in years)])]
    for geo in sorted({value.geo for value in values}):
        row = [cells.get((geo, year), ": ") for year in years]
        lines.append("\t".join([f"A,PER_KM2,{geo}", *row]))
    return "".join(f"{line}\r\n" for line in lines).encode()


WRITERS = (json_stat, csv_21, csv_30, tsv)

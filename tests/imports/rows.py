"""Two sound new rows for the table of each noun, both as somebody would type them."""

from textwrap import dedent

SAID = {"source": "survey-2021", "stated_on": "2021-12-31"}
LINK = "https://example.org/page"

_SAID = " | ".join(f"{name}={text}" for name, text in SAID.items())
_WRITTEN = f"""
    regions.source
    code=census | title=Census | dated_on=2020-12-31
    code=atlas-1 | title=Atlas | link={LINK} | dated_on=2020-12-31 | note=Of 1999

    regions.region
    code=FR2 | parent=FR | official_name=Bassin | nuts_editions=2021 2024
    code=BE4 | parent=BE | official_name=Ostbelgien | language=de | nuts_editions=2024 \
        | is_territory=yes | longitude=6.03 | latitude=50.63 | state=draft

    regions.alias
    region=BE2 | name=Flanders
    region=BE3 | name=Walloon Region

    regions.regionchange
    from_edition=2016 | to_edition=2021 | level=2 | old_code=HR04 | new_code= | name=Croatia
    from_edition=2016 | to_edition=2021 | level=2 | old_code=HR03 | new_code=HR02 \
        | name=Panonska | change=split | share=0.25

    regions.indicator
    code=doctors | name=Doctors
    code=nurses | name=Nurses | unit=per 1000 | decimals=1 | kind=number | lowest=0 \
        | highest=50.5 | position=7 | source=eurostat

    regions.scalegroup
    code=health-group/2020/low | indicator=health-group | scale_year=2020 | label=Low \
        | family=Low | rank=2
    code=health-group/2020/none | indicator=health-group | scale_year=2020 | label=None \
        | family=None | rank=3

    regions.network
    code=alpine | name=Alpine Space | short_name=Alpine | kind=macro_region
    code=baltic | name=Baltic Sea | short_name=Baltic | kind=macro_region | website={LINK} \
        | description=Eight countries

    regions.observation
    region=BE1 | indicator=population | year=2019 | value=1215290 | {_SAID}
    region=BE3 | indicator=population | year=2019 | value=3643996 | is_computed=no | flag=p \
        | note=Counted | first_source=survey-2019 | first_stated_on=2019-12-31 \
        | superseded_on=2023-01-01 | {_SAID}

    regions.membership
    region=FR1 | network=errin | status=member | {_SAID}
    region=BE3 | network=errin | status=member | since=2010-01-01 | until=2015-01-01 \
        | note=By telephone | first_source=survey-2019 | first_stated_on=2019-12-31 \
        | superseded_on=2023-01-01 | {_SAID}

    regions.website
    region=FR1 | link=https://www.iledefrance.fr | {_SAID}
    region=BE3 | link={LINK} | label=Portal | {_SAID}

    regions.picture
    region=FR1 | attribution=A. Painter | {_SAID}
    region=BE3 | attribution=B. Painter, CC BY 4.0 | {_SAID}

    policies.vocabulary
    code=nabs-2007 | name=NABS
    code=objectives | name=Objectives | version=2 | link={LINK}

    policies.term
    vocabulary=topics | code=imaging | label=Imaging
    vocabulary=nace-2 | code=C.22 | parent=C | label=Rubber | definition=And plastic \
        | replaced_by=nace-2:Q

    policies.classification
    region=FR1 | term=topics:genomics | {_SAID}
    region=BE3 | term=nace-2:C.21 | {_SAID}

    policies.policyquestion
    code=plan | label=Is there a plan?
    code=law | label=Is there a law? | position=3 | allows_words=yes

    policies.policystatement
    region=FR1 | question=ris3 | answer=no | {_SAID}
    region=BE3 | question=collaboration | answer=words | text=With FR | {_SAID}

    policies.policydocument
    region=FR1 | title=Plan A | level=regional | {_SAID}
    region=BE3 | title=Plan B | language=fr | level=regional | kind=document-kinds:law \
        | first_year=2020 | last_year=2027 | link={LINK} | stored_copy={LINK} \
        | link_checked_on=2022-01-01 | link_works=yes | terms=nace-2:C; topics:genomics | {_SAID}

    policies.initiative
    title=Hub of the North
    title=Hub of the South | kind=hub | link={LINK}

    policies.participation
    region=FR1 | initiative=S3MedTech | {_SAID}
    region=BE3 | initiative=S3MedTech | {_SAID}

    observatory.sociallink
    label=Mastodon | link=https://example.social/@regions
    label=Video | link={LINK} | position=4

    observatory.page
    slug=method | title=How facts are recorded | body=By source. | updated_on=2026-11-23
    slug=data-2 | title=Data | body=## Today | updated_on=2026-11-23 | position=4 \
        | description=What can be taken | is_in_footer=no

    workbench.rememberedanswer
    question=network:mountain | printed=Hilly | reading=partly
    question=network:errin | printed=Via BE2 | reading=through_region | via=BE2 | reason=Said so
"""


def row(written: str) -> dict[str, str]:
    """The cells of a row by the names of their columns: "code=census | title=Census"."""
    pairs = (part.partition("=") for part in written.split("|") if part.strip())
    return {name.strip(): text.strip() for name, _sign, text in pairs}


def _rows() -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    blocks = (block.split("\n") for block in dedent(_WRITTEN).strip().split("\n\n"))
    return {noun.strip(): (row(good), row(other)) for noun, good, other in blocks}


ROWS = _rows()

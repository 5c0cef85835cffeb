from regions.models.change import RegionChange
from regions.models.indicator import Indicator, ScaleGroup
from regions.models.network import Membership, Network
from regions.models.observation import Observation
from regions.models.portrait import Picture, Website
from regions.models.record import Record
from regions.models.region import Alias, Region
from regions.models.source import Source
from regions.models.statement import NO_DAY, NO_SOURCE, Statement, StatementQuerySet

__all__ = [
    "NO_DAY",
    "NO_SOURCE",
    "Alias",
    "Indicator",
    "Membership",
    "Network",
    "Observation",
    "Picture",
    "Record",
    "Region",
    "RegionChange",
    "ScaleGroup",
    "Source",
    "Statement",
    "StatementQuerySet",
    "Website",
]

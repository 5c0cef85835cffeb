from regions.models.indicator import Indicator, Observation, ScaleGroup
from regions.models.network import Membership, Network
from regions.models.record import Record
from regions.models.region import Alias, Picture, Region, RegionChange, Website
from regions.models.source import Source
from regions.models.statement import Statement, StatementQuerySet

__all__ = [
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

from regions.resources import widgets
from regions.resources.base import (
    RecordResource,
    StatementResource,
    TableResource,
    code_column,
    column,
    region_column,
)
from regions.resources.tables import (
    AliasResource,
    IndicatorResource,
    MembershipResource,
    NetworkResource,
    ObservationResource,
    PictureResource,
    RegionChangeResource,
    RegionResource,
    ScaleGroupResource,
    SourceResource,
    WebsiteResource,
)

__all__ = [
    "AliasResource",
    "IndicatorResource",
    "MembershipResource",
    "NetworkResource",
    "ObservationResource",
    "PictureResource",
    "RecordResource",
    "RegionChangeResource",
    "RegionResource",
    "ScaleGroupResource",
    "SourceResource",
    "StatementResource",
    "TableResource",
    "WebsiteResource",
    "code_column",
    "column",
    "region_column",
    "widgets",
]

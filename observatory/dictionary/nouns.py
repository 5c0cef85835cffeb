"""The tables in which all data can be had: for each noun the stem of its file and its columns.

In this order a table stands behind every table that its rows refer to, so that all of them can be
read in again one after the other.
"""

from policies import resources as policies
from regions import resources as regions
from regions.resources import TableResource

TABLES: dict[str, type[TableResource]] = {
    "sources": regions.SourceResource,
    "regions": regions.RegionResource,
    "aliases": regions.AliasResource,
    "region-changes": regions.RegionChangeResource,
    "indicators": regions.IndicatorResource,
    "scale-groups": regions.ScaleGroupResource,
    "networks": regions.NetworkResource,
    "memberships": regions.MembershipResource,
    "observations": regions.ObservationResource,
    "websites": regions.WebsiteResource,
    "pictures": regions.PictureResource,
    "vocabularies": policies.VocabularyResource,
    "terms": policies.TermResource,
    "classifications": policies.ClassificationResource,
    "policy-questions": policies.PolicyQuestionResource,
    "policy-statements": policies.PolicyStatementResource,
    "policy-documents": policies.PolicyDocumentResource,
    "initiatives": policies.InitiativeResource,
    "participations": policies.ParticipationResource,
}

"""What the API and the releases say of each record: flat objects, other records by their codes."""

from __future__ import annotations

from decimal import Decimal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from observatory.addresses import absolute
from observatory.models import Release, ReleaseFile
from policies.models import Classification, Initiative, PolicyDocument, Term, Vocabulary
from regions.models import Indicator, Membership, Network, Observation, Region, Source

STATED = ("source", "stated_on", "first_source", "first_stated_on", "superseded_on")


@extend_schema_field({"type": "number"})
class NumberField(serializers.Field):
    """A number as it was stated; a float keeps all of the fifteen digits that are stored."""

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == int(value) else float(value)


@extend_schema_field({"type": "string", "format": "uri"})
class PageField(serializers.Field):
    """The address of the record's own page on this site; of nobody's request only its path."""

    def __init__(self, **options):
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, record) -> str:
        request = self.context.get("request")
        path = record.get_absolute_url()
        return absolute(path, request) if request else path


@extend_schema_field({"type": "string", "example": "nace-2:C.21"})
class TermField(serializers.Field):
    """A term by the code of its vocabulary and its own."""

    def to_representation(self, term: Term) -> str:
        return term.key


@extend_schema_field({"type": "array", "items": {"type": "string", "example": "nace-2:C.21"}})
class TermsField(serializers.Field):
    """Several terms in the order of what they are written as, which no database decides."""

    def to_representation(self, terms) -> list[str]:
        return sorted(one.key for one in terms)


class CodeField(serializers.SlugRelatedField):
    """Another record by its code, which the row holds: nothing has to be looked up."""

    def use_pk_only_optimization(self) -> bool:
        return True

    def to_representation(self, record) -> str:
        return record.pk


class RecordSerializer(serializers.ModelSerializer):
    """One record, or of it the fields that were asked for."""

    serializer_related_to_field = CodeField

    def __init__(self, *args, only: list[str] | None = None, **options):
        super().__init__(*args, **options)
        if only is not None:
            for name in set(self.fields) - set(only):
                self.fields.pop(name)


class RegionSerializer(RecordSerializer):
    nuts_editions = serializers.ListField(source="editions", child=serializers.CharField())
    page = PageField()

    class Meta:
        model = Region
        fields = (
            "code",
            "level",
            "country_code",
            "parent",
            "official_name",
            "latin_name",
            "native_name",
            "english_name",
            "language",
            "summary",
            "nuts_editions",
            "longitude",
            "latitude",
            "page",
        )


class IndicatorSerializer(RecordSerializer):
    lowest = NumberField(allow_null=True)
    highest = NumberField(allow_null=True)
    page = PageField()

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "definition",
            "unit",
            "decimals",
            "kind",
            "lowest",
            "highest",
            "source",
            "page",
        )


class ObservationSerializer(RecordSerializer):
    value = NumberField(allow_null=True)

    class Meta:
        model = Observation
        fields = (
            "id",
            "region",
            "indicator",
            "year",
            "value",
            "group",
            "is_computed",
            "flag",
            "note",
            *STATED,
        )


class NetworkSerializer(RecordSerializer):
    page = PageField()

    class Meta:
        model = Network
        fields = ("code", "name", "short_name", "kind", "website", "description", "page")


class MembershipSerializer(RecordSerializer):
    class Meta:
        model = Membership
        fields = ("id", "region", "network", "status", "via", "since", "until", "note", *STATED)


class PolicySerializer(RecordSerializer):
    kind = TermField(allow_null=True)
    terms = TermsField(source="terms.all")
    page = PageField()

    class Meta:
        model = PolicyDocument
        fields = (
            "id",
            "title",
            "language",
            "gloss",
            "region",
            "level",
            "kind",
            "first_year",
            "last_year",
            "link",
            "stored_copy",
            "summary",
            "terms",
            "source",
            "stated_on",
            "page",
        )


class InitiativeSerializer(RecordSerializer):
    page = PageField()

    class Meta:
        model = Initiative
        fields = ("id", "title", "kind", "link", "description", "page")


class VocabularySerializer(RecordSerializer):
    page = PageField()

    class Meta:
        model = Vocabulary
        fields = ("code", "name", "version", "publisher", "link", "licence", "page")


class TermSerializer(RecordSerializer):
    key = TermField(source="*")
    parent = TermField(allow_null=True)
    replaced_by = TermField(allow_null=True)
    page = PageField()

    class Meta:
        model = Term
        fields = (
            "key",
            "vocabulary",
            "code",
            "label",
            "definition",
            "parent",
            "replaced_by",
            "page",
        )


class ClassificationSerializer(RecordSerializer):
    term = TermField()

    class Meta:
        model = Classification
        fields = ("id", "region", "term", *STATED)


class SourceSerializer(RecordSerializer):
    class Meta:
        model = Source
        fields = ("code", "title", "publisher", "link", "dated_on", "licence", "note")


class ReleaseFileSerializer(serializers.ModelSerializer):
    address = PageField()

    class Meta:
        model = ReleaseFile
        fields = ("name", "media_type", "size", "sha256", "address")


@extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
class RowsField(serializers.JSONField):
    """The number of records by the name of their table."""


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {name: {"type": "integer"} for name in ("added", "changed", "removed")},
        },
    }
)
class ChangesField(serializers.JSONField):
    """How many records were added, changed and removed, by the name of their table."""


class ReleaseSerializer(RecordSerializer):
    previous = serializers.SlugRelatedField(slug_field="number", read_only=True, allow_null=True)
    rows = RowsField()
    changes = ChangesField()
    files = ReleaseFileSerializer(many=True)
    page = PageField()

    class Meta:
        model = Release
        fields = (
            "number",
            "released_on",
            "previous",
            "rows",
            "changes",
            "citation",
            "withdrawn_on",
            "withdrawn_because",
            "files",
            "page",
        )


SERIALIZERS: dict[str, type[RecordSerializer]] = {
    "regions": RegionSerializer,
    "observations": ObservationSerializer,
    "indicators": IndicatorSerializer,
    "networks": NetworkSerializer,
    "memberships": MembershipSerializer,
    "policies": PolicySerializer,
    "initiatives": InitiativeSerializer,
    "vocabularies": VocabularySerializer,
    "terms": TermSerializer,
    "classifications": ClassificationSerializer,
    "sources": SourceSerializer,
}

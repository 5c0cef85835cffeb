"""How the API describes itself (OpenAPI): what every address has in common."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, extend_schema_serializer
from rest_framework import serializers

from catalogue.nouns import NOUNS
from observatory.api.parameters import FIELDS, LARGEST
from policies.models import Vocabulary
from regions.models import Indicator, Network, Source

CODES = {
    "region": lambda: NOUNS["region"].public().order_by("code"),
    "indicator": lambda: Indicator.objects.order_by("code"),
    "network": lambda: Network.objects.order_by("code"),
    "source": lambda: Source.objects.order_by("code"),
    "vocabulary": lambda: Vocabulary.objects.order_by("code"),
}
OF_ERRORS = {"Error", "Problem"}
NUMBER = {"type": "integer", "minimum": 1, "maximum": LARGEST}
CODE = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.:+-]*$", "maxLength": 18}
REFUSALS = (400, 404, 406, 429)


class ProblemSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField(help_text="A sentence for whoever has to mend it.")
    attr = serializers.CharField(allow_null=True, help_text="The parameter that it is about.")


@extend_schema_serializer(many=False)
class ErrorSerializer(serializers.Serializer):
    type = serializers.CharField()
    errors = ProblemSerializer(many=True)


class Description(AutoSchema):
    """An address of the API: its fields can be chosen, and its errors have one form."""

    def get_response_serializers(self):
        return {200: super().get_response_serializers(), **dict.fromkeys(REFUSALS, ErrorSerializer)}

    def get_override_parameters(self):
        known = list(self.view.get_serializer_class()().fields)
        chosen = OpenApiParameter(
            FIELDS,
            {"type": "array", "minItems": 1, "items": {"type": "string", "enum": known}},
            description=_("The fields that are wanted, with commas between them."),
            explode=False,
            style="form",
        )
        field = self.view.lookup_field
        if f"{{{field}}}" not in self.path and "{id}" not in self.path:
            return [chosen]
        name = "id" if field == "pk" else field
        return [chosen, OpenApiParameter(name, NUMBER if field == "pk" else CODE, "path")]


def completed(result, generator, **_options):
    """The description with what only the data and the parameters together tell.

    Where fields can be chosen none is required; codes that parameters take are listed once.
    """
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in schemas.items():
        if name not in OF_ERRORS:
            schema.pop("required", None)
    schemas.update({f"CodeOf{name.title()}": codes for name, codes in _codes().items()})
    for parameter in _parameters(result):
        name, schema = parameter["name"], parameter["schema"]
        if name in CODES and schema.get("type") == "string":
            parameter["schema"] = {"$ref": f"#/components/schemas/CodeOf{name.title()}"}
    return result


def _codes() -> dict[str, dict]:
    """The codes that each parameter takes, as schemas."""
    return {
        name: {"type": "string", "enum": list(records().values_list("code", flat=True))}
        for name, records in CODES.items()
    }


def _parameters(result: dict) -> Iterator[dict]:
    for path in result["paths"].values():
        yield from path["get"].get("parameters", ())

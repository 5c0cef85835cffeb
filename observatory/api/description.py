"""How the API describes itself (OpenAPI): what every address has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, extend_schema_serializer
from rest_framework import serializers

from catalogue.nouns import NOUNS
from observatory.api.parameters import FIELDS, LARGEST
from observatory.api.released import RELEASE
from observatory.documentation.meanings import meaning
from observatory.models import Release
from policies.models import Vocabulary
from regions.models import Indicator, Network, Source


def _codes(records) -> Callable[[], list[str]]:
    return lambda: sorted(records.all().values_list("code", flat=True))


CODES = {
    "region": _codes(NOUNS["region"].public()),
    "country": _codes(NOUNS["region"].public().filter(level=0)),
    "indicator": _codes(Indicator.objects),
    "network": _codes(Network.objects),
    "source": _codes(Source.objects),
    "vocabulary": _codes(Vocabulary.objects),
    RELEASE: lambda: list(Release.objects.order_by("pk").values_list("number", flat=True)),
}
OF_ERRORS = {"Error", "Problem"}
NUMBER = {"type": "integer", "minimum": 1, "maximum": LARGEST}
CODE = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.:+-]*$", "maxLength": 18}
REFUSALS = (400, 404, 429)
CHOICES = "\n\n* `"  # where a description begins to list what a field may hold


class ProblemSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="The sort of problem, such as invalid or not_found.")
    detail = serializers.CharField(help_text="A sentence for whoever has to mend it.")
    attr = serializers.CharField(allow_null=True, help_text="The parameter that it is about.")


@extend_schema_serializer(many=False)
class ErrorSerializer(serializers.Serializer):
    type = serializers.CharField(help_text="Such as validation_error or client_error.")
    errors = ProblemSerializer(many=True, help_text="Everything that is wrong, all at once.")


class Description(AutoSchema):
    """An address of the API: its fields can be chosen, and its errors have one form."""

    def get_response_serializers(self):
        return {200: super().get_response_serializers(), **dict.fromkeys(REFUSALS, ErrorSerializer)}

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if isinstance(field, serializers.RelatedField) and not field.help_text:
            # What is said there of a code is meant for the record that has it, not for this one.
            schema.pop("description", None)
        return schema

    def get_override_parameters(self):
        return self.own_parameters

    @cached_property
    def own_parameters(self) -> list[OpenApiParameter]:
        """Asked for six times; to make them takes more than half of the time of the description."""
        known = list(self.view.get_serializer_class()().fields)
        chosen = OpenApiParameter(
            FIELDS,
            {"type": "array", "minItems": 1, "items": {"type": "string", "enum": known}},
            description=_("The fields that are wanted, with commas between them."),
            explode=False,
            style="form",
        )
        everywhere = [chosen, *self._releases()]
        field = self.view.lookup_field
        if f"{{{field}}}" not in self.path and "{id}" not in self.path:
            return everywhere
        name = "id" if field == "pk" else field
        schema = NUMBER if field == "pk" else CODE
        told = _("The record's “%(name)s”, as the list tells it.") % {"name": name}
        return [*everywhere, OpenApiParameter(name, schema, "path", description=told)]

    def _releases(self) -> Iterator[OpenApiParameter]:
        """The parameter that asks for a release, if this noun has any."""
        if hasattr(self.view, "noun"):
            told = _("What a release says, which never changes; without it, what is known now.")
            yield OpenApiParameter(RELEASE, {"type": "string"}, description=told)


def completed(result, generator, **_options):
    """The description with what only the data and the parameters together tell.

    Where fields can be chosen none is required; codes that parameters take are listed once, and
    a parameter for which there is none yet is left out; what models do not say of their fields,
    `documentation.meanings` does.
    """
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in schemas.items():
        if name not in OF_ERRORS:
            schema.pop("required", None)
        for field, told in schema.get("properties", {}).items():
            _tell(name, field, told)
    codes = {name: listed() for name, listed in CODES.items()}
    for name, known in codes.items():
        if known:
            schemas[_component(name)] = {"type": "string", "enum": known}
    for path in result["paths"].values():
        path["get"]["parameters"] = [
            _referring(one) if _takes_codes(one) else one
            for one in path["get"].get("parameters", ())
            if codes.get(one["name"], True) or not _takes_codes(one)
        ]
    return result


def _takes_codes(parameter: dict) -> bool:
    return parameter["name"] in CODES and parameter["schema"].get("type") == "string"


def _referring(parameter: dict) -> dict:
    """The parameter with the list of codes in place of their type."""
    name = _component(parameter["name"])
    return {**parameter, "schema": {"$ref": f"#/components/schemas/{name}"}}


def _component(name: str) -> str:
    return f"CodeOf{name.title()}"


def _tell(name: str, field: str, schema: dict) -> None:
    """Give a field its meaning; a list of its choices, if it has one, stays behind that."""
    said, mark, choices = f"\n\n{schema.get('description', '')}".partition(CHOICES)
    if told := meaning(name, field, said.strip()):
        schema["description"] = f"{told}{mark}{choices}"

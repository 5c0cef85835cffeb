from regions.models import Region
from regions.resources import RecordResource, column, region_column, widgets
from workbench.models import RememberedAnswer


class RememberedAnswerResource(RecordResource):
    reading = column(
        "reading",
        widgets.ChoiceWidget(RememberedAnswer.Reading.choices, "rememberedanswer.reading"),
    )
    via = region_column("via", Region)

    class Meta:
        model = RememberedAnswer
        import_id_fields = ("question", "printed")
        fields = ("question", "printed", "reading", "via", "value", "reason")

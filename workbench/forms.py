"""The forms of the import wizard whose fields are known beforehand."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.tables import ENCODINGS, SEPARATORS
from workbench.survey.shape import FIRST_WAVE

DECIMALS = (
    ("", _("as it is; ask where it matters")),
    (",", _("comma: 1.234,5")),
    (".", _("point: 1,234.5")),
)
DAYS = (
    ("", _("as it is; ask where it matters")),
    ("day", _("day first: 31/12/2024")),
    ("month", _("month first: 12/31/2024")),
)


def year_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Year of the wave"),
        required=False,
        min_value=FIRST_WAVE,
        max_value=timezone.localdate().year,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )


class PlainForm(forms.Form):
    """Its labels end without a colon."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class UploadForm(PlainForm):
    """A file to import; its kind and its year only where it does not tell them itself."""

    # Whether a file is empty is for its reader to say, in the same words as everything else.
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, error_messages={"required": _("Choose a file.")}
    )
    kind = forms.ChoiceField(label=_("Kind of file"), required=False)

    def __init__(self, *args, shapes, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(shape.key, shape.title) for shape in shapes]
        self.fields["kind"].choices = [("", _("Tell from the headings")), *kinds]
        self.fields["year"] = year_field()
        self.fields["year"].help_text = _(
            "Only for a survey wave whose file name does not tell it."
        )


class ReadingForm(PlainForm):
    """How a file is read; fields that its kind does not have are left out."""

    kind = forms.ChoiceField(label=_("Kind of file"))
    sheet = forms.ChoiceField(label=_("Sheet"))
    separator = forms.ChoiceField(label=_("Cells separated by"), choices=list(SEPARATORS.items()))
    encoding = forms.ChoiceField(label=_("Letters encoded as"), choices=list(ENCODINGS.items()))
    heading_row = forms.IntegerField(
        label=_("Row of headings"),
        min_value=1,
        max_value=10_000_000,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    decimal = forms.ChoiceField(label=_("Decimal sign"), choices=DECIMALS, required=False)
    days = forms.ChoiceField(label=_("Order of dates"), choices=DAYS, required=False)
    layout_name = forms.CharField(
        label=_("Remember these columns as"),
        max_length=100,
        required=False,
        help_text=_("The next file with the same headings has its columns matched alike."),
    )

    READING = ("kind", "sheet", "separator", "encoding", "heading_row")

    def __init__(self, *args, shapes, sheets, is_wave, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(shape.key, shape.title) for shape in shapes]
        self.fields["sheet"].choices = [(sheet, sheet) for sheet in sheets]
        for name in ("separator", "encoding") if sheets else ("sheet",):
            del self.fields[name]
        if is_wave:
            self.fields["year"] = year_field()
            self.fields["year"].required = True

    def reading(self):
        """The fields that say how the file is taken apart."""
        return [self[name] for name in self.READING if name in self.fields]

    def manner(self):
        """The fields that say how its cells are understood."""
        return [self[name] for name in ("year", "decimal", "days") if name in self.fields]

    @property
    def is_read_anew(self) -> bool:
        """Whether the file has to be taken apart in another way than it was shown."""
        return any(name in self.READING for name in self.changed_data)

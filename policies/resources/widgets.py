"""How a cell names a term or an initiative, and back."""

from django.utils.translation import gettext as _

from common.text import one_line
from policies import models
from regions import edits
from regions.resources import widgets


class TermWidget(widgets.NameWidget):
    """A term, written as vocabulary and code with a colon between: nace-2:C.21."""

    question = "term"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._known: dict[str, models.Term] | None = None

    @property
    def known(self) -> dict[str, models.Term]:
        if self._known is None:
            self._known = {term.key: term for term in models.Term.objects.all()}
        return self._known

    def clean(self, value, row=None, *, manner=widgets.PLAIN, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        if text not in self.known:
            raise widgets.UnknownAnswer(
                _("“%(text)s” is not a term known here. Write it like nace-2:C.21.")
                % {"text": text},
                self.question,
            )
        return self.known[text]

    def gone(self, reason):
        return {":".join(key) for key in edits.gone(models.Term, reason, ["vocabulary_id", "code"])}

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.key

    def options(self):
        return [(code, str(term)) for code, term in sorted(self.known.items())]


class TermsWidget(TermWidget):
    """Several terms with semicolons between, in the order of their codes."""

    def clean(self, value, row=None, *, manner=widgets.PLAIN, **kwargs):
        items = [item.strip() for item in widgets.LineWidget.clean(self, value).split(";")]
        found = {super(TermsWidget, self).clean(item) for item in items if item}
        return sorted(found, key=lambda term: term.key)

    def render(self, value, obj=None, **kwargs):
        terms = value.all() if hasattr(value, "all") else value or ()
        return "; ".join(sorted(term.key for term in terms))

    def options(self):
        return []


class SiblingWidget(widgets.LineWidget):
    """The code of another term of the row's own vocabulary, stored or earlier in the file."""

    depends_on_row = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.known: dict[tuple[str, str], models.Term] = {}
        # Reads the row's own vocabulary, which may be told by its name.
        self.vocabulary = widgets.LineWidget()

    def clean(self, value, row=None, *, manner=widgets.PLAIN, **kwargs):
        code = super().clean(value)
        if not code:
            return None
        term = self.known.get((self._vocabulary(row.get("vocabulary", "")), code))
        if term is None:
            raise ValueError(
                _("“%(code)s” is not a term of this vocabulary, here or further up.")
                % {"code": code}
            )
        return term

    def _vocabulary(self, text: str) -> str | None:
        try:
            return self.vocabulary.clean(text)
        except widgets.UnknownAnswer:
            return text  # what is wrong with it is said where it stands

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.code


class InitiativeWidget(widgets.NameWidget):
    """An initiative, by its title."""

    question = "initiative"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._known: dict[str, models.Initiative] | None = None

    @property
    def known(self) -> dict[str, models.Initiative]:
        if self._known is None:
            self._known = {each.title: each for each in models.Initiative.objects.all()}
        return self._known

    def clean(self, value, row=None, *, manner=widgets.PLAIN, **kwargs):
        title = one_line(super().clean(value))
        if title and title not in self.known:
            raise widgets.UnknownAnswer(
                _("“%(title)s” is not the title of an initiative known here.") % {"title": title},
                self.question,
            )
        return self.known.get(title)

    def gone(self, reason):
        return {title for (title,) in edits.gone(models.Initiative, reason, ["title"])}

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.title

    def options(self):
        return [(title, title) for title in sorted(self.known)]

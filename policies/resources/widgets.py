"""How a cell names a term or an initiative, and back."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.text import fold, one_line
from policies import models
from regions import edits
from regions.resources import widgets


class TermWidget(widgets.NameWidget):
    """A term, written as vocabulary and code with a colon between: nace-2:C.21.

    Where all terms are of one `vocabulary`, its code or its name alone will do: Strategy. What is
    agreed about an answer there holds for no other column.
    """

    def __init__(self, vocabulary: str = "", **kwargs):
        super().__init__(**kwargs)
        self.vocabulary = vocabulary
        self.question = f"term:{vocabulary}" if vocabulary else "term"

    @cached_property
    def known(self) -> dict[str, models.Term]:
        terms = models.Term.objects.all()
        if self.vocabulary:
            terms = terms.filter(vocabulary=self.vocabulary)
        return {term.key: term for term in terms}

    @cached_property
    def _called(self) -> dict[str, list[models.Term]]:
        """The terms of the one vocabulary by their codes and names, as these are compared."""
        found: dict[str, list[models.Term]] = {}
        for term in self.known.values() if self.vocabulary else ():
            for name in {fold(term.code), fold(term.label)}:
                found.setdefault(name, []).append(term)
        return found

    def clean(self, value, row=None, *, manner=widgets.PLAIN, **kwargs):
        text = super().clean(value)
        if not text or text in self.known:
            return self.known.get(text)
        called = self._called.get(fold(text), [])
        if len(called) == 1:
            return called[0]
        if self.vocabulary:
            sentence = _("“%(text)s” is none of the %(list)s known here.")
        else:
            sentence = _("“%(text)s” is not a term known here. Write it like nace-2:C.21.")
        told = {"text": text, "list": self.vocabulary.replace("-", " ")}
        raise widgets.UnknownAnswer(sentence % told, self.question)

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

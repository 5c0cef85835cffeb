"""The policy documents of some territories, and what a survey's list of documents does to them."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

from common.text import fold_words
from policies.models import PolicyDocument
from regions import edits
from regions.writing import create_all, update_all
from workbench.imports.plan import Change
from workbench.survey import facts
from workbench.survey.known import WAVE_CODE, Wave


class Documents:
    """The documents of `regions` and of the Union, found again by territory and title.

    By earlier titles too: a document that an editor has retitled is still the same. One that was
    deleted is remembered as None.
    """

    def __init__(self, regions: set[str], wave: Wave):
        self.wave = wave
        self.touched: list[PolicyDocument] = []
        concerned = Q(region__in=regions) | Q(region=None)
        documents = PolicyDocument.objects.filter(concerned)
        if connection.in_atomic_block:
            # Nobody saves one of them between our reading and our writing.
            documents = documents.select_for_update(of=("self",))
        stored = {document.pk: document for document in documents}
        told = PolicyDocument.history.filter(concerned).order_by("history_id")
        # What an import brought and its undo took away was deleted by nobody.
        undone = told.filter(history_type="-", history_change_reason__startswith=edits.UNDO)
        told = told.exclude(id__in=undone.values("id"))
        self.by_title: dict[tuple[str | None, str], PolicyDocument | None] = {
            (region, fold_words(title)): stored.get(key)
            for key, region, title in told.values_list("id", "region_id", "title")
        }
        for document in stored.values():
            self.by_title[document.region_id, fold_words(document.title)] = document

    def enter(self, fact: facts.Document) -> tuple[Change, str | None]:
        """What a listed document changes, and its title here; no title if it was deleted."""
        key = (fact.region, fold_words(fact.title))
        if key not in self.by_title:
            self.by_title[key] = self._added(fact)
            return Change.NEW, fact.title
        document = self.by_title[key]
        if document is None:
            return Change.UNCHANGED, None
        return self._repeat(document, fact), document.title

    def _added(self, fact: facts.Document) -> PolicyDocument:
        document = PolicyDocument(
            region_id=fact.region,
            title=fact.title,
            level=fact.level,
            link=fact.link,
            source_id=self.wave.source,
            stated_on=self.wave.stated_on,
        )
        self.touched.append(document)
        return document

    def _repeat(self, document: PolicyDocument, fact: facts.Document) -> Change:
        """Listed again: its date is renewed and gaps are filled, nothing is overwritten.

        A document that another source told of keeps that source.
        """
        change = Change.UNCHANGED
        is_of_survey = document.source_id.startswith(WAVE_CODE)
        if is_of_survey and document.stated_on < self.wave.stated_on:
            document.source_id, document.stated_on = self.wave.source, self.wave.stated_on
            change = Change.RENEWED
        for name in ("link", "level"):
            if getattr(fact, name) and not getattr(document, name):
                setattr(document, name, getattr(fact, name))
                change = Change.CHANGED
        if change is not Change.UNCHANGED and document not in self.touched:
            self.touched.append(document)
        return change

    def write(self, **history) -> None:
        """Write what was entered, with its history."""
        stored = [document for document in self.touched if document.pk]
        update_all(stored, ["source", "stated_on", "link", "level"], **history)
        create_all([document for document in self.touched if not document.pk], **history)

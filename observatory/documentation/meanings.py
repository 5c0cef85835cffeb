"""What the fields of the API mean, where the models that they come from say too little."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the name of a field for all that say nothing of it, by schema and name for this one.
MEANINGS: dict[str, Promise] = {
    "id": _("The number of the record."),
    "page": _("The address of its page on this site."),
    "name": _("What it is called."),
    "title": _("What it is called."),
    "description": _("What it is, in some sentences."),
    "definition": _("What exactly is meant."),
    "note": _("A remark of the source or of an editor."),
    "link": _("Where it is found on the web."),
    "licence": _("Under which licence it may be used again."),
    "publisher": _("Who publishes it."),
    "kind": _("What sort it is."),
    "region": _("The code of the region that it is about."),
    "source": _("The code of the source that said so last."),
    "first_source": _("The code of the source that said so first."),
    "first_stated_on": _("The day on which it was said first."),
    "stated_on": _("The day on which the source said so."),
    "vocabulary": _("The code of the vocabulary."),
    "parent": _("The code of what it is a part of."),
    "Region.level": _("0 for a country, 1 to 3 for its regions."),
    "Region.country_code": _("The code of its country."),
    "Region.latin_name": _("The official name in Latin letters, where it has others."),
    "Region.english_name": _("As it is called in English."),
    "Region.nuts_editions": _("The editions of the NUTS classification that have the code."),
    "Region.longitude": _("Of its centre, in degrees to the east."),
    "Region.latitude": _("Of its centre, in degrees to the north."),
    "Indicator.decimals": _("To how many decimals its values are printed."),
    "Indicator.lowest": _("A value below it would be a mistake; null: there is no limit."),
    "Indicator.highest": _("A value above it would be a mistake; null: there is no limit."),
    "Observation.indicator": _("The code of the indicator."),
    "Observation.year": _("The year that the value is of; null if the source names none."),
    "Observation.flag": _("A mark that the source gives it, such as e (estimated)."),
    "Observation.value": _("The number; null where the indicator is a scale."),
    "Observation.group": _("The code of the group on a scale; null where it has a number."),
    "Network.website": _("Its own website."),
    "Membership.network": _("The code of the network."),
    "Membership.status": _("How the region stands towards the network."),
    "Membership.since": _("The first day of the membership, if the source names one."),
    "Membership.until": _("The last day of the membership, if the source names one."),
    "Policy.region": _("The code of its territory; null for a document of the European Union."),
    "Policy.gloss": _("The title in English."),
    "Policy.level": _("Whose policy it is."),
    "Policy.first_year": _("The first year in which it holds."),
    "Policy.last_year": _("The last year in which it holds."),
    "Policy.stored_copy": _("Where a copy is kept, should the link be dead."),
    "Policy.terms": _("The terms that it is about, each as vocabulary:code."),
    "Policy.kind": _("What sort it is, a term as vocabulary:code."),
    "Vocabulary.version": _("The edition of the list."),
    "Term.key": _("The term as it is named everywhere, vocabulary:code."),
    "Term.label": _("What it is called."),
    "Term.parent": _("The term above it."),
    "Term.replaced_by": _("The term to be used instead, if this one was given up."),
    "Classification.term": _("The term that the region's policies cover, vocabulary:code."),
    "Release.released_on": _("The day on which it was published."),
    "Release.previous": _("The number of the release before it; null for the first."),
    "Release.rows": _("How many records each of its tables has."),
    "Release.changes": _("How many records were added, changed and removed since the last one."),
    "Release.citation": _("How to cite it."),
    "Release.withdrawn_on": _("The day on which it was withdrawn; null: it holds."),
    "Release.files": _("Its files, each with its size and its SHA-256."),
    "ReleaseFile.media_type": _("The sort of file, as it is named on the web."),
    "ReleaseFile.size": _("Its size in bytes."),
    "ReleaseFile.sha256": _("The SHA-256 of its content, to check a copy with."),
    "ReleaseFile.address": _("Where it can be had."),
    "results": _("The records of this page."),
}


def meaning(schema: str, field: str, said: str) -> str:
    """A sentence about a field of a schema, of which the model says this much; empty: nobody does.

    What is told here of the field of this one schema goes before what the model says.
    """
    return str(MEANINGS.get(f"{schema}.{field}") or said or MEANINGS.get(field) or "")

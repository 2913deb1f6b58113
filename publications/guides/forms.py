"""The query strings of the list of guides and of a guide."""

from django import forms

from portal.pagination import MAX_PAGE
from portal.query_forms import ChosenField, KeysField, NumberField, QueryForm, WordsField

CURRENT, OUTDATED = "aktuell", "veraltet"


class GuideListForm(QueryForm):
    """Which guides somebody wants to see."""

    thema = KeysField()
    zielgruppe = KeysField()
    sprache = KeysField()
    stand = ChosenField((CURRENT, OUTDATED))
    seite = NumberField(1, MAX_PAGE, default=1)


class GuideForm(QueryForm):
    """In which language somebody wants to read a guide; in which there is one, the guide knows."""

    sprache = WordsField()


class ReportTargetForm(forms.Form):
    """Which section of a guide a hint is about; anything else means the whole guide."""

    abschnitt = forms.IntegerField(required=False, min_value=1, max_value=2**31)

"""The query strings of a guide and of its hints."""

from django import forms

from portal.query_forms import QueryForm, WordsField


class GuideForm(QueryForm):
    """In which language somebody wants to read a guide; in which there is one, the guide knows."""

    sprache = WordsField()


class ReportTargetForm(forms.Form):
    """Which section of a guide a hint is about; anything else means the whole guide."""

    abschnitt = forms.IntegerField(required=False, min_value=1, max_value=2**31)

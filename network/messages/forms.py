"""The forms for members: writing a circular, and choosing what to hear about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Circular
from network.models.circulars import SUBJECT, TEXT
from portal.pagination import MAX_PAGE
from portal.plain_text import clean_text
from portal.query_forms import KeysField, NumberField, QueryForm

from . import about_choices
from .markup import check_schemes, tidy


class WordsForm(forms.Form):
    """Subject and text of a circular."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=SUBJECT,
        help_text=gettext_lazy(
            "What you want, in a few words. The name of your organisation stands before it."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Plain text; web addresses, e-mail addresses and tel: become links."),
    )

    def clean_subject(self) -> str:
        """Return the subject in one line; raises ValidationError where nothing is left of it."""
        return _filled(clean_text(self.cleaned_data["subject"]))

    def clean_text(self) -> str:
        """Return the text in clean lines; raises ValidationError for links of other kinds."""
        text = _filled(tidy(self.cleaned_data["text"]))
        check_schemes(text)
        return text


def _filled(text: str) -> str:
    """Return a text; raises ValidationError where nobody would see anything of it."""
    if not text:
        raise ValidationError(_("Please write something."))
    return text


class CircularForm(WordsForm):
    """A member's circular: for whom one writes, to whom, and where answers go."""

    organisation = forms.TypedChoiceField(
        label=gettext_lazy("For which organisation do you write?"), coerce=int
    )
    about = forms.ChoiceField(
        label=gettext_lazy("To whom?"),
        help_text=gettext_lazy("Everybody gets it who asked for circulars about this topic or region."),
    )
    reply_to = forms.ChoiceField(
        label=gettext_lazy("Answers go to"),
        help_text=gettext_lazy("Whoever gets your circular sees this address."),
    )

    field_order = ["organisation", "about", "subject", "text", "reply_to"]

    def __init__(
        self, organisations: Sequence[tuple[int, str]], addresses: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = organisations
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = organisations[0][0]
        self.fields["about"].choices = [("", _("Please choose")), *about_choices.grouped()]
        self.fields["reply_to"].choices = [(one, one) for one in addresses]

    def write_to(self, circular: Circular) -> Circular:
        """Put what was typed into a circular, which the caller saves."""
        data = self.cleaned_data
        topics, regions = about_choices.targets([data["about"]])
        circular.organisation_id = data["organisation"]
        circular.topic_id, circular.region_id = next(iter(topics), None), next(iter(regions), None)
        for name in ("subject", "text", "reply_to"):
            setattr(circular, name, data[name])
        return circular


def initial_of(circular: Circular) -> dict[str, Any]:
    """Return what the form begins with for a circular that is there."""
    return {
        "organisation": circular.organisation_id,
        "about": about_choices.key_of(circular),
        "subject": circular.subject,
        "text": circular.text,
        "reply_to": circular.reply_to,
    }


class WishesForm(forms.Form):
    """What somebody wants to hear about on behalf of an organisation, and whether the office may write.

    It says for which organisation it was shown, so that nothing sent from elsewhere empties the wishes of another.
    """

    organisation = forms.IntegerField(widget=forms.HiddenInput)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    office = forms.BooleanField(
        label=gettext_lazy("Circulars of the coordination office"),
        required=False,
        help_text=gettext_lazy("What concerns your taking part comes in any case."),
    )

    def __init__(self, organisation: int, near: frozenset[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].initial = organisation
        self._organisation = organisation
        for name, found in (("topics", about_choices.topics()), ("regions", about_choices.regions())):
            found.sort(key=lambda one: one.key not in near)
            self.fields[name].choices = [(one.key, one.label) for one in found]

    def clean_organisation(self) -> int:
        """Return the organisation; raises ValidationError where the page is about another one."""
        if self.cleaned_data["organisation"] != self._organisation:
            raise ValidationError(_("You do not act for that organisation; this is another one of yours."))
        return self._organisation


class PageForm(QueryForm):
    """Which page of a list."""

    seite = NumberField(1, MAX_PAGE, default=1)


class ForWhomForm(QueryForm):
    """For which of several organisations a page is shown."""

    fuer = KeysField()


def chosen(data: Mapping[str, Any], own: Sequence[tuple[int, str]]) -> tuple[int, list[str]]:
    """Return the organisation that a query string asks for, else the first one, and what was wrong with it."""
    form = ForWhomForm(data)
    by_key = {str(pk): pk for pk, _name in own}
    notes = [*form.notes, *form.hints]
    asked = form.cleaned_data["fuer"]
    if asked and asked[0] not in by_key:
        notes.append(_("You do not act for that organisation; this is another one of yours."))
    return by_key.get(asked[0], own[0][0]) if asked else own[0][0], notes

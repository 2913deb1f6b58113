"""The two forms of a saved search: asking for one, and changing it."""

from django import forms
from django.utils.translation import gettext_lazy

from portal.anonymous_forms import AnonymousForm
from portal.languages import mail_language, mail_languages

from .models import Rhythm


class SubscribeForm(AnonymousForm):
    """To which address, how often, in which language."""

    name = "saved-search"

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We use it for these mails alone, and delete it when you end them."),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=Rhythm.choices,
        initial=Rhythm.WEEKLY,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mails"),
        choices=mail_languages,
        initial=mail_language,
        widget=forms.RadioSelect,
    )


class RhythmForm(forms.Form):
    """How often; comes with a signed link, which is its only right."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"), choices=Rhythm.choices, widget=forms.RadioSelect
    )

"""The form with which a partner asks for share kits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.anonymous_forms import AnonymousForm
from portal.languages import mail_language, mail_languages


class PartnerForm(AnonymousForm):
    """To which address, in which language."""

    name = "partner"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We use it for these mails alone, and delete it when you end them."),
    )
    language = forms.ChoiceField(
        label=_("Language of the mails"),
        choices=mail_languages,
        initial=mail_language,
        widget=forms.RadioSelect,
    )

    def clean_email(self) -> str:
        """Return the address in small letters, which may be more letters than were typed."""
        email = self.cleaned_data["email"].lower()
        self.fields["email"].run_validators(email)
        return email

"""The part of a form in which somebody says who they are."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.person_names import check_name
from portal.plain_text import clean_text


class PersonForm:
    """A form with `first_name` and `last_name`, which together must be the name of a person."""

    def clean_first_name(self) -> str:
        """Return the name in one line."""
        return _filled(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        """Return the name in one line."""
        return _filled(self.cleaned_data["last_name"])

    def clean(self) -> dict[str, Any]:
        """Check both names together."""
        cleaned = super().clean() or self.cleaned_data
        try:
            check_name(cleaned.get("first_name", ""), cleaned.get("last_name", ""))
        except ValidationError as error:
            self.add_error("last_name", error)
        return cleaned


def _filled(text: str) -> str:
    """Return a name; raises ValidationError where nobody would see anything of it."""
    if not (name := clean_text(text)):
        raise ValidationError(_("Please write something."))
    return name

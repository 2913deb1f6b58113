"""What a contact must look like, by its kind."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from network.choices import ContactKind

PHONE = re.compile(r"^\+?[0-9][0-9 ()/.–-]{3,40}$")
_web = URLValidator(schemes=["http", "https"])


def check_contact(kind: str, value: str) -> None:
    """Raise ValidationError on `value` with the remedy when it does not fit its kind."""
    try:
        if kind == ContactKind.EMAIL:
            validate_email(value)
        elif kind in {ContactKind.WEBSITE, ContactKind.SOCIAL}:
            _web(value)
    except ValidationError:
        remedy = {
            ContactKind.EMAIL: _("“%(value)s” is no e-mail address; it looks like name@example.org."),
        }.get(kind, _("“%(value)s” is no web address; it begins with https://."))
        raise ValidationError({"value": ValidationError(remedy, params={"value": value})}) from None
    if kind in {ContactKind.PHONE, ContactKind.FAX} and not PHONE.match(value):
        raise ValidationError(
            {
                "value": ValidationError(
                    _("“%(value)s” is no phone number; digits, spaces, + and / only."),
                    params={"value": value},
                )
            }
        )

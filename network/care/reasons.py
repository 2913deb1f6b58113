"""Why two entries may be one, in words."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from .likeness import ADDRESS, EMAIL, NAME, PHONE, REGISTER_NUMBER, SEAT, WEBSITE

REASONS = {
    NAME: gettext_lazy("similar name"),
    REGISTER_NUMBER: gettext_lazy("same number in the register of associations"),
    WEBSITE: gettext_lazy("same website"),
    EMAIL: gettext_lazy("same e-mail address or domain"),
    PHONE: gettext_lazy("same phone number"),
    ADDRESS: gettext_lazy("same address"),
    SEAT: gettext_lazy("same seat"),
}


def reason_words(reasons: Iterable[str]) -> str:
    """Return why two entries may be one, as part of a sentence."""
    return capfirst(", ".join(str(REASONS[reason]) for reason in reasons if reason in REASONS))

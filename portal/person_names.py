"""What a person may be called: a name in one line, which is no link and not that of the office.

Names stand in mails that the portal sends to others and that the office signs. Whoever could write a paragraph, a web
address or “Koordinierungsbüro” as a name could lure people with the portal's own mails.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.plain_text import clean_text
from portal.sites import default_site, portal_settings

# What offices are called, beside what the settings of the site say.
OFFICES = (
    "Koordinierungsbüro",
    "Koordinationsbüro",
    "Koordinierungsstelle",
    "Coordination office",
    "Administrator",
)
# Shorter words are part of people's names.
SHORTEST = 6
# Mail programs make a link of what has a dot and no space behind it; initials stay.
_LINK = re.compile(r"[@:/\\<>]|\.\w{2}")
_WORD = re.compile(r"[^\W\d_]+")


def check_name(*parts: str) -> None:
    """Raise ValidationError where the parts together are no name of a person."""
    name = " ".join(map(clean_text, parts))
    if _LINK.search(name):
        raise ValidationError(
            _("Please write a name, without addresses; after a dot comes a space."), code="link"
        )
    if any(_mixes_scripts(word) for word in _WORD.findall(name)):
        raise ValidationError(_("Please write each word in letters of one script."), code="script")
    letters = _letters(name)
    if any(office in letters for office in _offices()):
        raise ValidationError(
            _("Please write your own name; this one is that of the coordination office."), code="office"
        )


class PersonNameField(forms.CharField):
    """The name of a person, in one line."""

    default_validators = [check_name]

    def to_python(self, value: Any) -> str:
        """Return the name without what nobody can see."""
        return clean_text(super().to_python(value))


def _offices() -> set[str]:
    """Return what stands for the office or the whole network, as `_letters`."""
    names = [*OFFICES, settings.WAGTAIL_SITE_NAME]
    if facts := default_site():
        site = portal_settings(facts.site)
        names += [site.name, site.full_name, site.office_name.partition("(")[0]]
    return {letters for letters in map(_letters, names) if len(letters) >= SHORTEST}


def _letters(text: str) -> str:
    """Return the letters of a text in one form, however they are capitalised, parted or written without dots."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if letter.isalpha())
    return re.sub("([aou])e", r"\1", plain)


def _mixes_scripts(word: str) -> bool:
    """Return whether a word holds Latin letters beside those of another script that look like them."""
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1

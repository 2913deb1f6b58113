"""Where links in texts may lead: to pages, files, web addresses, mail and telephone; nowhere else."""

import json
import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Model, URLField
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField

WEB = frozenset({"http", "https"})
ALLOWED = WEB | {"mailto", "tel"}
# In the source of a text, and within the JSON of a stream, where quotation marks are escaped.
_LINK = re.compile(r"href\s*=\s*\\?[\"']([^\"'\\]*)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Browsers pass over these within a scheme.
_IGNORED = re.compile(r"[\x00-\x20]+")


def scheme_of(address: str) -> str:
    """Return the scheme of an address in small letters, "" for one within the site."""
    found = _SCHEME.match(_IGNORED.sub("", address))
    return found[1].lower() if found else ""


def check_links(instance: Model) -> None:
    """Raise ValidationError, by field, where a text or a field for an address leads to one of another kind."""
    wrong = {name: _wording(scheme) for name, scheme in _wrong_links(instance)}
    if wrong:
        raise ValidationError(wrong)


def links_in_texts(instance: Model) -> Iterator[tuple[str, str]]:
    """Yield field and address of every link in formatted texts and streams."""
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField | RichTextField):
            source = field.get_prep_value(field.value_from_object(instance))
            text = source if isinstance(source, str) else json.dumps(source, ensure_ascii=False)
            yield from ((field.name, address) for address in _LINK.findall(text))


def _wrong_links(instance: Model) -> Iterator[tuple[str, str]]:
    """Yield field and scheme of links that may not be."""
    for name, address in links_in_texts(instance):
        scheme = scheme_of(address)
        if scheme and scheme not in ALLOWED:
            yield name, scheme
    for field in instance._meta.get_fields():
        if isinstance(field, URLField):
            scheme = scheme_of(field.value_from_object(instance) or "")
            if scheme and scheme not in WEB:  # Django's takes ftp as well
                yield field.name, scheme


def _wording(scheme: str) -> str:
    """Return what to write instead."""
    return _("Links of the kind “%(scheme)s:” are not possible; use a web address, e-mail or telephone.") % {
        "scheme": scheme[:20]
    }

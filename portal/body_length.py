"""How long the body of a page may be: whoever opens it loads all of it, and so does the search."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

# Characters as they are stored, with their marks: about a hundred printed pages.
LONGEST = 300_000


def too_long(model: type[models.Model], cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names of texts and bodies in the answers of a form that are too long, with what is said of each."""
    for field in model._meta.get_fields():
        value = cleaned.get(field.name)
        if not value or not isinstance(field, StreamField | models.TextField):
            continue
        text = value if isinstance(value, str) else json.dumps(value.get_prep_value(), ensure_ascii=False)
        if len(text) > LONGEST:
            said = _("That is too long: %(length)s characters with all marks, and %(most)s are possible.")
            yield field.name, said % {"length": len(text), "most": LONGEST}

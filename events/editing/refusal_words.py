"""What the pure modules refuse, in the words of whoever reads it."""

import re
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from events.recurrence.refusals import Refused

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")


def refusal_text(refusal: Refused) -> str:
    """Return the translated sentence, with days as people write them."""
    return gettext(refusal.sentence) % {name: _readable(value) for name, value in refusal.about.items()}


def _readable(value: Any) -> Any:
    """Return a day or time written as in ISO 8601 in the form of the active language."""
    if isinstance(value, str) and _ISO.fullmatch(value):
        moment = datetime.fromisoformat(value)
        return date_format(moment, "SHORT_DATE_FORMAT" if len(value) == 10 else "SHORT_DATETIME_FORMAT")
    return value

"""The query string of the calendar: words, place, filters, days."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.pagination import MAX_PAGE
from portal.plain_text import clean_text
from portal.query_forms import ChosenField, KeysField, NumberField, QueryForm, WordsField

FIRST_YEAR, LAST_YEAR = 1970, 2100
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII)
_GERMAN = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})", re.ASCII)


class DayField(forms.Field):
    """A day as browsers send it or as Germans write it; anything else counts as not chosen and is reported."""

    widget = forms.DateInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> date | None:
        """Return the day; raises ValidationError for what is none."""
        word = clean_text(str(value or ""))
        day = read_day(word)
        if word and day is None:
            raise forms.ValidationError(
                _("“%(word)s” is no day; write it as %(example)s.")
                % {"word": word[:20], "example": "2026-03-04"}
            )
        return day


def read_day(word: str) -> date | None:
    """Return the day of `2026-03-04` or `4.3.2026`, None for anything else."""
    found = _ISO.fullmatch(word) or _GERMAN.fullmatch(word)
    if found is None or not FIRST_YEAR <= int(found["y"]) <= LAST_YEAR:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


class CalendarForm(QueryForm):
    """What of the calendar somebody wants to see."""

    q = WordsField()
    ort = WordsField()
    umkreis = NumberField(1, 300)
    region = KeysField()
    thema = KeysField()
    art = KeysField()
    buendnis = KeysField()
    veranstalter = KeysField()
    teilnahme = KeysField()
    zugang = KeysField()
    kostenfrei = ChosenField(("1",))
    sprache = KeysField()
    zielgruppe = KeysField()
    von = DayField()
    bis = DayField()
    seite = NumberField(1, MAX_PAGE, default=1)


class PageForm(QueryForm):
    """Which page of a list."""

    seite = NumberField(1, MAX_PAGE, default=1)

"""The query string of a list: a form that says what it did not understand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.plain_text import clean_text
from portal.tracking import is_tracking

MAX_WORDS = 200
MAX_VALUES = 30
MOST = 1000  # values of one name that are looked at
SAID_BACK = 3


def some(words: Sequence[str]) -> str:
    """Return the first words of a list that somebody else filled in, cut where it is long."""
    return ", ".join(word[:40] for word in words[:SAID_BACK]) + (", …" if len(words) > SAID_BACK else "")


def kept_query(query: QueryDict, form: type[forms.Form]) -> str:
    """Return the part of a query string that a form asks for, such as a list's filter without its page."""
    kept = query.copy()
    for name in set(kept) - set(form.base_fields):
        del kept[name]
    return kept.urlencode()


class WordsField(forms.CharField):
    """Free text: cut where it is too long, never refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=True, **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        """Return the cleaned text in full; the form cuts it and says so."""
        return clean_text(str(value)) if value not in self.empty_values else ""


class KeysField(forms.Field):
    """Any number of short keys under one name; which of them exist the listing decides."""

    widget = forms.SelectMultiple

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> tuple[str, ...]:
        """Return the distinct keys; commas separate several in one value. The form cuts them and says so."""
        words = [word for one in (value or ())[:MOST] for word in clean_text(str(one)[:2000]).split(",")]
        return tuple(dict.fromkeys(word.strip()[:100] for word in words if word.strip()))


class ChosenField(forms.Field):
    """One of a few words; anything else counts as not chosen and is reported."""

    def __init__(self, known: tuple[str, ...], default: str = "") -> None:
        super().__init__(required=False)
        self.known = known
        self.default = default

    def clean(self, value: Any) -> str:
        """Return the word; raises ValidationError for an unknown one."""
        word = clean_text(str(value or ""))
        if word and word not in self.known:
            raise forms.ValidationError(
                _("“%(word)s” is not possible here; possible: %(known)s.")
                % {"word": word[:40], "known": ", ".join(self.known)}
            )
        return word or self.default


class NumberField(forms.Field):
    """A whole number in a range; outside it is reported."""

    def __init__(self, low: int, high: int, default: int | None = None) -> None:
        super().__init__(required=False)
        self.low, self.high, self.default = low, high, default

    def clean(self, value: Any) -> int | None:
        """Return the number; raises ValidationError for what is none or out of range."""
        word = clean_text(str(value or ""))
        if not word:
            return self.default
        if not (word.isascii() and word.isdigit() and len(word) < 8 and self.low <= int(word) <= self.high):
            raise forms.ValidationError(
                _("“%(word)s” is no number from %(low)s to %(high)s.")
                % {"word": word[:20], "low": self.low, "high": self.high}
            )
        return int(word)


class QueryForm(forms.Form):
    """A query string read leniently: what cannot be meant becomes a note, what asks for nothing a hint."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        # What was wrong with what was asked, and what asked for nothing at all.
        self.notes: list[str] = []
        self.hints: list[str] = []
        self.is_valid()
        for name, field in self.fields.items():
            for error in self.errors.get(name, ()):
                self.notes.append(str(error))
            self.cleaned_data.setdefault(name, getattr(field, "default", "") or field.to_python(None))
        for name, field in self.fields.items():
            if isinstance(field, WordsField):
                self._cut(name)
        self._cut_lists()
        self._note_unreadable(data)
        self._note_unknown_names(data)

    def _cut(self, name: str) -> None:
        """Cut a text that is too long and note it."""
        text = self.cleaned_data[name]
        if len(text) > MAX_WORDS:
            self.cleaned_data[name] = text[:MAX_WORDS].rsplit(" ", 1)[0]
            self.notes.append(_("Your text was very long; we searched for its beginning."))

    def _note_unreadable(self, data: Mapping[str, Any]) -> None:
        """Note filters of which nothing can be read, such as commas alone: they must not silently mean everything."""
        for name in self.fields:
            texts = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
            written = "".join(text for text in texts[:MOST] if isinstance(text, str))[:MOST]
            if written.strip() and not clean_text(written).replace(",", "").strip():
                self.notes.append(
                    _("Nothing of the parameter “%(name)s” can be read; it was left out.") % {"name": name}
                )

    def _note_unknown_names(self, data: Mapping[str, Any]) -> None:
        """Give a hint on parameters that mean nothing here, except those that others append to addresses."""
        names = [clean_text(name[:200]) for name in data if name not in self.fields and not is_tracking(name)]
        if unknown := list(filter(None, names)):
            self.hints.append(
                _("We do not know the parameter “%(name)s”; it was left out.") % {"name": some(unknown)}
            )

    def _cut_lists(self) -> None:
        """Cut lists of keys that are too long and note it once."""
        long = [name for name, field in self.fields.items() if isinstance(field, KeysField)]
        long = [name for name in long if len(self.cleaned_data[name]) > MAX_VALUES]
        for name in long:
            self.cleaned_data[name] = self.cleaned_data[name][:MAX_VALUES]
        if long:
            self.notes.append(
                _("Those were very many filters; we used the first %(n)s of each kind.") % {"n": MAX_VALUES}
            )

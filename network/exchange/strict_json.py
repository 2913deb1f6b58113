"""JSON without its traps: no key twice, no NaN, no depth that breaks the reader."""

import json
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _


def parse_json(text: str) -> Any:
    """Return the value of a JSON text; raises ValueError with the reason."""
    try:
        return _decoder.decode(text)
    except RecursionError:
        raise ValueError(_("is nested too deeply")) from None


def parse_json_at(text: str, start: int) -> tuple[Any, int]:
    """Return the JSON value that begins at a position, and where it ends; raises ValueError."""
    try:
        return _decoder.raw_decode(text, start)
    except RecursionError:
        raise ValueError(_("is nested too deeply")) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; raises ValueError where a key stands twice, because one value would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _value in pairs).most_common(1)[0][0]
        raise ValueError(_("“%(key)s” stands twice") % {"key": twice[:60]})
    return found


def _constant(name: str) -> Any:
    """Refuse NaN and Infinity, which Python reads but JSON does not know."""
    raise ValueError(_("%(name)s is no JSON value") % {"name": name})


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)

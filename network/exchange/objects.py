"""Check the objects of a cell: offers, memberships, goals, links, milestones, fundings.

What comes out is what an export writes: known fields only, no empty ones, keys instead of words.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from .columns import LIST, PROSE, Column, Field, field_of
from .dates import first_day, first_day_after, year_of
from .offer_words import guess_kind
from .resolve import Resolver
from .texts import one_line, paragraphs, shown

Item = dict[str, Any]
Keep = Callable[[str, str], None]
_is_web = URLValidator(schemes=["http", "https"])


class BadObject(ValueError):
    """An object that cannot be taken over; the message says why."""


def scalar_text(value: Any) -> str:
    """Return a text or number as text; raises ValueError for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        kinds = {bool: _("true or false"), list: _("a list"), dict: _("an object")}
        found = kinds.get(type(value), shown(value))
        raise BadObject(_("must be a text, not %(found)s") % {"found": found})
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def tidy(column: Column, item: Any) -> tuple[Item, list[str]]:
    """Return an object's known fields as clean texts, empty ones left out, and the names nobody knows.

    A plain text stands for the first field. Raises ValueError with the reason.
    """
    if not isinstance(item, dict):
        item = {column.fields[0].key: scalar_text(item)}
    found: Item = {}
    unknown = []
    for name, value in item.items():
        key = field_of(column.key, name)
        if key is None:
            unknown.append(str(name))
            continue
        if key in found:
            raise BadObject(_("“%(field)s” stands twice") % {"field": shown(name)})
        field = next(field for field in column.fields if field.key == key)
        if cleaned := _cleaned(field, value):
            found[key] = cleaned
    return {field.key: found[field.key] for field in column.fields if field.key in found}, unknown


def _cleaned(field: Field, value: Any) -> Any:
    """Return a field's value as it is stored; raises ValueError with the field's name."""
    if value is None:
        return ""
    try:
        if field.holds == LIST:
            entries = value.split(",") if isinstance(value, str) else value
            texts = [
                one_line(scalar_text(entry))
                for entry in (entries if isinstance(entries, list) else [entries])
            ]
            return list(dict.fromkeys(text for text in texts if text))
        text = (paragraphs if field.holds == PROSE else one_line)(scalar_text(value))
    except ValueError as error:
        raise BadObject(f"{field.key}: {error}") from None
    if len(text) > field.max_length:
        counts = {"field": field.key, "count": len(text), "most": field.max_length}
        raise BadObject(_("%(field)s has %(count)s characters, at most %(most)s fit") % counts)
    return text


def check_object(column: str, item: Item, resolver: Resolver, keep: Keep) -> Item:
    """Return a tidied object with keys for words; raises ValueError. Unknown words go to `keep` with their field."""
    return _CHECKS[column](item, resolver, keep)


def _offer(item: Item, to: Resolver, keep: Keep) -> Item:
    """Check an offer: a title, kind, languages and status."""
    _need(item, "title", _("an offer has no title"))
    word = item.get("kind")
    item["kind"] = to.offer_kinds.key(word) if word else guess_kind(item["title"])
    if item["kind"] is None:
        item["kind"] = word
        keep("kind", word)
    spoken = item.get("languages", [])
    unknown = [word for word in spoken if to.language(word) is None]
    for word in unknown:
        keep("languages", word)
    if spoken:
        item["languages"] = [*dict.fromkeys(filter(None, map(to.language, spoken))), *unknown]
    _choose(item, "status", to.offer_statuses, default="active")
    return item


def _membership(item: Item, to: Resolver, keep: Keep) -> Item:
    """Check a membership: an alliance, a role, half-open dates."""
    _need(item, "alliance", _("a membership does not say in which alliance"))
    _choose(item, "kind", to.roles)
    _choose(item, "status", to.membership_statuses)
    _dates(item, item["alliance"])
    return item


def _goal(item: Item, to: Resolver, keep: Keep) -> Item:
    """Check a goal: a text and its level."""
    _need(item, "text", _("a goal has no text"))
    _choose(item, "level", to.goal_levels)
    item.setdefault("level", "mittlerziel")
    return item


def _funding(item: Item, to: Resolver, keep: Keep) -> Item:
    """Check a funding: a programme or funder, half-open dates."""
    if "funder" not in item:
        _need(item, "programme", _("a funding names neither programme nor funder"))
    _dates(item, item.get("programme") or item["funder"])
    if "since" in item:
        item["since"] = first_day(item["since"]).isoformat()
    return item


def _dates(item: Item, what: str) -> None:
    """Check since and until; a year alone stays a year in `since`, because memberships show it so."""
    try:
        since = first_day(item["since"]) if "since" in item else None
        until = first_day_after(item["until"]) if "until" in item else None
    except ValueError as error:
        raise BadObject(f"{shown(what)}: {error}") from None
    if since and until and until <= since:
        raise BadObject(_("%(what)s: ends before it begins") % {"what": shown(what)})
    if since and len(item["since"]) > 4:
        item["since"] = since.isoformat()
    if until:
        item["until"] = until.isoformat()


def _link(item: Item, to: Resolver, keep: Keep) -> Item:
    """Check a link: an address of the web, also as “label: address”."""
    _need(item, "url", _("a link has no address"))
    label, colon, rest = item["url"].partition(": ")
    if colon and "label" not in item:
        item["url"], item["label"] = rest.strip(), label.strip()
    item["url"] = web_address(item["url"])
    item.setdefault("label", item["url"].split("://", 1)[1].rstrip("/")[:120])
    return item


def web_address(text: str) -> str:
    """Return an address of the web, https:// in front where nothing stands; raises ValueError for others."""
    address = text if "://" in text else f"https://{text}"
    try:
        _is_web(address)
        is_plain = urlsplit(address).username is None  # https://bank.example@elsewhere is a disguise
    except (ValidationError, ValueError):
        is_plain = False
    if not is_plain:
        raise BadObject(_("“%(value)s” is no web address; it begins with https://.") % {"value": shown(text)})
    return address


def _year_and_text(item: Item, to: Resolver, keep: Keep) -> Item:
    """Check a milestone or focus: a year and a text, also as “2012: text”."""
    _need(item, "text", _("the text is missing"))
    year, colon, rest = item["text"].partition(":")
    if "year" not in item and colon and rest.strip() and year.strip().isdigit():
        item["year"], item["text"] = year.strip(), rest.strip()
    _need(item, "year", _("“%(text)s” has no year") % {"text": shown(item["text"])})
    item["year"] = year_of(item["year"])
    return item


def _need(item: Item, key: str, reason: str) -> None:
    """Raise BadObject with the reason where a field is missing."""
    if not item.get(key):
        raise BadObject(reason)


def _choose(item: Item, key: str, choices: Any, default: str = "") -> None:
    """Put the key of a word in its place, leaving out the default; raises BadObject for unknown words."""
    word = item.get(key)
    if not word:
        return
    found = choices.key(word)
    if found is None:
        parts = {"field": key, "word": shown(word), "allowed": choices.allowed}
        raise BadObject(_("%(field)s: “%(word)s” is not understood; possible are %(allowed)s") % parts)
    item[key] = found
    if found == default:
        del item[key]


_CHECKS: dict[str, Callable[[Item, Resolver, Keep], Item]] = {
    "offers": _offer,
    "alliances": _membership,
    "goals": _goal,
    "funding": _funding,
    "links": _link,
    "milestones": _year_and_text,
    "focus": _year_and_text,
}

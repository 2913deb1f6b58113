"""What a list says about itself: how many there are, what was left out, why there is nothing."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.choices import Weekday
from network.region_table import RegionTable
from portal.search_url import SearchUrl
from portal.view_models import Link, Message

from .directory_request import Asked
from .reading import RecognisedDay, RecognisedPlace
from .service import SearchResult


def messages(asked: Asked, result: SearchResult, table: RegionTable) -> list[Message]:
    """Return what the reader should know about this answer."""
    found = [Message("warn", note) for note in (*asked.notes, *asked.hints)]
    if result.reading.too_vague:
        found.append(
            Message(
                "warn", _("These words are too general to search for. Say what you need in one or two words.")
            )
        )
    if result.widened_to:
        names = {
            "place": ", ".join(place.label for place in distinct(result.reading.places)),
            "wider": ", ".join(table.rows[key].label for key in result.widened_to),
        }
        found.append(
            Message("info", _("There is nothing in %(place)s itself. These are from %(wider)s.") % names)
        )
    if asked.similar:
        links = [Link(label, asked.url.having(ort=label)) for label in asked.similar]
        found.append(Message("info", _("Did you mean:"), links=links))
    if asked.namesakes:
        found.append(_several(asked, table))
    found += _places(asked, result.reading.places)
    found += _days(asked, result.reading.days)
    if result.incomplete:
        found.append(
            Message("info", _("The search is just starting. For a moment the list is sorted by name."))
        )
    if asked.request.page > 1 and not result.found and result.total:
        found.append(no_such_page(asked.url))
    return found


def _several(asked: Asked, table: RegionTable) -> Message:
    """Return which of several towns with the name given under "Where?" was taken, with links to the others."""
    taken, *others = (table.rows[key].label for key in asked.namesakes)
    names = {"name": asked.values["ort"], "place": taken}
    text = _("There are several places named “%(name)s”; “%(place)s” was taken. Do you mean another one?")
    return Message("info", text % names, links=[Link(label, asked.url.having(ort=label)) for label in others])


def _places(asked: Asked, places: Sequence[RecognisedPlace]) -> Iterator[Message]:
    """Yield what was understood as a place; of a name that several have, with links to each of them alone."""
    q = asked.values["q"]
    as_word = Link(_("search it as a word instead"), asked.url.having(woertlich="1"))
    places = distinct(places)
    for start in dict.fromkeys(place.start for place in places):
        named = [place for place in places if place.start == start]
        if len(named) == 1:
            text = _("“%(place)s” is understood as the place.") % {"place": named[0].label}
            yield Message("info", text, links=[as_word])
            continue
        text = _("There are several places named “%(name)s”. Narrow the search to one of them:")
        links = [Link(place.label, asked.url.having(q=naming(q, place, [place]))) for place in named]
        yield Message("info", text % {"name": q[start : named[0].end]}, links=[*links, as_word])


def _days(asked: Asked, days: Sequence[RecognisedDay]) -> Iterator[Message]:
    """Yield what was understood as a day of the week: it orders and marks, and leaves nobody out."""
    as_word = Link(_("search it as a word instead"), asked.url.having(woertlich="1"))
    for day in dict.fromkeys(day.day for day in days):
        text = _("“%(day)s” is understood as the day. Whoever is open then is marked; the others stay.")
        yield Message("info", text % {"day": Weekday(day).label}, links=[as_word])


def distinct(places: Iterable[RecognisedPlace]) -> tuple[RecognisedPlace, ...]:
    """Return the places that readers can tell apart: the towns of one postcode are one."""
    return tuple({(place.start, place.label): place for place in places}.values())


def naming(q: str, place: RecognisedPlace | RecognisedDay, instead: Sequence[RecognisedPlace]) -> str:
    """Return a query with other places instead of one, each by the label that means it alone."""
    labels = " ".join(other.label for other in instead)
    rest = q[place.end :].removeprefix(")" if "(" in q[place.start : place.end] else "")
    return " ".join(f"{q[: place.start]} {labels} {rest}".split())


def no_such_page(url: SearchUrl) -> Message:
    """Return the message on a page beyond the last one."""
    link = Link(_("Go to the first page"), url.page(1))
    return Message("warn", _("There is no such page."), links=[link])


def count_words(total: int, has_query: bool) -> str:
    """Return the number of results in words."""
    if has_query:
        return ngettext("%(n)s result", "%(n)s results", total) % {"n": total}
    return ngettext("%(n)s initiative", "%(n)s initiatives", total) % {"n": total}


def empty_words(asked: Asked, table: RegionTable) -> str:
    """Return in one sentence what was searched for and where."""
    parts = {"words": asked.values["q"], "place": asked.point.label if asked.point else ""}
    radius = asked.request.near.radius_km if asked.request.near else None
    if parts["words"] and asked.point and radius:
        return _("There is no entry for “%(words)s” within %(km)s km of %(place)s.") % {
            **parts,
            "km": int(radius),
        }
    if parts["words"] and asked.request.regions:
        area = ", ".join(table.rows[key].label for key in asked.request.regions)
        return _("There is no entry for “%(words)s” in %(area)s.") % {**parts, "area": area}
    if parts["words"]:
        return _("There is no entry for “%(words)s”.") % parts
    return _("No entry meets all of these conditions.")

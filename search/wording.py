"""What a list says about itself: how many there are, what was left out, why there is nothing."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.view_models import Link, Message

from .addressing import SearchUrl
from .asked import Asked
from .regions import RegionTable
from .service import SearchResult


def messages(asked: Asked, result: SearchResult, table: RegionTable) -> list[Message]:
    """Return what the reader should know about this answer."""
    found = [Message("warn", note) for note in asked.notes]
    if result.reading.too_vague:
        found.append(
            Message(
                "warn", _("These words are too general to search for. Say what you need in one or two words.")
            )
        )
    if result.widened_to:
        names = {
            "place": ", ".join(place.label for place in result.reading.places),
            "wider": table.rows[result.widened_to].label,
        }
        found.append(
            Message("info", _("There is nothing in %(place)s itself. These are from %(wider)s.") % names)
        )
    for place in result.reading.places:
        link = Link(_("search it as a word instead"), asked.url.having(woertlich="1"))
        found.append(
            Message(
                "info", _("“%(place)s” is understood as the place.") % {"place": place.label}, links=[link]
            )
        )
    if result.incomplete:
        found.append(
            Message("info", _("The search is just starting. For a moment the list is sorted by name."))
        )
    if asked.request.page > 1 and not result.found and result.total:
        found.append(no_such_page(asked.url))
    return found


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

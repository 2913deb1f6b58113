"""Which entries somebody chose in the register: ticked ones, or everything that a filter finds."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Organisation
from network.models.organisations import OrganisationStatus
from network.register_filters import RegisterFilterSet
from portal.admin_search import search_rows
from portal.row_keys import is_key

SEARCH_FIELDS = ("name", "short_name", "former_names", "register_id", "register_number")


@dataclass(frozen=True)
class Selection:
    """The chosen entries, or what is wrong with the choice.

    `beyond` is how many the list finds in all where every entry of one of its pages is ticked and there are others.
    """

    entries: tuple[Organisation, ...] = ()
    error: str = ""
    beyond: int = 0


def selectable() -> QuerySet[Organisation]:
    """Return the entries that may be changed together."""
    return Organisation.objects.exclude(status=OrganisationStatus.MERGED).select_related("seat")


def chosen(request: HttpRequest, most: int) -> Selection:
    """Return what a form chose, at most so many entries; a filter nobody understands chooses nothing."""
    if request.POST.get("scope") == "found":
        return _found(request, QueryDict(request.POST.get("query", "")), most)
    keys = request.POST.getlist("entry")
    if not all(map(is_key, keys)):
        return Selection(error=_("Please choose entries from the list."))
    if len(keys) > most:
        return Selection(error=_too_many(len(keys), most))
    ticked = _selection(selectable().filter(pk__in=[int(key) for key in keys]), most)
    return replace(ticked, beyond=_beyond(request, ticked.entries))


def _found(request: HttpRequest, query: QueryDict, most: int) -> Selection:
    """Return everything that a query string of the list finds."""
    rows = _rows(request, query)
    if rows is None:
        return Selection(error=_("This filter is not understood. Please choose again."))
    return _selection(rows, most)


def _rows(request: HttpRequest, query: QueryDict) -> QuerySet[Organisation] | None:
    """Return what a query string of the list finds, None for a filter nobody understands."""
    filters = RegisterFilterSet(query, request=request, queryset=selectable())
    return search_rows(filters.qs, query.get("q", ""), SEARCH_FIELDS) if filters.is_valid() else None


def _beyond(request: HttpRequest, ticked: Collection[Organisation]) -> int:
    """Return how many the list finds where a whole page of it is ticked and there is more, else 0."""
    if not ticked or request.POST.get("of_page") != str(len(ticked)):
        return 0
    rows = _rows(request, QueryDict(request.POST.get("query", "")))
    if rows is None or rows.filter(pk__in=[entry.pk for entry in ticked]).count() < len(ticked):
        return 0
    found = rows.count()
    return found if found > len(ticked) else 0


def _selection(rows: QuerySet[Organisation], most: int) -> Selection:
    """Return the rows unless they are none or too many."""
    entries = tuple(rows.order_by("name", "pk")[: most + 1])
    if not entries:
        return Selection(error=_("Please choose at least one entry."))
    if len(entries) > most:
        return Selection(error=_too_many(rows.count(), most))
    return Selection(entries)


def _too_many(count: int, most: int) -> str:
    """Return that fewer must be chosen."""
    text = ngettext(
        "%(count)s entry is too many at once; at most %(most)s.",
        "%(count)s entries are too many at once; at most %(most)s.",
        count,
    )
    return text % {"count": count, "most": most}

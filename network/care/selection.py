"""Which entries somebody chose in the register: ticked ones, or everything that a filter finds."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Organisation
from network.models.organisations import OrganisationStatus
from network.register_filters import RegisterFilterSet
from portal.admin_search import search_rows

SEARCH_FIELDS = ("name", "short_name", "former_names", "register_id", "register_number")


@dataclass(frozen=True)
class Selection:
    """The chosen entries, or what is wrong with the choice."""

    entries: tuple[Organisation, ...] = ()
    error: str = ""


def selectable() -> QuerySet[Organisation]:
    """Return the entries that may be changed together."""
    return Organisation.objects.exclude(status=OrganisationStatus.MERGED).select_related("seat")


def chosen(request: HttpRequest, most: int) -> Selection:
    """Return what a form chose, at most so many entries; a filter nobody understands chooses nothing."""
    if request.POST.get("scope") == "found":
        return _found(request, QueryDict(request.POST.get("query", "")), most)
    keys = request.POST.getlist("entry")
    if not all(key.isascii() and key.isdecimal() and len(key) < 19 for key in keys):
        return Selection(error=_("Please choose entries from the list."))
    if len(keys) > most:
        return Selection(error=_too_many(len(keys), most))
    return _selection(selectable().filter(pk__in=[int(key) for key in keys]), most)


def _found(request: HttpRequest, query: QueryDict, most: int) -> Selection:
    """Return everything that a query string of the list finds."""
    filters = RegisterFilterSet(query, request=request, queryset=selectable())
    if not filters.is_valid():
        return Selection(error=_("This filter is not understood. Please choose again."))
    return _selection(search_rows(filters.qs, query.get("q", ""), SEARCH_FIELDS), most)


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

"""For whom somebody has a desk, and which desk a page belongs to."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from network.access.closed_views import is_staff
from network.models import Organisation
from network.models.stewardship import stewarded
from portal.models import User

# Where the session keeps whose desk somebody last looked at.
LAST = "desk"


def is_member(user: User) -> bool:
    """Return whether somebody is in the admin for organisations alone: the office and the editors have theirs."""
    return user.is_active and not is_staff(user)


def served(user: User) -> QuerySet[Organisation]:
    """Return the organisations that a person acts for today, by name."""
    return Organisation.objects.filter(pk__in=stewarded(user)).order_by("name", "pk")


def chosen(request: HttpRequest, key: Any) -> tuple[Organisation, list[Organisation]]:
    """Return the organisation of an address and all that the person acts for; raises Http404 for a foreign one."""
    mine = list(served(request.user))
    organisation = next((one for one in mine if one.pk == key), None)
    if organisation is None:
        raise Http404
    if request.session.get(LAST) != organisation.pk:
        request.session[LAST] = organisation.pk
    return organisation, mine


def last_chosen(request: HttpRequest) -> Organisation | None:
    """Return the organisation that somebody last looked at, else the first one; None for whoever acts for none."""
    mine = list(served(request.user))
    last = request.session.get(LAST)
    return next((one for one in mine if one.pk == last), mine[0] if mine else None)

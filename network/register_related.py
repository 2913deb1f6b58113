"""What else the office knows about an entry: page, memberships, members, money, hints; to read, with links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from network.models import Correction, Funding, Membership, Organisation
from network.models.corrections import CorrectionStatus
from network.models.organisations import OrganisationKind
from portal.models import User

# More rows are left to the list behind the link.
SHOWN = 12
_LIST = "wagtailsnippets_network_%s:list"
_ADD = "wagtailsnippets_network_%s:add"


@dataclass(frozen=True)
class Line:
    """One row with where it is edited, "" where the reader may not."""

    label: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Rows of one kind, how many there are in all, and where all are and where one is added."""

    heading: str
    lines: tuple[Line, ...]
    total: int
    all_url: str = ""
    add_url: str = ""


def related(entry: Organisation, user: User) -> list[Group]:
    """Return what refers to an entry; two queries per group at most."""
    may_add = user.has_perm("network.add_membership")
    finder = AdminURLFinder(user)
    groups = [_pages(entry, finder), _memberships(entry, finder, may_add)]
    if entry.kind == OrganisationKind.ALLIANCE:
        groups.append(_members(entry, finder, may_add))
    groups += [_fundings(entry, finder, user.has_perm("network.add_funding")), _hints(entry, finder)]
    return groups


def _group(heading: str, lines: Iterable[Line], rows: Any, all_url: str = "", add_url: str = "") -> Group:
    """Return a group of the first rows."""
    shown = tuple(lines)
    total = len(shown) if len(shown) < SHOWN else rows.count()
    return Group(heading, shown, total, all_url, add_url)


def _pages(entry: Organisation, finder: AdminURLFinder) -> Group:
    """Return the pages in every language."""
    rows = entry.pages.select_related("locale").order_by("locale_id")
    lines = (
        Line(
            page.title,
            f"{page.locale.language_code}, {_('published') if page.live else _('draft')}",
            finder.get_edit_url(page) or "",
        )
        for page in rows[:SHOWN]
    )
    return _group(_("Page"), lines, rows)


def _memberships(entry: Organisation, finder: AdminURLFinder, may_add: bool) -> Group:
    """Return the alliances it belongs to, ended memberships last."""
    rows = Membership.objects.filter(organisation=entry)
    all_url = f"{reverse(_LIST % 'membership')}?organisation={entry.pk}"
    add_url = f"{reverse(_ADD % 'membership')}?organisation={entry.pk}" if may_add else ""
    lines = _membership_lines(
        rows.select_related("alliance").order_by("until", "alliance__name"), finder, "alliance"
    )
    return _group(_("Member of"), lines, rows, all_url, add_url)


def _members(entry: Organisation, finder: AdminURLFinder, may_add: bool) -> Group:
    """Return who belongs to it."""
    rows = Membership.objects.filter(alliance=entry)
    all_url = f"{reverse(_LIST % 'membership')}?alliance={entry.pk}"
    add_url = f"{reverse(_ADD % 'membership')}?alliance={entry.pk}" if may_add else ""
    ordered = rows.select_related("organisation").order_by("until", "organisation__name")
    return _group(_("Members"), _membership_lines(ordered, finder, "organisation"), rows, all_url, add_url)


def _membership_lines(rows: Any, finder: AdminURLFinder, side: str) -> Iterator[Line]:
    """Yield memberships as seen from one side."""
    today = timezone.localdate()
    for row in rows[:SHOWN]:
        since = row.since_text or (date_format(row.since, "SHORT_DATE_FORMAT") if row.since else "")
        notes = [row.get_kind_display(), _("since %(date)s") % {"date": since} if since else ""]
        if row.until and row.until <= today:
            notes.append(_("ended %(date)s") % {"date": date_format(row.until, "SHORT_DATE_FORMAT")})
        elif row.status != "active":
            notes.append(row.get_status_display())
        yield Line(str(getattr(row, side)), ", ".join(filter(None, notes)), finder.get_edit_url(row) or "")


def _fundings(entry: Organisation, finder: AdminURLFinder, may_add: bool) -> Group:
    """Return the money it gets or gives."""
    rows = Funding.objects.filter(Q(alliance=entry) | Q(funder=entry) | Q(recipients=entry)).distinct()
    lines = (
        Line(str(row), row.purpose, finder.get_edit_url(row) or "")
        for row in rows.select_related("funder")[:SHOWN]
    )
    add_url = f"{reverse(_ADD % 'funding')}?alliance={entry.pk}" if may_add else ""
    return _group(_("Funding"), lines, rows, add_url=add_url)


def _hints(entry: Organisation, finder: AdminURLFinder) -> Group:
    """Return what readers reported and nobody has dealt with."""
    rows = Correction.objects.filter(organisation=entry, status=CorrectionStatus.OPEN)
    lines = (
        Line(row.text[:120], date_format(row.created_at, "SHORT_DATE_FORMAT"), finder.get_edit_url(row) or "")
        for row in rows[:SHOWN]
    )
    all_url = f"{reverse(_LIST % 'correction')}?organisation={entry.pk}"
    return _group(_("Open hints from readers"), lines, rows, all_url)

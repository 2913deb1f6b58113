"""The list “Without people”: what it shows of an organisation, and its filters."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from network.models import Organisation
from network.register_filters import YES_NO, boxes, district_filter, one_of
from network.register_queries import in_districts

from .last_seen import month_words
from .orphans import Care, last_here
from .outreach import QUIET

LACKS = [(care.value, care.label) for care in Care if care != Care.WELL]


class OrphanFilterSet(WagtailFilterSet):
    """By what is missing, and by whether anybody is known to ask."""

    care = boxes(gettext_lazy("Cared for by"), "care", LACKS)
    asked = one_of(gettext_lazy("Asked in the last month"), YES_NO, "by_asking")
    address = one_of(gettext_lazy("Own e-mail address known"), YES_NO, "by_address")
    invited = one_of(gettext_lazy("Open invitation"), YES_NO, "by_invitation")
    shielded = one_of(gettext_lazy("Emergency switch on"), YES_NO, "by_shielded")
    district = district_filter()

    def by_asking(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries that were asked about lately, or the others."""
        lately = {"outreaches__done_at__gt": timezone.now() - QUIET}
        asked = Organisation.objects.filter(**lately).order_by().values("pk")
        return entries.filter(pk__in=asked) if value == "yes" else entries.exclude(pk__in=asked)

    def by_address(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries with an address of their own, or the others."""
        return entries.filter(has_address=value == "yes")

    def by_invitation(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries for which an invitation waits or ran out, or the others."""
        return entries.filter(invited_at__isnull=value == "no")

    def by_shielded(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries under the emergency switch, or the others."""
        return entries.filter(is_shielded=value == "yes")

    def in_districts(self, entries: QuerySet, name: str, value: Any) -> QuerySet:
        """Return the entries with their seat in one of the districts."""
        return in_districts(entries, value) if value else entries

    class Meta:
        model = Organisation
        fields: list[str] = []


class NamedColumn(Column):
    """A value that says on phones, where no head of a table stands above it, what it is."""

    cell_template_name = "network/stewards/named_cell.html"


def care_words(entry: Any) -> str:
    """Return what is missing, and how many people there are."""
    label = str(Care(entry.care).label)
    return f"{label} ({entry.stewards_now})" if entry.care == Care.SILENT else label


def seen_words(entry: Any) -> str:
    """Return when anybody was here last, "" where nobody could have been."""
    return month_words(last_here(entry)) if entry.stewards_now else ""


def asked_words(entry: Any) -> str:
    """Return when the office asked, and when somebody was invited."""
    parts = []
    if entry.asked_at:
        parts.append(_("asked on %(day)s") % {"day": _day(entry.asked_at)})
    if entry.invited_at:
        parts.append(_("invited on %(day)s") % {"day": _day(entry.invited_at)})
    return ", ".join(parts) or _("Nobody yet")


def address_words(entry: Any) -> str:
    """Return whether the organisation's own address is known."""
    return _("Yes") if entry.has_address else _("No")


def _day(moment: Any) -> str:
    """Return a moment as a day."""
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")

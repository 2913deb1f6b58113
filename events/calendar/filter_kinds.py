"""The filters of the calendar: their parameters, headings and the labels of their values."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.choices import Access, AttendanceMode, EventKind
from events.models import CoOrganiser, Event
from network.choices import TargetGroup
from network.filters.kinds import FilterKind
from network.labels import Labels, choice_labels, language_labels, topic_labels
from network.models import Organisation
from network.models.organisations import LISTED
from portal.content_cache import cached


def organiser_labels() -> Labels:
    """Return the names of those who invite to published events, by register id."""
    return cached("calendar-organisers", lambda: _names("organiser", with_others=True))


def alliance_labels() -> Labels:
    """Return the names of the alliances in whose name published events take place, by register id."""
    return cached("calendar-alliances", lambda: _names("alliance", with_others=False))


def _names(field: str, with_others: bool) -> Labels:
    """Read the names of organisations that published events refer to."""
    has_events = Q(Exists(Event.objects.filter(live=True, **{field: OuterRef("pk")})))
    if with_others:
        others = CoOrganiser.objects.filter(event__live=True, organisation=OuterRef("pk"))
        has_events |= Q(Exists(others))
    found = Organisation.objects.filter(has_events, status__in=LISTED).order_by("name")
    return dict(found.values_list("register_id", "name"))


def mode_labels() -> Labels:
    """Return the two ways to take part; what is both is found by either."""
    labels = choice_labels(AttendanceMode)()
    return {mode.value: labels[mode.value] for mode in (AttendanceMode.ON_SITE, AttendanceMode.ONLINE)}


FILTER_KINDS = (
    FilterKind("thema", _("Topic"), topic_labels),
    FilterKind("art", _("Kind of event"), choice_labels(EventKind), keeps_order=True),
    FilterKind("teilnahme", _("How one takes part"), mode_labels, keeps_order=True),
    FilterKind("zugang", _("Accessibility"), choice_labels(Access), keeps_order=True),
    FilterKind("zielgruppe", _("For whom"), choice_labels(TargetGroup)),
    FilterKind("sprache", _("Language"), language_labels),
    FilterKind("buendnis", _("Alliance"), alliance_labels),
    FilterKind("veranstalter", pgettext_lazy("of an event", "Organiser"), organiser_labels, only_chosen=True),
)

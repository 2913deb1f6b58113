"""The filters beside the list of events."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from events.choices import EventKind, EventStatus, Source
from events.models import Event
from network.models import Organisation, Topic
from network.register_filters import boxes, districts, one_of
from portal.chosen_keys import RowsFilter

from . import event_queries as queries

TIMES = [("upcoming", _("Upcoming")), ("past", _("Over")), ("none", _("No dates"))]
STATES = [
    ("live", _("Published")),
    ("changed", _("Published, with changes in the draft")),
    ("draft", _("Only a draft")),
    ("review", _("In review")),
]


def seen_organisers(request: HttpRequest) -> QuerySet:
    """Return the organisers of the events that the person may see."""
    policy = Event.snippet_viewset.permission_policy
    seen = policy.instances_user_has_permission_for(request.user, "view")
    return Organisation.objects.filter(pk__in=seen.order_by().values("organiser")).order_by("name")


class EventFilterSet(WagtailFilterSet):
    """What editors ask the calendar."""

    time = one_of(_("Time"), TIMES, "by_time")
    state = one_of(_("State"), STATES, "by_state")
    organiser = django_filters.ModelChoiceFilter(label=_("Organiser"), queryset=seen_organisers)
    kind = boxes(_("Kind"), "kind", EventKind.choices)
    status = boxes(_("Status"), "status", EventStatus.choices)
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), field_name="topic_links__tag", queryset=Topic.objects.order_by("name")
    )
    district = RowsFilter(
        label=_("District"), queryset=districts, method="by_district", widget=forms.CheckboxSelectMultiple
    )
    source = boxes(_("Source"), "source", Source.choices)

    def by_time(self, events: QuerySet, name: str, value: str) -> QuerySet:
        """Return the events by when they take place."""
        if value == "none":
            return queries.without_dates(events)
        return (queries.upcoming if value == "upcoming" else queries.past)(events, timezone.now())

    def by_state(self, events: QuerySet, name: str, value: str) -> QuerySet:
        """Return the events by how far they are from the public."""
        return queries.by_state(events, value)

    def by_district(self, events: QuerySet, name: str, value: Any) -> QuerySet:
        """Return the events in one of the districts."""
        return queries.in_districts(events, value) if value else events

    class Meta:
        model = Event
        fields: list[str] = []

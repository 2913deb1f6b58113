"""The form of an event: how it repeats, in plain questions; what is kept, lost, refused."""

import pytest
from django.urls import reverse

from events.models import Event
from tests import builders

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_events_event:add"
EDIT = "wagtailsnippets_events_event:edit"
NOTHING = {
    **{f"co_organisers-{name}": value for name, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))},
    "co_organisers-MIN_NUM_FORMS": 0,
    "co_organisers-MAX_NUM_FORMS": 20,
}
WEEKLY = {"repeats": "WEEKLY", "every": "1", "ends": "count", "count": "4"}


def answers(organiser=None, **given):
    """Return what a form is filled with: an evening, once, unless something else is given."""
    return {
        "title": "Sprachcafé",
        "description": "null",
        "language": "de",
        "kind": "talk",
        "organiser": organiser.pk if organiser else "",
        "starts_on": "2027-03-03",
        "starts_at": "19:00",
        "ends_at": "21:00",
        "zone": "Europe/Berlin",
        "repeats": "once",
        "status": "scheduled",
        "attendance_mode": "on_site",
        "place_disclosure": "public",
        "place_precision": "exact",
        "online_disclosure": "registrants",
        "cost": "unknown",
        **NOTHING,
        **given,
    }


def create(client, **given):
    """Send the form of a new event as an editor; return the event or the errors."""
    client.force_login(builders.editor())
    return send(client, reverse(ADD), answers(builders.organisation(), **given))


def send(client, url, data):
    """Send a form; return the newest event, or the errors of the form."""
    response = client.post(url, data)
    if response.status_code == 302:
        return Event.objects.order_by("-latest_revision_id").first().get_latest_revision_as_object()
    return response.context["form"].errors.get_json_data()


def test_a_single_evening_is_saved_as_a_draft(client):
    event = create(client)
    assert (event.live, event.rule, event.title) == (False, "", "Sprachcafé")


def test_the_first_wednesday_of_the_month(client):
    choice = {
        "repeats": "MONTHLY",
        "month_by": "weekday",
        "ordinal": "1",
        "month_weekday": "2",
        "ends": "never",
    }
    event = create(client, **choice)
    assert event.rule == "FREQ=MONTHLY;BYDAY=1WE"

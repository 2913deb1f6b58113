"""What people fill in: the forms of an event and of a feed in the admin."""

from typing import Any

from network.models import Organisation

ADD = "wagtailsnippets_events_event:add"
EDIT = "wagtailsnippets_events_event:edit"
NOTHING = {
    **{f"co_organisers-{name}": value for name, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))},
    "co_organisers-MIN_NUM_FORMS": 0,
    "co_organisers-MAX_NUM_FORMS": 20,
}


def answers(organiser: Organisation | None = None, **given: Any) -> dict[str, Any]:
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


def feed_answers(organisation: Organisation, **given: Any) -> dict[str, Any]:
    """Return what the form of a feed is filled with."""
    return {
        "organisation": organisation.pk,
        "url": "https://example.org/kalender.ics",
        "is_enabled": "on",
        "every_minutes": "240",
        "default_zone": "Europe/Berlin",
        "trust": "publish",
        **given,
    }

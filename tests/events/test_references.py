"""Events follow what they refer to: a new version when a house, an organisation or a topic changes."""

from datetime import UTC, datetime, timedelta

import pytest

from events import references
from events.models import ChangedDate, Publication
from network import shielding
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    """Return what an event refers to, and its version."""
    house, host, other = builders.venue("Haus"), builders.organisation("Verein"), builders.organisation("Mit")
    topic = builders.topic("Asyl")
    event = builders.event(venue=house, organiser=host, co_organisers=[other], topics=[topic])
    builders.event()
    before = datetime.now(UTC) - timedelta(days=1)
    Publication.objects.update(changed_at=before)
    return {"house": house, "host": host, "other": other, "topic": topic, "event": event, "before": before}


def version(known) -> tuple[bool, int]:
    """Return whether the event counts as changed, and its sequence; no other event does."""
    row = Publication.objects.get(uid=known["event"].uid)
    assert not Publication.objects.exclude(pk=row.pk).filter(changed_at__gt=known["before"]).exists()
    return row.changed_at > known["before"], row.sequence


@pytest.mark.parametrize(
    ("whose", "values", "expected"),
    [
        ("house", {"street": "Neue Gasse 1"}, (True, 1)),
        ("house", {"access_note": "Klingeln"}, (True, 0)),
        ("house", {}, (False, 0)),
        ("host", {"name": "Neuer Name"}, (True, 0)),
        ("host", {"short_name": "NN"}, (False, 0)),
        ("other", {"name": "Anders"}, (True, 0)),
        ("topic", {"name": "Flucht"}, (True, 0)),
    ],
)
def test_what_is_shown_of_it_makes_a_new_version(known, whose, values, expected):
    row = known[whose]
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    assert version(known) == expected


def test_the_emergency_switch_is_another_place(known):
    shielding.shield(known["other"], None)
    assert version(known) == (True, 1)


def test_the_house_of_a_single_date_counts(known):
    other = builders.venue("Anderes")
    ChangedDate.objects.create(event=known["event"], key="2026-03-04T19:00", venue=other)
    other.name = "Neu"
    other.save()
    assert version(known) == (True, 1)


def test_what_has_gone_stays_as_it_went(known):
    known["event"].unpublish()
    Publication.objects.update(changed_at=known["before"])
    known["host"].name = "Neu"
    known["host"].save()
    assert version(known)[0] is False


def test_many_events_cost_as_many_queries_as_one(known, django_assert_num_queries):
    for _ in range(5):
        builders.event(organiser=known["host"])
    known["host"].name = "Neu"
    with django_assert_num_queries(2):
        references.before_save(known["host"])
        assert references.after_save(known["host"]) == 6

"""Merging entries of the register knows the calendar: every reference follows once, and comes back when undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import CalendarFeed, CoOrganiser, Event, Publication
from events.records import public_record
from network.care import merging
from network.care.relations import label_of, references, rule_for
from network.models import Stewardship
from portal.models import PendingChange
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Return two entries for one club."""
    builders.site_tree()
    return builders.organisation("Kulturbuero Sued"), builders.organisation("Kulturbüro Süd e. V.")


def co_organisers(event):
    """Return the names of an event's further organisers."""
    return list(event.co_organisers.order_by("sort_order", "pk").values_list("organisation__name", flat=True))


def test_every_reference_from_the_calendar_has_a_rule():
    found = {label_of(field) for field in references() if field.model._meta.app_label == "events"}
    assert found == {
        "events.Event.organiser",
        "events.Event.alliance",
        "events.CoOrganiser.organisation",
        "events.CalendarFeed.organisation",
        "events.Venue.keeper",
    }
    assert all(callable(rule_for(field)) for field in references())


def test_events_venues_and_stewards_follow(pair):
    source, target = pair
    event = builders.event(organiser=source)
    venue = builders.venue(keeper=source)
    person = builders.steward(source)
    merging.merge(source, target, None)
    event.refresh_from_db()
    venue.refresh_from_db()
    assert (event.organiser, venue.keeper) == (target, target)
    assert Stewardship.objects.get(user=person).organisation == target
    assert [fact.name for fact in public_record(event).organisers] == [target.name]


def test_an_alliance_in_whose_name_it_takes_place_follows():
    builders.site_tree()
    source, target = (builders.organisation(name, kind="alliance") for name in ("Netz Süd", "Netz Süd e. V."))
    event = builders.event(alliance=source)
    merging.merge(source, target, None)
    event.refresh_from_db()
    assert (event.alliance, event.get_latest_revision_as_object().alliance) == (target, target)


def test_nobody_invites_twice_to_the_same_event(pair):
    source, target = pair
    third = builders.organisation("Dritte")
    cases = {
        "both beside a third": builders.event(organiser=third, co_organisers=[source, target]),
        "organiser and beside": builders.event(organiser=source, co_organisers=[target, third]),
        "the other way round": builders.event(organiser=target, co_organisers=[source]),
        "beside a third": builders.event(organiser=third, co_organisers=[source]),
    }
    done = merging.merge(source, target, None)
    found = {name: co_organisers(Event.objects.get(pk=event.pk)) for name, event in cases.items()}
    assert found == {
        "both beside a third": [target.name],
        "organiser and beside": ["Dritte"],
        "the other way round": [],
        "beside a third": [target.name],
    }
    for event in cases.values():
        draft = Event.objects.get(pk=event.pk).get_latest_revision_as_object()
        draft.save_revision().publish()
        assert (
            co_organisers(Event.objects.get(pk=event.pk))
            == found[next(name for name, one in cases.items() if one.pk == event.pk)]
        )
    assert merging.changed_since(done)


def test_drafts_name_the_target_and_can_be_published(pair):
    source, target = pair
    event = builders.event(organiser=target, co_organisers=[])
    draft = event.get_latest_revision_as_object()
    draft.organiser = source
    draft.co_organisers = [CoOrganiser(organisation=target)]
    draft.save_revision()
    never = builders.event(organiser=source, live=False)
    merging.merge(source, target, None)
    for made in (event, never):
        one = Event.objects.get(pk=made.pk)
        one.get_latest_revision().publish()
        one.refresh_from_db()
        assert (one.live, one.organiser, co_organisers(one)) == (True, target, [])


def test_a_feed_both_have_is_read_once_and_loses_nothing(pair):
    source, target = pair
    url = "https://example.org/termine.ics"
    feeds = [CalendarFeed.objects.create(organisation=entry, url=url) for entry in pair]
    other = CalendarFeed.objects.create(organisation=source, url="https://example.org/zwei.ics")
    done = merging.merge(source, target, None)
    rows = {feed.pk: feed for feed in CalendarFeed.objects.all()}
    assert {feed.organisation_id for feed in rows.values()} == {target.pk}
    assert (rows[feeds[0].pk].url, rows[feeds[0].pk].is_enabled, rows[other.pk].is_enabled) == (
        "",
        False,
        True,
    )
    merging.undo(done, None)
    assert CalendarFeed.objects.filter(organisation=source, url=url, is_enabled=True).exists()


def test_whoever_acts_for_both_has_one_running_row(pair):
    source, target = pair
    person = builders.user()
    long_ago = timezone.localdate() - timedelta(days=400)
    for entry in pair:
        Stewardship.objects.create(user=person, organisation=entry, since=long_ago)
    done = merging.merge(source, target, None)
    rows = Stewardship.objects.filter(user=person, organisation=target)
    assert (rows.count(), rows.filter(until=None).count()) == (2, 1)
    merging.undo(done, None)
    assert list(
        Stewardship.objects.filter(user=person, until=None).values_list("organisation", flat=True)
    ) == [
        source.pk,
        target.pk,
    ]


def test_undo_brings_rows_children_and_drafts_back(pair):
    source, target = pair
    events = [
        builders.event(organiser=source, co_organisers=[target]),
        builders.event(organiser=target, co_organisers=[source]),
        builders.event(co_organisers=[source, target]),
    ]

    def everything():
        return [
            (
                list(Event.objects.order_by("pk").values("organiser", "alliance")),
                list(CoOrganiser.objects.order_by("pk").values()),
                [Event.objects.get(pk=event.pk).latest_revision.content["co_organisers"] for event in events],
            )
        ]

    before = everything()
    done = merging.merge(source, target, None)
    assert everything() != before
    merging.undo(done, None)
    assert everything() == before


def test_a_preview_changes_nothing(pair):
    source, target = pair
    event = builders.event(organiser=source, co_organisers=[target])
    before = Publication.objects.values().get()
    assert merging.preview(source, target, None).effects
    event.refresh_from_db()
    assert (event.organiser, co_organisers(event)) == (source, [target.name])
    assert Publication.objects.values().get() == before


def test_feeds_and_search_learn_of_the_new_organiser_and_of_its_undoing(pair):
    source, target = pair
    event = builders.event(organiser=source)
    first = Publication.objects.get(event=event).content_digest
    done = merging.merge(source, target, None)
    second = Publication.objects.get(event=event).content_digest
    merging.undo(done, None)
    assert (second != first, Publication.objects.get(event=event).content_digest) == (True, first)
    assert Publication.objects.get(event=event).sequence == 0
    assert PendingChange.objects.filter(model="events.event").exists()

"""Two events become one: addresses lead on, registrations and feeds go along, and it can be undone."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.curation import merging
from events.curation.deciding import NotDone
from events.curation.merging import Wish
from events.curation.survivors import survivor_of
from events.models import (
    CalendarFeed,
    Event,
    EventMerge,
    FeedItem,
    Occurrence,
    Publication,
    QueueEntry,
    Registration,
    RegistrationSettings,
    SeatCount,
)
from events.models.curation import QueueKind
from network import roles
from tests import builders

pytestmark = pytest.mark.django_db
EVENING = datetime(2027, 3, 4, 19, 0)


@pytest.fixture
def pair():
    """Return an event as two organisations wrote it down."""
    builders.site_tree()
    house = builders.venue("Gasometer", town="Zwickau")
    source = builders.event(
        "Lesung mit Musik", start=EVENING + timedelta(minutes=30), venue=house, summary="Kurz."
    )
    target = builders.event("Lesung und Musik", start=EVENING, venue=house)
    return source, target


def merge(source, target, **wish):
    """Merge and return the record."""
    return merging.merge(source, target, Wish(**wish), None, timezone.now())


def registration(event, email, key="", **fields):
    """Return somebody who comes."""
    defaults = {"state": "confirmed", "delete_after": timezone.now() + timedelta(days=99)}
    return Registration.objects.create(event=event, key=key, email=email, **{**defaults, **fields})


def test_one_remains_and_the_other_leads_on(pair):
    source, target = pair
    merge(source, target, organisers=(source.organiser,), taken=frozenset({"summary"}))
    source.refresh_from_db()
    target = Event.objects.get(pk=target.pk)
    assert (source.live, target.live, target.summary) == (False, True, "Kurz.")
    assert [row.organisation for row in target.co_organisers.all()] == [source.organiser]
    assert (target.title, target.organiser == source.organiser) == ("Lesung und Musik", False)
    assert survivor_of(source.short_id) == target
    assert survivor_of(target.short_id) is None
    assert not Occurrence.objects.listed().filter(event=source).exists()


def test_every_address_of_the_one_that_went_leads_on_and_is_kept_by_nobody(client):
    builders.calendar_tree()
    source, target = (
        builders.event("Alt", rule="FREQ=WEEKLY;COUNT=3", start=EVENING),
        builders.event(start=EVENING),
    )
    done = merge(source, target)
    builders.drain()
    own, to = f"/termine/{source.slug}-{source.short_id}/", f"/termine/{target.slug}-{target.short_id}/"
    for path in (own, f"{own}2027-03-04/", f"{own}alle/", f"/termine/anders-{source.short_id}/"):
        for prefix in ("", "/en"):
            answer = client.get(prefix + path)
            assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (
                302,
                prefix + to,
                "no-cache",
            )
    merging.undo(done, None)
    builders.drain()
    assert client.get(own).status_code == 200


def test_feeds_learn_that_it_has_gone(pair):
    source, target = pair
    merge(source, target)
    assert Publication.objects.get(uid=source.uid).is_gone
    assert not Publication.objects.get(uid=target.uid).is_gone


def test_a_chain_of_merges_leads_to_the_end_and_a_hidden_end_leads_nowhere(pair):
    source, target = pair
    last = builders.event(start=EVENING)
    merge(source, target)
    merge(target, last)
    assert survivor_of(source.short_id) == last
    last.unpublish()
    assert survivor_of(source.short_id) is None
    assert survivor_of("2222222222") is None


def test_the_next_import_does_not_bring_it_back(pair):
    source, target = pair
    feed = CalendarFeed.objects.create(organisation=source.organiser, url="https://example.org/a.ics")
    item = FeedItem.objects.create(feed=feed, identity="1", event=source)
    done = merge(source, target)
    item.refresh_from_db()
    assert (item.event, item.state) == (target, "duplicate")
    merging.undo(done, None)
    item.refresh_from_db()
    assert (item.event, item.state) == (source, "active")


def test_registrations_go_to_the_date_of_the_same_day_once(pair):
    source, target = pair
    RegistrationSettings.objects.create(event=source, is_enabled=True)
    old, new = "2027-03-04T19:30", "2027-03-04T19:00"
    registration(source, "a@example.org", old, seats=2)
    registration(source, "b@example.org", old)
    registration(target, "b@example.org", new)
    registration(source, "c@example.org", old, state="waiting")
    SeatCount.objects.create(event=source, key=old, taken=3)
    SeatCount.objects.create(event=target, key=new, taken=1)
    done = merge(source, target)
    there = set(Registration.objects.filter(event=target).values_list("email", "key"))
    assert there == {(f"{name}@example.org", new) for name in "abc"}
    assert SeatCount.objects.get(event=target, key=new).taken == 3
    assert target.registration == RegistrationSettings.objects.get()
    merging.undo(done, None)
    assert set(Registration.objects.filter(event=target).values_list("email", flat=True)) == {"b@example.org"}
    assert SeatCount.objects.get(event=source, key=old).taken == 3
    assert SeatCount.objects.get(event=target, key=new).taken == 1
    assert RegistrationSettings.objects.get().event == source


def test_nobody_is_left_behind_without_a_date(pair):
    source, target = pair
    registration(source, "a@example.org", "2027-04-01T19:30")
    with pytest.raises(NotDone):
        merge(source, target)
    source.refresh_from_db()
    assert (source.live, EventMerge.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    "case",
    ["itself", "hidden target", "programme", "draft waits", "locked", "merged already", "in a workflow"],
)
def test_what_cannot_be_one_is_refused_and_changes_nothing(pair, case):
    source, target = pair
    if case == "itself":
        source = target
    elif case == "hidden target":
        target.unpublish()
    elif case == "programme":
        Event.objects.filter(pk=source.pk).update(is_programme=True)
    elif case == "draft waits":
        target.save_revision()
        Event.objects.filter(pk=target.pk).update(has_unpublished_changes=True)
    elif case == "locked":
        Event.objects.filter(pk=source.pk).update(locked=True)
    elif case == "merged already":
        merge(source, builders.event())
    else:
        from events.setup import ensure_workflow  # noqa: PLC0415

        roles.ensure_roles()
        ensure_workflow()
        source.get_workflow().start(source, None)
    before = EventMerge.objects.count()
    with pytest.raises(NotDone):
        merge(Event.objects.get(pk=source.pk), Event.objects.get(pk=target.pk))
    assert EventMerge.objects.count() == before


def test_undo_brings_both_back_as_they_were(pair):
    source, target = pair
    entry = QueueEntry.objects.create(event=source, other=target, kind=QueueKind.DUPLICATE, score=80)
    done = merge(source, target, organisers=(source.organiser,), taken=frozenset({"summary", "title"}))
    entry.refresh_from_db()
    assert entry.decision == "merged"
    merging.undo(done, None)
    source, target = Event.objects.get(pk=source.pk), Event.objects.get(pk=target.pk)
    entry.refresh_from_db()
    assert (source.live, source.title, target.title, target.summary) == (
        True,
        "Lesung mit Musik",
        "Lesung und Musik",
        "",
    )
    assert (target.co_organisers.count(), entry.settled_at, survivor_of(source.short_id)) == (0, None, None)
    assert not Publication.objects.get(uid=source.uid).is_gone
    again = merge(source, target)
    assert again.pk != done.pk


@pytest.mark.parametrize("which", [0, 1])
def test_undo_is_refused_once_one_of_them_changed(pair, which):
    done = merge(*pair)
    Event.objects.get(pk=pair[which].pk).save_revision().publish()
    with pytest.raises(NotDone):
        merging.undo(done, None)
    with pytest.raises(NotDone):
        merging.undo(done, None)
    assert EventMerge.objects.get().undone_at is None


def test_the_page_shows_what_differs_and_its_button_merges_and_undoes(client, pair):
    source, target = pair
    roles.ensure_roles()
    client.force_login(builders.editor())
    address = reverse("event_queue:merge", args=[source.pk, target.pk])
    page = client.get(address).content.decode()
    assert "Lesung mit" in page and source.organiser.name in page
    fields = {"organisers": [source.organiser_id], "taken": ["summary"], "takes_topics": "on"}
    answer = client.post(address, fields)
    assert (answer.status_code, Event.objects.get(pk=target.pk).summary) == (302, "Kurz.")
    assert client.post(address, fields).status_code == 409
    assert client.get(answer["Location"]).status_code == 200
    client.post(answer["Location"])
    assert Event.objects.get(pk=source.pk).live
    client.post(answer["Location"])
    assert EventMerge.objects.get().undone_at


@pytest.mark.parametrize(
    "fields", [{"organisers": "x"}, {"organisers": "99999"}, {"taken": "organiser"}, {"taken": "uid"}]
)
def test_hostile_wishes_change_nothing(client, pair, fields):
    source, target = pair
    roles.ensure_roles()
    client.force_login(builders.editor())
    answer = client.post(reverse("event_queue:merge", args=[source.pk, target.pk]), fields)
    assert (answer.status_code, EventMerge.objects.count()) == (400, 0)


def test_whole_days_find_each_other():
    builders.site_tree()
    house = builders.venue("Markt", town="Zwickau")
    source, target = (
        builders.event(title, start=date(2027, 5, 1), venue=house) for title in ("Fest", "Maifest")
    )
    registration(source, "a@example.org", "2027-05-01")
    merge(source, target)
    assert Registration.objects.get().key == "2027-05-01"

"""Whether one can register, in words, as pages of events show it."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from events.models import RegistrationSettings, SeatCount
from events.records import public_record
from events.signup.section import section_of
from events.signup.state import Stage, signup_state
from events.signup.words import free_words
from portal import changes
from tests import builders
from tests.events.signing_up import WEEKLY, bookable, form_url, keys_of, shown, somebody

pytestmark = pytest.mark.django_db


def state(event, key="", now=None):
    """Return whether one can register for it."""
    return signup_state(public_record(event), key, now or timezone.now())


def test_nothing_is_said_where_one_does_not_register_here():
    assert state(builders.event()) is None
    assert state(bookable(settings={"is_enabled": False})) is None
    assert state(bookable(live=False)) is None


def test_each_stage_and_when_it_ends():
    now = timezone.now()
    opens, closes = now + timedelta(days=1), now + timedelta(days=2)
    event = bookable(settings={"capacity": 1, "opens_at": opens, "closes_at": closes})
    assert (state(event).stage, state(event).changes_at) == (Stage.NOT_YET, opens)
    assert (state(event, now=opens).stage, state(event, now=opens).changes_at) == (Stage.OPEN, closes)
    assert state(event, now=closes).stage == Stage.CLOSED
    end = event.occurrences.get().end
    assert state(event, now=end - timedelta(microseconds=1)).stage == Stage.CLOSED
    assert state(event, now=end).stage == Stage.OVER
    SeatCount.objects.create(event=event, taken=1)
    assert state(event, now=opens).stage == Stage.WAITING
    RegistrationSettings.objects.update(has_waiting_list=False)
    assert (state(event, now=opens).stage, state(event, now=opens).url) == (Stage.FULL, "")


def test_of_a_series_each_date_has_its_own():
    event = bookable(settings={"capacity": 1}, **WEEKLY)
    first, second = keys_of(event)[:2]
    somebody(event, "kim", first)
    assert state(event).stage == Stage.CHOOSE
    assert (state(event, first).stage, state(event, second).stage) == (Stage.WAITING, Stage.OPEN)
    assert state(event, second).url == form_url(event, second)
    assert state(event, "2026-01-01T19:00") is None


def test_two_dates_on_one_day_have_addresses_of_their_own(client):
    event = bookable()
    day = event.starts_on.isoformat()
    draft = event.get_latest_revision_as_object()
    draft.extra_dates = [f"{day}T10:00"]
    draft.save_revision().publish()
    builders.site_tree()
    for key in (f"{day}T10:00", f"{day}T19:00"):
        url = state(event, key).url
        assert url.endswith(f"/{key.replace('T', '-').replace(':', '')}/anmelden/")
        assert client.get(url).status_code == 200
    assert client.get(form_url(event, day)).status_code == 404


def test_free_seats_are_told_exactly_only_when_few_are_left():
    with builders.language("en"):
        words = [free_words(free) for free in (None, 500, 11, 10, 1, 0)]
    assert words == [
        "", "Seats are free.", "Seats are free.", "10 seats are free.", "1 seat is free.", "All seats are taken.",
    ]  # fmt: skip


def test_a_page_is_made_anew_when_its_words_change(django_assert_max_num_queries):
    event = bookable(settings={"closes_at": timezone.now() + timedelta(hours=1)})
    request = RequestFactory().get("/")
    (section,) = section_of(shown(event), request)
    assert section.context["state"].stage == Stage.OPEN
    assert request.expires_at == RegistrationSettings.objects.get().closes_at
    one = shown(event)
    with django_assert_max_num_queries(6):
        list(section_of(one, request))


def test_pages_are_made_anew_only_when_a_guest_changes_the_words():
    event = bookable(settings={"capacity": 13})
    generations = [changes.generation()]
    for number in range(3):
        somebody(event, f"p{number}")
        generations.append(changes.generation())
    assert generations[0] == generations[1] == generations[2] != generations[3]

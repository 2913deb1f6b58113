"""An organisation's dates on its desk: next ones, drafts, what came back, who comes this week."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.editing.desk import dates_part
from events.models import Registration
from events.setup import ensure_workflow
from events.signup.desk_part import registrations_part
from network import roles
from tests import builders
from tests.events.signing_up import bookable

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    """Return an organisation."""
    return builders.organisation("Verein A")


@pytest.fixture
def now():
    """Return the moment at which somebody looks."""
    return timezone.now()


def tomorrow(days=1):
    """Return seven in the evening of a day to come."""
    return (timezone.localtime() + timedelta(days=days)).replace(
        tzinfo=None, hour=19, minute=0, second=0, microsecond=0
    )


def test_dates_and_drafts_of_this_organisation_alone(entry, now):
    builders.event("Nächster", tomorrow(), organiser=entry)
    builders.event("Entwurf", tomorrow(), organiser=entry, live=False)
    builders.event("Fremd", tomorrow())
    part = dates_part(builders.user(), entry, now)
    assert [line.title for line in part.context["dates"]] == ["Nächster"]
    assert [line.title for line in part.context["drafts"]] == ["Entwurf"]
    assert part.count == 0


def test_what_was_sent_back_comes_first_with_what_was_said(entry, now):
    roles.ensure_roles()
    ensure_workflow()
    steward, editor = builders.steward(entry), builders.superuser()
    back = builders.event("Zurück", tomorrow(), organiser=entry, live=False)
    builders.event("Neuer Entwurf", tomorrow(), organiser=entry, live=False)
    state = back.get_workflow().start(back, steward)
    state.current_task_state.task.specific.on_action(
        state.current_task_state, editor, "reject", comment="Bitte die Uhrzeit."
    )
    part = dates_part(steward, entry, now)
    assert [line.title for line in part.context["drafts"]] == ["Zurück", "Neuer Entwurf"]
    assert "Bitte die Uhrzeit." in part.context["drafts"][0].note
    assert part.count == 1


def register(event, key="", seats=1, state="confirmed"):
    """Write somebody down for a date."""
    later = timezone.now() + timedelta(days=90)
    email = f"gast{Registration.objects.count()}@example.org"
    return Registration.objects.create(
        event=event, key=key, email=email, seats=seats, state=state, delete_after=later
    )


def test_who_comes_this_week_in_numbers(entry, now):
    event = bookable(start=tomorrow(), organiser=entry)
    register(event, seats=2)
    register(event, state="offered")
    register(event, state="waiting", seats=3)
    register(event, state="pending", seats=9)
    (date,) = registrations_part(builders.user(), entry, now).context["coming"]
    assert (date.seats, date.waiting, date.is_today) == (3, 3, False)


def test_dates_later_than_this_week_without_registration_or_of_others_are_not_there(entry, now):
    bookable(start=tomorrow(8), organiser=entry)
    builders.event("Ohne Anmeldung", tomorrow(), organiser=entry)
    bookable(start=tomorrow(), organiser=builders.organisation())
    assert registrations_part(builders.user(), entry, now) is None


def test_each_date_of_a_series_has_its_own_number(entry, now):
    first = tomorrow()
    event = bookable(start=first, organiser=entry, rule="FREQ=DAILY;COUNT=3")
    register(event, key=(first + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    dates = registrations_part(builders.user(), entry, now).context["coming"]
    assert [date.seats for date in dates] == [0, 1, 0]


def test_both_parts_take_no_query_per_row(entry, now):
    def queries():
        with CaptureQueriesContext(connection) as found:
            dates_part(None, entry, now)
            registrations_part(None, entry, now)
        return len(found)

    for _number in range(2):
        register(bookable(start=tomorrow(), organiser=entry))
    queries()
    few = queries()
    for number in range(10):
        register(bookable(start=tomorrow(), organiser=entry))
        builders.event(f"C{number}", tomorrow(), organiser=entry, live=False)
    assert queries() == few == 4

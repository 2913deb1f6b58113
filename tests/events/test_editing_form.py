"""The form of an event: how it repeats, in plain questions; what is kept, lost, refused."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from events.editing.next_dates_view import WhenForm
from events.models import Event, Registration, SchoolHoliday, Venue
from tests import builders
from tests.events.event_answers import ADD, EDIT, NOTHING, answers

pytestmark = pytest.mark.django_db

WEEKLY = {"repeats": "WEEKLY", "every": "1", "ends": "count", "count": "4"}


def create(client, **given):
    """Send the form of a new event as an editor; return the event or the errors."""
    client.force_login(builders.editor())
    return send(client, reverse(ADD), answers(**{"organiser": builders.organisation(), **given}))


def send(client, url, data):
    """Send a form; return the newest event, or the errors of the form."""
    response = client.post(url, data)
    if response.status_code == 302:
        return Event.objects.order_by("-latest_revision_id").first().get_latest_revision_as_object()
    return response.context["form"].errors.get_json_data()


def test_a_single_evening_is_saved_as_a_draft(client):
    event = create(client)
    assert (event.live, event.rule, event.title) == (False, "", "Sprachcafé")


def test_a_title_hides_no_signs_that_turn_it_around(client):
    event = create(
        client, title="Fest\u202e am\u200b  Fluss\u2066", summary="Kaffee\u202d und می\u200cخواهم\nTee"
    )
    assert (event.title, event.summary) == ("Fest am Fluss", "Kaffee und می\u200cخواهم Tee")


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


@pytest.mark.parametrize(
    ("choice", "rule"),
    [
        ({"repeats": "DAILY", "every": "2", "ends": "count", "count": "5"}, "FREQ=DAILY;INTERVAL=2;COUNT=5"),
        ({"repeats": "WEEKLY", "weekdays": ["0", "2"]}, "FREQ=WEEKLY;BYDAY=MO,WE"),
        ({"repeats": "MONTHLY", "month_by": "day"}, "FREQ=MONTHLY;BYMONTHDAY=3"),
        ({"repeats": "YEARLY", "ends": "until", "until": "31.12.2030"}, "FREQ=YEARLY;UNTIL=20301231T180000Z"),
    ],
)
def test_plain_answers_become_a_rule_and_come_back_as_answers(client, choice, rule):
    event = create(client, **choice)
    assert event.rule == rule
    initial = client.get(reverse(EDIT, args=[event.pk])).context["form"].initial
    assert {name: initial[name] for name in choice if name not in {"until", "every", "count"}} == {
        name: value for name, value in choice.items() if name not in {"until", "every", "count"}
    }


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"repeats": "MONTHLY", "month_by": "weekday"}, {"ordinal", "month_weekday"}),
        ({"repeats": "WEEKLY", "ends": "until"}, {"until"}),
        ({"repeats": "WEEKLY", "ends": "count"}, {"count"}),
        ({"repeats": "WEEKLY", "weekdays": ["0"]}, {"repeats"}),
        ({"repeats": "HOURLY"}, {"repeats"}),
        ({"repeats": "WEEKLY", "every": "0"}, {"every"}),
        ({"further": "gestern"}, {"further"}),
        ({"repeats": "WEEKLY", "left_out": "04.03.2027"}, {"left_out"}),
        ({"starts_on": ""}, {"starts_on"}),
        ({"starts_at": ""}, {"starts_at"}),
        ({"ends_on": "01.03.2027"}, {"ends_on"}),
        ({"zone": "Mars/Olympus"}, {"zone"}),
        ({"organiser": None}, {"organiser"}),
    ],
)
def test_what_cannot_be_is_said_at_its_question(client, given, wrong):
    errors = create(client, **given)
    assert isinstance(errors, dict), errors
    assert set(errors) == wrong


def test_further_dates_and_dates_left_out_are_kept(client):
    event = create(client, **WEEKLY, further="Do, 01.04.2027, 10:00", left_out="10.03.2027")
    assert (event.extra_dates, event.removed_dates) == (["2027-04-01T10:00"], ["2027-03-10T19:00"])


def test_wishes_are_resolved_into_dates_that_do_not_take_place(client):
    builders.region("14")
    SchoolHoliday.objects.create(
        name="Osterferien 2027", first_day=builders.day("2027-03-08"), last_day=builders.day("2027-03-12")
    )
    event = create(client, **WEEKLY, not_in_school_holidays="on")
    assert (event.wished_away, event.removed_dates) == (["2027-03-10T19:00"], [])


@pytest.fixture
def series_with_decisions():
    """Return a published weekly series with a date that was called off."""
    changed = {"2027-03-10T19:00": {"status": "cancelled", "note": "Krank"}}
    return builders.event("Sprachcafé", datetime(2027, 3, 3, 19), rule="FREQ=WEEKLY;COUNT=4", changed=changed)


def resend(client, event, **given):
    """Send the form of an event again as an editor, with other answers."""
    client.force_login(builders.editor())
    return send(client, reverse(EDIT, args=[event.pk]), answers(event.organiser, **{**WEEKLY, **given}))


def test_a_called_off_date_goes_along_when_the_time_changes(client, series_with_decisions):
    event = resend(client, series_with_decisions, starts_at="18:00", ends_at="20:00")
    assert [(row.key, row.status, row.note) for row in event.changed_dates.all()] == [
        ("2027-03-10T18:00", "cancelled", "Krank")
    ]


def test_decisions_are_not_lost_without_a_word(client, series_with_decisions):
    errors = resend(client, series_with_decisions, every="2")
    assert set(errors) == {"drops_changes"}
    event = resend(client, series_with_decisions, every="2", drops_changes="on")
    assert list(event.changed_dates.all()) == []


def test_a_series_with_registrations_is_moved_where_they_go_along(client, series_with_decisions):
    Registration.objects.create(
        event=series_with_decisions,
        key="2027-03-17T19:00",
        email="kim@example.org",
        delete_after=timezone.now(),
    )
    assert set(resend(client, series_with_decisions, starts_at="18:00")) == {"starts_on"}
    assert resend(client, series_with_decisions, title="Neuer Titel").title == "Neuer Titel"


def test_a_rule_that_the_form_cannot_say_is_shown_in_words_and_kept(client):
    rule = "FREQ=YEARLY;BYWEEKNO=9;BYDAY=WE"
    event = builders.event("Reihe", datetime(2027, 3, 3, 19), rule=rule)
    client.force_login(builders.editor())
    form = client.get(reverse(EDIT, args=[event.pk])).context["form"]
    assert (form.initial["repeats"], len(form.fields["repeats"].choices)) == ("as_is", 6)
    assert resend(client, event, repeats="as_is").rule == rule
    assert resend(client, event, **WEEKLY).rule == "FREQ=WEEKLY;COUNT=4"


def test_an_address_follows_the_title_until_it_is_public(client):
    event = create(client, title="Spr")
    assert event.slug == "spr"
    client.post(reverse(EDIT, args=[event.pk]), answers(event.organiser, title="Sprachcafé Mitte"))
    assert Event.objects.get().slug == "sprachcafe-mitte"
    published = {"title": "Anderer Titel", "action-publish": "1"}
    client.post(reverse(EDIT, args=[event.pk]), answers(event.organiser, **published))
    client.post(reverse(EDIT, args=[event.pk]), answers(event.organiser, title="Noch einer"))
    assert (Event.objects.get().slug, Event.objects.get().live) == ("anderer-titel", True)


def test_a_form_with_errors_in_every_field_is_a_page(client):
    client.force_login(builders.editor())
    hostile = dict.fromkeys(answers(), "\x00<script>")
    # Wagtail's own choosers and its editor take no nonsense.
    response = client.post(reverse(ADD), {**hostile, **NOTHING, "description": "null", "organiser": ""})
    assert response.status_code == 200
    assert not Event.objects.exists()


def test_versions_are_compared_in_words(client, series_with_decisions):
    event = series_with_decisions
    resend(client, event, every="1", count="3")
    first = event.revisions.order_by("pk").first()
    url = reverse("wagtailsnippets_events_event:revisions_compare", args=[event.pk, first.pk, "latest"])
    assert "Krank" in client.get(url).content.decode()


def preview(client, **given):
    """Return what the preview of dates answers to a script."""
    client.force_login(builders.editor())
    url = reverse("wagtailsnippets_events_event:next_dates")
    return client.post(url, answers(**given), headers={"X-Requested-With": "XMLHttpRequest"}).context["shown"]


def test_the_preview_shows_the_next_dates_and_writes_nothing(client):
    shown = preview(client, **WEEKLY, starts_on=in_days(7))
    assert (len(shown.dates), shown.errors, shown.warnings) == (4, (), ())
    assert not Event.objects.exists()


def in_days(number):
    """Return a day to come, as a form has it."""
    return (timezone.localdate() + timedelta(days=number)).isoformat()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"starts_on": "2020-01-01"}, "over"),
        ({"starts_on": "2099-01-01"}, "two years ahead"),
        ({"starts_on": "2027-03-31", "repeats": "MONTHLY"}, "left out"),
        ({"starts_on": "2027-03-28", "starts_at": "02:30", "ends_at": "05:00"}, "clocks change"),
        ({**WEEKLY, "count": "2", "left_out": "03.03.2027\n10.03.2027"}, "Not a single date"),
    ],
)
def test_the_preview_warns(given, said):
    with builders.language("en"):
        shown = WhenForm(
            QueryDict(urlencode(answers(**given), doseq=True)), Event(), Venue.objects.all()
        ).answer()
    assert any(said in warning for warning in shown.warnings), shown


def test_the_preview_shows_pauses_with_their_reason(client):
    shown = preview(client, **{**WEEKLY, "count": "3"}, starts_on="2027-04-29", not_on_public_holidays="on")
    assert [date.is_off for date in shown.dates] == [False, True, False]


def test_the_preview_says_what_is_wrong(client):
    assert preview(client, starts_on="gestern").errors
    assert preview(client, repeats="WEEKLY", ends="until").errors
    assert preview(client, starts_at="").errors


def test_without_a_script_the_preview_is_a_page(client):
    client.force_login(builders.editor())
    answer = client.post(reverse("wagtailsnippets_events_event:next_dates"), answers())
    assert "<h1" in answer.content.decode()


def shown_in_preview(client, **given):
    """Return the preview of a new event, as an editor sees it beside the form."""
    client.force_login(builders.editor())
    url = reverse("wagtailsnippets_events_event:preview_on_add")
    data = answers(**{"organiser": builders.organisation(), **given})
    assert client.post(url, data).json()["is_valid"]
    answer = client.get(f"{url}?mode=")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_draft_is_previewed_as_its_page_will_be(client):
    builders.calendar_page(builders.site_tree().home)
    page = shown_in_preview(client, **{**WEEKLY, "starts_on": in_days(7), "summary": "Alle sind willkommen."})
    assert "Alle sind willkommen." in page
    assert page.count('class="entry') >= 4 or page.count("<time") >= 4
    assert not Event.objects.exists()


def test_drafts_without_dates_of_the_past_or_for_whole_days_are_previewed_too(client):
    builders.site_tree()
    for given in (
        {"starts_on": "2020-01-01"},
        {"is_all_day": "on", "starts_at": "", "ends_at": ""},
        {"is_programme": "on"},
        {**WEEKLY, "count": "1", "left_out": "03.03.2027"},
    ):
        assert "Sprachcafé" in shown_in_preview(client, **given)


def test_a_venue_is_previewed_as_exactly_as_everybody_may_see_it(client):
    builders.site_tree()
    venue = builders.venue("Haus im Hof", street="Geheimweg 3", town="Zwickau")
    page = shown_in_preview(client, venue=venue.pk, place_disclosure="registrants")
    assert "Geheimweg 3" not in page
    assert "Geheimweg 3" in shown_in_preview(client, venue=venue.pk)

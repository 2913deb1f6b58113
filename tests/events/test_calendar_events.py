"""The pages of events and of their dates, and what machines read there."""

import json
import re
from datetime import date, time
from html import unescape
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client

from events.models import Event
from portal.disclosure import Audience
from portal.registries import Section, event_sections
from tests import builders
from tests.events.calendar_pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_half_past_seven")]
BASE = settings.WAGTAILADMIN_BASE_URL
MOVED = {"starts_on": date(2026, 3, 19), "starts_at": time(20), "note": "Der Saal war belegt."}


def path_of(event: Event, part: str = "") -> str:
    """Return the English address of an event or of something below it."""
    return f"/en/termine/{event.slug}-{event.short_id}/{part}"


def text(path: str, status: int = 200) -> str:
    """Return the words of a page."""
    response = Client().get(path)
    assert response.status_code == status
    words = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(words).replace("\xad", "").split())


def data(path: str) -> dict:
    """Return what machines read about the event."""
    (source,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', Client().get(path).content.decode()
    )
    return next(node for node in json.loads(source)["@graph"] if node["@type"] in {"Event", "EventSeries"})


def series(**fields) -> Event:
    """Return four Wednesdays: the second moved, the third cancelled."""
    changed = {"2026-03-18T19:00": MOVED, "2026-03-25T19:00": {"status": "cancelled", "note": "Ferien."}}
    return builders.event("Plenum", at(11), rule="FREQ=WEEKLY;COUNT=4", changed=changed, **fields)


class TestEventPage:
    def test_it_tells_when_where_and_who(self, tree):
        places = builders.places()
        host = builders.organisation_page(tree.directory, builders.organisation("Laterne"))
        house = builders.venue(
            "Gasometer", street="Gasse 7", postcode="08056", town="Zwickau", region=places.zwickau
        )
        event = builders.event(
            "Lesung", at(6), organiser=host.organisation, venue=house, cost="paid", cost_note="5 €"
        )
        shown = text(path_of(event))
        for words in (
            "Fri, 6 March 2026, 19:00–21:00",
            "Gasometer",
            "Gasse 7",
            "08056 Zwickau",
            "Laterne",
            "5 €",
        ):
            assert words in shown
        assert 'href="/en/initiativen/laterne/"' in Client().get(path_of(event)).content.decode()

    def test_a_calendar_is_kept_up_to_date_by_one_button(self, tree):
        whole = series()
        date = path_of(whole, "2026-03-18/")
        for event, path in ((builders.event("Lesung", at(6)), ""), (whole, ""), (whole, date)):
            (link,) = re.findall(
                r'href="(webcal://[^"]+)"', Client().get(path or path_of(event)).content.decode()
            )
            assert link.endswith(f"{path_of(event)}termin.ics")
            assert Client().get(path_of(event, "termin.ics")).status_code == 200

    def test_a_place_after_registration_is_not_told(self, tree):
        house = builders.venue("Geheimes Haus", street="Gasse 7", town="Zwickau")
        event = builders.event(
            "Treffen",
            at(6),
            venue=house,
            place_disclosure=Audience.REGISTRANTS,
            attendance_mode="hybrid",
            online_url="https://example.org/raum",
        )
        response = Client().get(path_of(event)).content.decode()
        assert (
            "Geheimes Haus" not in response
            and "Gasse 7" not in response
            and "example.org/raum" not in response
        )
        assert "Zwickau" in response and "The link comes after registration." in response

    def test_a_wrong_slug_leads_to_the_right_one(self, tree):
        event = builders.event("Lesung", at(6))
        response = Client().get(f"/termine/alter-titel-{event.short_id}/")
        assert (response.status_code, response["Location"]) == (301, f"/termine/lesung-{event.short_id}/")

    def test_drafts_and_withdrawn_events_answer_like_unknown_ones(self, tree):
        draft, gone = builders.event("Entwurf", at(6), live=False), builders.event("Weg", at(6))
        gone.unpublish()
        for event in (draft, gone):
            assert Client().get(path_of(event)).status_code == 404
        assert Client().get("/termine/nichts-2222222222/").status_code == 404

    def test_a_cancelled_event_says_so_first(self, tree):
        event = builders.event("Lesung", at(6), status="cancelled", status_note="Krank.")
        response = Client().get(path_of(event)).content.decode()
        assert "Krank." in response and "notice danger" in response and "EventCancelled" in response

    def test_a_past_event_says_so(self, tree):
        assert "This is over" in text(path_of(builders.event("Lesung", at(2))))

    def test_times_elsewhere_are_told_in_both_zones(self, tree):
        event = builders.event("Webinar", at(6, 19), zone="Europe/London")
        assert "20:00–22:00" in text(path_of(event))
        assert "German time; there it is 19:00–21:00 (London)" in text(path_of(event))

    def test_whole_days_are_told_as_days(self, tree):
        event = builders.event("Woche", date(2026, 3, 9), ends_on=date(2026, 3, 11))
        assert "9–11 March 2026, all day" in text(path_of(event))
        assert data(path_of(event))["startDate"] == "2026-03-09"
        assert data(path_of(event))["endDate"] == "2026-03-11"

    def test_a_programme_shows_its_parts_by_day(self, tree):
        programme = builders.event(
            "Novembertage", date(2026, 3, 5), ends_on=date(2026, 3, 9), is_programme=True
        )
        builders.event("Zweiter Abend", at(7), part_of=programme)
        first = builders.event("Erster Abend", at(6), part_of=programme)
        builders.event("Entwurf", at(6), part_of=programme, live=False)
        shown = text(path_of(programme))
        assert (
            shown.index("Friday, 6 March 2026") < shown.index("Erster Abend") < shown.index("Zweiter Abend")
        )
        assert "Entwurf" not in shown
        assert "Part of Novembertage" in text(path_of(first))
        assert data(path_of(first))["superEvent"]["name"] == "Novembertage"

    def test_other_apps_add_sections(self, tree):
        event = builders.event("Lesung", at(6))
        seen = []

        def add(shown, request):
            seen.append((shown.record.id, shown.key))
            entries = {"links": [], "more": None}
            return [Section("components/sections/links.html", entries, anchor="extra", heading="Anmelden")]

        with mock.patch.dict(event_sections._entries, {"test": add}):
            assert "Anmelden" in text(path_of(event))
        assert seen == [(event.pk, "")]


class TestSeries:
    def test_its_page_shows_the_next_dates(self, tree):
        shown = text(path_of(series()))
        for words in (
            "Next time: Wed, 11 March 2026",
            "Thursday, 19 March 2026",
            "Moved from Wed, 18 March 2026.",
        ):
            assert words in shown

    def test_all_of_its_dates_have_a_page(self, tree):
        event = builders.event("Plenum", at(4, month=2), rule="FREQ=WEEKLY;COUNT=60")
        first, second = text(path_of(event, "alle/")), text(path_of(event, "alle/?seite=2"))
        assert "4 February 2026" in first and "4 February 2026" not in second
        assert "We do not know the parameter" in text(path_of(event, "alle/?q=1"))
        assert "is no number" in text(path_of(event, "alle/?seite=x"))

    def test_a_date_keeps_its_address_when_it_is_moved(self, tree):
        shown = text(path_of(series(), "2026-03-18/"))
        assert "Moved from Wed, 18 March 2026 to Thu, 19 March 2026" in shown
        assert "Der Saal war belegt." in shown and "Thu, 19 March 2026, 20:00–22:00" in shown

    def test_a_cancelled_date_says_so(self, tree):
        shown = text(path_of(series(), "2026-03-25/"))
        assert "This date does not take place" in shown and "Ferien." in shown

    def test_a_date_leads_to_the_dates_beside_it(self, tree):
        event = series()
        response = Client().get(path_of(event, "2026-03-18/")).content.decode()
        assert f'href="{path_of(event, "2026-03-11/")}" rel="prev"' in response
        assert f'href="{path_of(event, "2026-03-25/")}" rel="next"' in response
        assert f'rel="canonical" href="{BASE}{path_of(event, "2026-03-18/")[3:]}"' in response

    def test_a_removed_date_leads_to_the_event(self, tree):
        event = series(removed_dates=["2026-04-01T19:00"])
        assert "There is no such date" in text(path_of(event, "2026-04-01/"), status=404)
        assert path_of(event) in Client().get(path_of(event, "2026-04-01/")).content.decode()

    @pytest.mark.parametrize("part", ["2026-13-45/", "0000-00-00/", "2026-03-18-9999/", "2026-03-18-1901/"])
    def test_dates_that_cannot_be_are_not_there(self, tree, part):
        assert Client().get(path_of(series(), part)).status_code == 404

    def test_several_dates_on_a_day_are_told_apart_by_their_time(self, tree):
        event = builders.event("Führung", at(7, 10), extra_dates=["2026-03-07T14:00", "2026-03-08T10:00"])
        assert "14:00–16:00" in text(path_of(event, "2026-03-07-1400/"))
        response = Client().get(path_of(event, "2026-03-07/"))
        assert (response.status_code, response["Location"]) == (301, path_of(event, "2026-03-07-1000/"))
        response = Client().get(path_of(event, "2026-03-08-1000/"))
        assert (response.status_code, response["Location"]) == (301, path_of(event, "2026-03-08/"))

    def test_the_date_of_a_single_event_is_the_event(self, tree):
        event = builders.event("Lesung", at(6))
        response = Client().get(path_of(event, "2026-03-06/"))
        assert (response.status_code, response["Location"]) == (301, path_of(event))

    def test_lists_link_dates_of_series_by_their_own_address(self, tree):
        event = series()
        for path in ("/en/termine/", "/en/termine/2026-03/", "/en/termine/2026-W12/"):
            assert path_of(event, "2026-03-18/") in Client().get(path).content.decode()


class TestStructuredData:
    def test_a_moved_date_tells_where_it_was(self, tree):
        found = data(path_of(series(), "2026-03-18/"))
        assert found["eventStatus"].endswith("EventRescheduled")
        assert found["previousStartDate"] == "2026-03-18T19:00+01:00"
        assert (found["startDate"], found["endDate"]) == ("2026-03-19T20:00+01:00", "2026-03-19T22:00+01:00")
        assert found["superEvent"]["@type"] == "EventSeries"

    def test_a_series_has_its_next_ten_dates(self, tree):
        event = builders.event("Plenum", at(4, month=2), rule="FREQ=WEEKLY;COUNT=60")
        found = data(path_of(event))
        assert found["@type"] == "EventSeries"
        assert [one["startDate"][:10] for one in found["subEvent"]][:2] == ["2026-03-04", "2026-03-11"]
        assert len(found["subEvent"]) == 10

    def test_summer_time_has_its_own_offset(self, tree):
        event = builders.event("Plenum", at(25), rule="FREQ=WEEKLY;COUNT=2")
        assert [one["startDate"] for one in data(path_of(event))["subEvent"]] == [
            "2026-03-25T19:00+01:00",
            "2026-04-01T19:00+02:00",
        ]

    @pytest.mark.parametrize(
        ("mode", "kinds"),
        [("on_site", ["Place"]), ("online", ["VirtualLocation"]), ("hybrid", ["Place", "VirtualLocation"])],
    )
    def test_where_one_can_be(self, tree, mode, kinds):
        event = builders.event(
            "Lesung", at(6), attendance_mode=mode, venue=builders.venue("Haus", town="Werdau", street="Weg 1")
        )
        assert [one["@type"] for one in data(path_of(event))["location"]] == kinds

    def test_nothing_that_is_kept_back(self, tree):
        house = builders.venue("Geheim", street="Gasse 7", town="Werdau", lat=50.7, lon=12.3)
        event = builders.event(
            "Treffen",
            at(6),
            venue=house,
            place_disclosure=Audience.REGISTRANTS,
            attendance_mode="hybrid",
            online_url="https://example.org/raum",
        )
        place, online = data(path_of(event))["location"]
        assert place == {
            "@type": "Place",
            "name": "Werdau",
            "address": {"@type": "PostalAddress", "addressLocality": "Werdau"},
        }
        assert online["url"] == f"{BASE}{path_of(event)[3:]}"

    @pytest.mark.parametrize(
        ("cost", "free"), [("free", True), ("donation", True), ("paid", False), ("unknown", None)]
    )
    def test_what_it_costs(self, tree, cost, free):
        assert data(path_of(builders.event("Lesung", at(6), cost=cost))).get("isAccessibleForFree") is free

    def test_words_cannot_break_out_of_it(self, tree):
        event = builders.event("</script><script>alert(1)</script>", at(6))
        assert "<script>alert" not in Client().get(path_of(event)).content.decode()


def test_a_series_says_when_it_takes_place(tree):
    event = builders.event("Plenum", at(11), rule="FREQ=MONTHLY;BYDAY=2WE", not_in_school_holidays=True)
    shown = text(path_of(event))
    assert "second Wednesday" in shown and "school holidays" in shown

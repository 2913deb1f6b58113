"""The editors' queue: what its list and its entries show, filters, the next one, and that it needs no script."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.curation.waiting import open_entries
from events.models import CoOrganiser, Event, QueueEntry
from events.models.curation import Decision, QueueKind
from network.moderation.states import state_of
from tests import builders
from tests.events.waiting import changed, decide, proposed, reported, url

pytestmark = pytest.mark.django_db


def test_the_menu_is_for_those_who_decide(client, editor):
    proposed()
    assert url("list") in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(builders.steward(builders.organisation()))
    assert url("list") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_costs_the_same_for_few_and_for_many(client, editor):
    topic = builders.topic("Musik", synonyms=["Konzert"])

    def fill(count):
        for number in range(count):
            venue = builders.venue(f"Haus {number}", postcode="08056", town="Zwickau")
            event = builders.event(
                f"Konzert {number}", venue=venue, topics=[topic], co_organisers=[builders.organisation()],
                changed={"2026-03-04T19:00": {"status": "cancelled"}}, rule="FREQ=WEEKLY;COUNT=3",
            )  # fmt: skip
            changed(event, title=f"Lesung {number}")
            reported(event)
            proposed(f"Fest {number}", place=f"Hof {number}")
            QueueEntry.objects.create(
                event=event, other=builders.event(f"Konzert {number}"), kind=QueueKind.DUPLICATE, score=80
            )

    fill(1)
    client.get(url("list"))
    few = counted(client)
    fill(6)
    assert (counted(client), few <= 45) == (few, True)


def counted(client):
    """Return how many queries the list takes."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(url("list")).status_code == 200
    return len(found)


def test_an_entry_says_what_changed_against_what_is_public(client, editor):
    event = builders.event(
        "Lesung",
        start=datetime(2027, 3, 4, 19, 0),
        summary="Texte aus drei Ländern.",
        description="<p>Mit Pause.</p>",
    )
    entry = changed(
        event, starts_at=datetime(2027, 3, 4, 20, 30).time(), ends_at=datetime(2027, 3, 4, 22, 0).time(),
        summary="Texte aus vier Ländern.",
    )  # fmt: skip
    page = client.get(url("entry", entry.pk)).content.decode()
    assert "19:00" in page and "20:30" in page
    assert re.search(r"<del>drei</del>\s*<ins>vier</ins>", page)
    assert "Mit Pause." in page
    table = page[page.index('class="queue-changes"') : page.index("</table>")]
    assert "Mit Pause" not in table


def test_references_are_told_by_name(client, editor):
    old, new = builders.venue("Altes Haus", town="Werdau"), builders.venue("Neues Haus", town="Plauen")
    event = builders.event(venue=old)
    entry = changed(
        event, venue=new, co_organisers=[CoOrganiser(organisation=builders.organisation("Mitmacher"))]
    )
    page = client.get(url("entry", entry.pk)).content.decode()
    for words in ("Altes Haus, Werdau", "Neues Haus, Plauen", "Mitmacher"):
        assert words in page


def test_publish_and_next_leads_to_the_next_in_the_same_filter(client, editor):
    first, other, second = proposed("Eins"), reported(builders.event()), proposed("Zwei")
    query = "?kind=proposal"
    data = {"do": "publish_next", "seen": state_of(Event.objects.get(pk=first.event_id))}
    answer = client.post(url("entry", first.pk) + query, data)
    assert answer["Location"] == url("entry", second.pk) + query
    data = {"do": "publish_next", "seen": state_of(Event.objects.get(pk=second.event_id))}
    answer = client.post(url("entry", second.pk) + query, data)
    assert answer["Location"] == url("list") + query
    assert {first.event_id, second.event_id} <= set(
        Event.objects.filter(live=True).values_list("pk", flat=True)
    )
    assert list(open_entries()) == [other]


def test_suggested_topics_and_place_are_ticked_and_set_by_publishing(client, editor):
    places = builders.places()
    asylum, music = builders.topic("Asyl"), builders.topic("Musik", synonyms=["Konzert"])
    builders.topic("Ehe")
    entry = proposed("Asylberatung mit Konzert für Ehemalige")
    page = client.get(url("entry", entry.pk)).content.decode()
    for one in (asylum, music):
        assert re.search(rf'value="{one.pk}"[^>]*checked', page)
    assert "Asylberatung" in page and "Ehemalige”" not in page
    assert re.search(rf'<option value="{places.zwickau.pk}" selected', page)
    decide(client, entry, "publish", topics=[asylum.pk], region=places.zwickau.pk)
    event = Event.objects.get(pk=entry.event_id)
    assert ([row.tag for row in event.topic_links.all()], event.venue.region) == ([asylum], places.zwickau)


class TestFilters:
    def shown(self, client, query):
        answer = client.get(f"{url('list')}?{query}")
        assert answer.status_code == 200, query
        return set(re.findall(r'name="entry" value="(\d+)"', answer.content.decode()))

    def test_each_filter_shows_its_part(self, client, editor):
        places = builders.places()
        organisation = builders.organisation("Verein")
        there = builders.event("Dort", organiser=organisation, venue=builders.venue(region=places.bautzen))
        hint, proposal = reported(there), proposed()
        QueueEntry.objects.filter(pk=hint.pk).update(created_at=timezone.now() - timedelta(days=10))
        assert self.shown(client, "") == {str(hint.pk), str(proposal.pk)}
        assert self.shown(client, "kind=report") == {str(hint.pk)}
        assert self.shown(client, f"organisation={organisation.pk}") == {str(hint.pk)}
        assert self.shown(client, f"region={places.bautzen_district.pk}") == {str(hint.pk)}
        assert self.shown(client, "age=7") == {str(hint.pk)}
        assert self.shown(client, "kind=proposal&age=7") == set()

    @pytest.mark.parametrize(
        "query",
        [
            "kind=nonsense",
            "kind=%00",
            "organisation=x",
            "organisation=999999999999999999999999",
            "region=-1",
            "region=%00",
            "age=1000",
            "age=%27%20or%201=1",
            "kind=report&kind=nonsense",
        ],
    )
    def test_what_cannot_be_asked_shows_nothing_and_says_so(self, client, editor, query):
        entry = proposed()
        assert self.shown(client, query) == set()
        assert client.get(f"{url('entry', entry.pk)}?{query}").status_code == 200
        assert client.get(f"{url('list')}?p=99999&{query}").status_code == 200

    @pytest.mark.parametrize("path", ["0/", "999999/", "merge/1/999999/", "merged/999999/"])
    def test_unknown_addresses_are_unknown(self, client, editor, path):
        assert client.get(url("list") + path).status_code == 404


def test_the_queue_needs_no_script_to_decide(editor):
    entry = proposed()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    page = browser.get(url("entry", entry.pk)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    assert browser.post(url("entry", entry.pk), {"do": "publish"}).status_code == 403
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    fields = {"do": "publish_next", "seen": seen, "csrfmiddlewaretoken": token}
    assert browser.post(url("entry", entry.pk), fields).status_code == 302
    assert QueueEntry.objects.get().decision == Decision.PUBLISHED

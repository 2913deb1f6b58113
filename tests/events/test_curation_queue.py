"""The editors' queue: who may use it, what it shows, what its buttons do, and what two editors do to each other."""

import re
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.curation import deciding, undoing
from events.curation.admin import QueueViewSet, tallies
from events.curation.waiting import AlreadySettled, enqueue, open_entries
from events.models import CalendarFeed, CoOrganiser, Event, FeedItem, Proposal, QueueEntry
from events.models.curation import Decision, QueueKind
from events.proposals import receiving
from events.setup import ensure_workflow
from network import roles
from portal.models import OutgoingMail
from tests import builders

pytestmark = pytest.mark.django_db
WRITER = "lale-geheim@haus.example.org"


@pytest.fixture
def tree():
    tree = builders.site_tree()
    builders.calendar_page(tree.home)
    roles.ensure_roles()
    return tree


@pytest.fixture
def editor(client, tree):
    person = builders.editor("redaktion@example.org")
    client.force_login(person)
    return person


def url(name, *args):
    """Return an address of the queue."""
    return reverse(f"event_queue:{name}", args=args)


def proposed(title="Sommerfest", **fields):
    """Return the entry of a proposal that was confirmed."""
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    data = {
        "title": title, "kind": "festival", "summary": "Musik.", "description": "", "language": "de",
        "starts_on": day, "starts_at": "15:00", "ends_on": None, "ends_at": "19:00", "is_all_day": False,
        "repeats": "", "repeats_until": None, "place": "Gasometer", "street": "", "postcode": "08056",
        "town": "Zwickau", "online_url": "", "organiser": "Hofgruppe", "cost": "free", "cost_note": "",
        "access": [], "access_note": "", "info_url": "", **fields,
    }  # fmt: skip
    made = Proposal.objects.create(data=data, email=WRITER, contact="Lale")
    receiving.confirm(str(made.uuid), timezone.now())
    return QueueEntry.objects.get(event__proposal=made, kind=QueueKind.PROPOSAL)


def changed(event, **fields):
    """Return the entry of a public event with a draft that differs."""
    draft = event.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return enqueue(Event.objects.get(pk=event.pk), QueueKind.CHANGED)


def reported(event, text="Es beginnt um acht."):
    """Return the entry of a reader's hint."""
    return QueueEntry.objects.create(event=event, kind=QueueKind.REPORT, text=text, email="leser@example.org")


def decide(client, entry, do, **fields):
    """Press a button."""
    return client.post(url("entry", entry.pk), {"do": do, **fields})


def addresses():
    """Return every address with how it is asked."""
    entry, event, other = proposed(), builders.event("Eins"), builders.event("Zwei")
    return [
        ("get", url("list")),
        ("get", url("entry", entry.pk)),
        ("post", url("entry", entry.pk)),
        ("get", url("bulk")),
        ("post", url("bulk")),
        ("get", url("recent")),
        ("post", url("recent")),
        ("get", url("merge", event.pk, other.pk)),
        ("post", url("merge", event.pk, other.pk)),
        ("get", url("merged", 999)),
        ("post", url("merged", 999)),
    ]


def steward_of_an_organisation():
    """Return somebody who acts for an organisation."""
    return builders.steward(builders.organisation())


def test_every_address_is_in_the_list_of_rights(tree):
    asked = {resolve(address).url_name for _method, address in addresses()}
    assert asked == {pattern.name for pattern in QueueViewSet().get_urlpatterns()}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, {302}),
        (builders.user, {302}),
        (steward_of_an_organisation, {404}),
        (builders.editor, {200, 302, 400, 404}),
        (builders.office, {200, 302, 400, 404}),
        (builders.superuser, {200, 302, 400, 404}),
    ],
)
def test_only_editors_and_the_office_decide(client, tree, who, status):
    asked = addresses()
    if who:
        client.force_login(who())
    for method, address in asked:
        answer = getattr(client, method)(address)
        assert answer.status_code in status, address
        assert answer.status_code != 404 or 404 in status
        if who in (None, builders.user, steward_of_an_organisation):
            assert WRITER not in answer.content.decode()
            assert "Sommerfest" not in answer.content.decode()
    if who in (builders.editor, builders.office):
        assert client.get(url("list")).status_code == 200
        assert WRITER in client.get(url("entry", QueueEntry.objects.first().pk)).content.decode()
        assert WRITER not in client.get(url("list")).content.decode()
    assert QueueEntry.objects.filter(settled_at=None).exists()


def test_menu_and_desk_are_for_those_who_decide(client, editor):
    proposed()
    assert url("list") in client.get(reverse("wagtailadmin_home")).content.decode()
    assert [tally.count for tally in tallies()] == [1, 1]
    changed(builders.event(), title="Anders")
    assert [tally.count for tally in tallies()] == [2, 1, 1]
    for tally in tallies():
        assert client.get(tally.url).context["total"] == tally.count, tally.label
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
    answer = client.post(url("entry", first.pk) + query, {"do": "publish_next"})
    assert answer["Location"] == url("entry", second.pk) + query
    answer = client.post(url("entry", second.pk) + query, {"do": "publish_next"})
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


def test_refusing_asks_for_a_reason_that_reaches_whoever_sent_it(client, editor):
    entry = proposed()
    assert decide(client, entry, "refuse", reason=" ").status_code == 409
    assert QueueEntry.objects.get(pk=entry.pk).settled_at is None
    assert decide(client, entry, "refuse_next", reason="Das ist Werbung.").status_code == 302
    assert "Das ist Werbung." in OutgoingMail.objects.get(recipient=WRITER).body
    assert ModelLogEntry.objects.filter(action="events.refuse", object_id=str(entry.event_id)).exists()


def test_what_an_organisations_calendar_brought_is_refused_and_left_alone_later(client, editor):
    organisation = builders.organisation()
    person = builders.steward(organisation, "vorstand@example.org")
    event = builders.event("Aus dem Kalender", organiser=organisation, source="feed", live=False)
    feed = CalendarFeed.objects.create(organisation=organisation, url="https://example.org/a.ics")
    FeedItem.objects.create(feed=feed, identity="1", event=event)
    entry = enqueue(event, QueueKind.NEW)
    decide(client, entry, "refuse", reason="Interne Sitzung.")
    assert FeedItem.objects.get().state == "ignored"
    assert [one.recipient for one in OutgoingMail.objects.all()] == [person.email]
    undoing.undo(entry.pk, editor, timezone.now())
    assert (FeedItem.objects.get().state, OutgoingMail.objects.count()) == ("active", 0)


def decisions():
    """Return the mails that Wagtail itself sent to the submitter."""
    return [one for one in mail.outbox if "mitglied@example.org" in one.to]


class TestSubmissions:
    @pytest.fixture
    def submitted(self, editor):
        ensure_workflow()
        organisation = builders.organisation("Verein")
        person = builders.steward(organisation, "mitglied@example.org")
        event = builders.event("Vereinsfest", organiser=organisation, live=False)
        event.get_workflow().start(event, person)
        return event

    def test_a_submission_waits_and_is_approved_by_publishing(self, client, submitted):
        entry = QueueEntry.objects.get()
        assert (entry.kind, entry.event) == ("new", submitted)
        assert decide(client, entry, "publish_next").status_code == 302
        submitted.refresh_from_db()
        assert (submitted.live, submitted.workflow_in_progress) == (True, False)
        told = OutgoingMail.objects.get()
        assert (told.recipient, submitted.title in told.body) == ("mitglied@example.org", True)
        assert decisions() == []

    def test_a_refusal_sends_it_back_with_the_reason(self, client, submitted):
        entry = QueueEntry.objects.get()
        decide(client, entry, "refuse", reason="Bitte den Ort nennen.")
        submitted.refresh_from_db()
        assert submitted.current_workflow_state.status == "needs_changes"
        assert "Bitte den Ort nennen." in OutgoingMail.objects.get().body
        assert (open_entries().count(), decisions()) == (0, [])
        submitted.current_workflow_state.resume(user=None)
        assert open_entries().get().kind == "new"

    def test_deciding_in_wagtails_editor_settles_it_too(self, submitted, editor):
        submitted.current_workflow_task_state.reject(user=editor, comment="So nicht.")
        assert (open_entries().count(), QueueEntry.objects.get().decision) == (0, "refused")
        assert "So nicht." in OutgoingMail.objects.get().body

    def test_a_withdrawn_submission_leaves_the_queue(self, submitted, editor):
        submitted.current_workflow_state.cancel(user=editor)
        assert QueueEntry.objects.get().decision == "withdrawn"

    def test_a_refusal_can_be_taken_back(self, submitted, editor):
        entry = QueueEntry.objects.get()
        deciding.refuse(entry.pk, "Nein.", editor, timezone.now())
        undoing.undo(entry.pk, editor, timezone.now())
        submitted.refresh_from_db()
        assert (submitted.workflow_in_progress, OutgoingMail.objects.count()) == (True, 0)
        assert list(open_entries()) == [entry]


class TestTwoEditors:
    def test_whoever_comes_second_learns_it_and_loses_nothing(self, client, editor):
        entry = proposed()
        colleague = builders.editor("kollegin@example.org")
        deciding.refuse(entry.pk, "Werbung", colleague, timezone.now())
        answer = decide(client, entry, "publish", reason="Lange getippt")
        page = answer.content.decode()
        assert (answer.status_code, "kollegin@example.org" in page, "Lange getippt" in page) == (
            409,
            True,
            True,
        )
        assert not Event.objects.get().live

    def test_a_version_nobody_looked_at_is_not_published(self, client, editor):
        entry = proposed()
        seen = entry.event.latest_revision_id
        draft = entry.event.get_latest_revision_as_object()
        draft.title = "Anders"
        draft.save_revision()
        assert decide(client, entry, "publish", seen=seen).status_code == 409
        assert (Event.objects.get().live, open_entries().count()) == (False, 1)

    def test_a_locked_event_waits(self, client, editor):
        entry = proposed()
        Event.objects.update(locked=True, locked_by=builders.user("sperrt@example.org"))
        answer = decide(client, entry, "publish")
        assert (answer.status_code, "sperrt@example.org" in answer.content.decode()) == (409, True)

    def test_a_double_press_publishes_once(self, client, editor):
        entry = proposed()
        assert decide(client, entry, "publish").status_code == 302
        assert decide(client, entry, "publish").status_code == 409
        assert OutgoingMail.objects.filter(recipient=WRITER).count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one writer and does not wait")
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_decide_once(tree):
    entry = proposed()
    people = [builders.editor(f"redaktion{number}@example.org") for number in range(2)]
    start, found = Barrier(2), []

    def press(number):
        start.wait()
        try:
            if number:
                deciding.refuse(entry.pk, "Nein", people[number], timezone.now())
            else:
                deciding.publish(entry.pk, people[number], timezone.now())
            found.append("done")
        except AlreadySettled:
            found.append("late")
        finally:
            connection.close()

    threads = [Thread(target=press, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["done", "late"]
    event, entry = Event.objects.get(), QueueEntry.objects.get()
    assert event.live is (entry.decision == "published")
    assert Proposal.objects.get().state == ("accepted" if event.live else "refused")


class TestOtherKinds:
    def test_gone_from_the_organisations_calendar(self, client, editor):
        for do, status, live in (
            ("cancel", "cancelled", True),
            ("take_down", "scheduled", False),
            ("keep", "scheduled", True),
        ):
            event = builders.event(do)
            feed = CalendarFeed.objects.create(organisation=event.organiser)
            item = FeedItem.objects.create(feed=feed, identity=do, event=event, state="missing")
            entry = enqueue(event, QueueKind.MISSING)
            assert decide(client, entry, do).status_code == 302
            event.refresh_from_db()
            item.refresh_from_db()
            assert (event.status, event.live, item.state) == (status, live, "gone")
            undoing.undo(entry.pk, editor, timezone.now())
            event.refresh_from_db()
            item.refresh_from_db()
            assert (event.status, event.live, item.state) == ("scheduled", True, "missing")

    def test_what_an_editor_keeps_against_the_calendar_is_told_and_stays(self, client, editor):
        event = builders.event("Lesung")
        entry = enqueue(event, QueueKind.CHANGED, text="status\nnonsense")
        page = client.get(url("entry", entry.pk)).content.decode()
        assert "Status" in page and "nonsense" not in page
        assert decide(client, entry, "keep_next").status_code == 302
        assert (QueueEntry.objects.get().decision, Event.objects.get().live) == ("kept", True)

    def test_a_hint_is_dealt_with(self, client, editor):
        entry = reported(builders.event())
        page = client.get(url("entry", entry.pk)).content.decode()
        assert "Es beginnt um acht." in page and "leser@example.org" in page
        decide(client, entry, "done_next")
        assert QueueEntry.objects.get().decision == "done"

    def test_buttons_that_an_entry_does_not_have_do_nothing(self, client, editor):
        entry = reported(builders.event())
        for do in ("publish", "refuse", "cancel", "", "nonsense", "publish_next"):
            assert decide(client, entry, do, reason="x").status_code == 400
        assert open_entries().get() == entry


class TestUndoing:
    def test_a_first_publication_is_taken_back(self, client, editor):
        entry = proposed()
        decide(client, entry, "publish")
        assert "Sommerfest" in client.get(url("recent")).content.decode()
        client.post(url("recent"), {"entry": entry.pk})
        assert (Event.objects.get().live, Proposal.objects.get().state) == (False, "waiting")
        assert (OutgoingMail.objects.filter(recipient=WRITER).count(), open_entries().count()) == (0, 1)

    def test_a_published_change_is_taken_back_to_what_was(self, client, editor):
        entry = changed(builders.event("Lesung"), title="Konzert")
        decide(client, entry, "publish")
        client.post(url("recent"), {"entry": entry.pk})
        event = Event.objects.get()
        assert (event.title, event.get_latest_revision_as_object().title) == ("Lesung", "Konzert")
        decide(client, entry, "publish")
        assert Event.objects.get().title == "Konzert"

    def test_a_refused_change_is_there_again(self, client, editor):
        entry = changed(builders.event("Lesung"), title="Konzert")
        decide(client, entry, "refuse", reason="Nein")
        assert Event.objects.get().get_latest_revision_as_object().title == "Lesung"
        undoing.undo(entry.pk, editor, timezone.now())
        assert Event.objects.get().get_latest_revision_as_object().title == "Konzert"

    def test_too_late_or_changed_since_is_refused(self, client, editor):
        entry = proposed()
        decide(client, entry, "publish")
        with pytest.raises(deciding.NotDone):
            undoing.undo(entry.pk, editor, timezone.now() + timedelta(minutes=11))
        Event.objects.get().save_revision().publish()
        with pytest.raises(deciding.NotDone):
            undoing.undo(entry.pk, editor, timezone.now())
        assert Event.objects.get().live


class TestMany:
    def tick(self, client, do, entries, **fields):
        data = {"do": do, "entry": [entry.pk for entry in entries], **fields}
        return client.post(url("bulk"), data)

    def test_a_preview_changes_nothing_and_the_button_does_it(self, client, editor):
        entries = [proposed(f"Fest {number}") for number in range(3)]
        page = self.tick(client, "publish", entries).content.decode()
        assert "Fest 2" in page and open_entries().count() == 3
        assert self.tick(client, "publish", entries, now="1").status_code == 302
        assert (Event.objects.filter(live=True).count(), open_entries().count()) == (3, 0)

    def test_refusing_many_needs_a_reason(self, client, editor):
        entries = [proposed(f"Fest {number}") for number in range(2)]
        assert self.tick(client, "refuse", entries, now="1", reason="").status_code == 400
        self.tick(client, "refuse", entries, now="1", reason="Doppelt geschickt.")
        assert OutgoingMail.objects.filter(body__contains="Doppelt geschickt.").count() == 2

    def test_one_failure_stops_no_other(self, client, editor):
        entries = [proposed(f"Fest {number}") for number in range(3)]
        Event.objects.filter(pk=entries[1].event_id).update(locked=True)
        self.tick(client, "publish", entries, now="1")
        assert (Event.objects.filter(live=True).count(), list(open_entries())) == (2, [entries[1]])

    def test_what_does_not_fit_is_left_out(self, client, editor):
        entries = [proposed("Fest"), reported(builders.event("Lesung"))]
        self.tick(client, "done", entries, now="1")
        assert list(open_entries()) == [entries[0]]

    def test_topics_and_place_of_many(self, client, editor):
        places, topic = builders.places(), builders.topic("Musik")
        entries = [
            proposed("Eins"),
            proposed("Zwei", place="", town="", postcode="", online_url="https://example.org"),
        ]
        self.tick(client, "assign", entries, now="1", topics=[topic.pk], region=places.zwickau_district.pk)
        for entry in entries:
            draft = Event.objects.get(pk=entry.event_id).get_latest_revision_as_object()
            assert [row.tag for row in draft.topic_links.all()] == [topic]
        assert draft.region == places.zwickau_district
        assert open_entries().count() == 2

    def test_hostile_ticks_do_nothing(self, client, editor):
        proposed()
        for data in (
            {},
            {"do": "publish"},
            {"do": "drop", "entry": "1"},
            {"do": "publish", "entry": ["x", "９", "1" * 30]},
        ):
            assert client.post(url("bulk"), {**data, "now": "1"}).status_code == 302
        for values in (["x"], ["1" * 30], ["-1"], ["999999"]):
            assert client.post(url("recent"), {"entry": values}).status_code == 302
        assert open_entries().count() == 1


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
    fields = {"do": "publish_next", "csrfmiddlewaretoken": token}
    assert browser.post(url("entry", entry.pk), fields).status_code == 302
    assert QueueEntry.objects.get().decision == Decision.PUBLISHED

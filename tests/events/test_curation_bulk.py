"""Many entries at once: first what would be done, then each on its own."""

import pytest

from events.curation.waiting import open_entries
from events.models import Event
from network.moderation.states import state_of
from portal.models import OutgoingMail
from tests import builders
from tests.events.waiting import changed, proposed, reported, url, write_over

pytestmark = pytest.mark.django_db


class TestMany:
    def tick(self, client, do, entries, **fields):
        shown = {f"seen-{one.pk}": state_of(Event.objects.get(pk=one.event_id)) for one in entries}
        data = {"do": do, "entry": [entry.pk for entry in entries], **shown, **fields}
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

    def test_what_was_written_over_since_the_list_is_left(self, client, editor):
        entries = [proposed(f"Fest {number}") for number in range(2)]
        rows = client.get(url("list")).context["rows"]
        seen = {f"seen-{row.entry.pk}": row.state for row in rows}
        write_over(entries[0].event, summary="Hetze.")
        self.tick(client, "publish", entries, now="1", **seen)
        assert (list(open_entries()), Event.objects.get(live=True)) == ([entries[0]], entries[1].event)

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

    def test_nothing_is_published_without_the_state_that_was_seen(self, client, editor):
        entries = [proposed("Fest")]
        self.tick(client, "publish", entries, now="1", **{f"seen-{entries[0].pk}": ""})
        assert (open_entries().count(), Event.objects.filter(live=True).exists()) == (1, False)

    def test_everything_can_be_read_before_it_is_decided(self, client, editor):
        long = " ".join(f"Wort{number}" for number in range(200))
        entries = [
            proposed("Neu", summary=f"{long[:250]} Kurzende"),
            changed(
                builders.event("Alt", description=f"<p>{long}</p>"), description=f"<p>{long} Schluss</p>"
            ),
            reported(builders.event("Lesung"), text=f"{long} Hinweisende"),
        ]
        page = self.tick(client, "publish", entries[:2]).content.decode()
        assert "Kurzende" in page and "Schluss" in page and "Wort199" in page
        assert "Hinweisende" in self.tick(client, "done", entries[2:]).content.decode()

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

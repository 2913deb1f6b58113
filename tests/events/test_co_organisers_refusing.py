"""Leaving a date holds, in the form, against kept versions, series and merges, until the organisation allows it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import series
from events.co_organisers.leaving import leave
from events.curation.merge_views import MergeForm
from events.models import CoOrganiser, Event
from network.care import merging
from network.desk.frame import desk_url
from network.models import Leaving
from network.models.organisations import Trust
from network.named import floods
from tests import builders
from tests.access.houses import house
from tests.events.event_answers import EDIT, answers
from tests.events.test_co_organisers import button, next_week

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return builders.calendar_tree()


@pytest.fixture
def ours(tree):
    return house(tree, "Verein Amsel")


@pytest.fixture
def theirs(tree):
    return house(tree, "Verein Buche", trust=Trust.TRUSTED)


@pytest.fixture
def event(ours, theirs):
    """Return a date of theirs that named us until we left."""
    made = builders.event("Fest am Fluss", next_week(), organiser=theirs.entry, co_organisers=[ours.entry])
    leave(made.pk, ours.entry, timezone.now())
    return Event.objects.get(pk=made.pk)


def names(event) -> list[str]:
    """Return the further organisers of a date as its row is now."""
    return list(
        CoOrganiser.objects.filter(event=event.pk).order_by("pk").values_list("organisation__name", flat=True)
    )


def send(client, event, named, **given):
    """Send the form of a date with somebody named, and return what comes back."""
    there = dict(event.co_organisers.values_list("organisation", "pk"))
    rows = {"co_organisers-TOTAL_FORMS": len(named), "co_organisers-INITIAL_FORMS": len(there)}
    for at, entry in enumerate(named):
        sent = {"id": there.get(entry.pk, ""), "organisation": entry.pk, "ORDER": at + 1, "DELETE": ""}
        rows |= {f"co_organisers-{at}-{name}": value for name, value in sent.items()}
    words = {"starts_on": str(event.starts_on), "action-publish": "1", **given}
    sent = {
        name: value for name, value in (answers(event.organiser, **words) | rows).items() if value is not None
    }
    return client.post(reverse(EDIT, args=[event.pk]), sent)


def errors(response) -> str:
    """Return what stands at the rows of further organisers."""
    return str(response.context["form"].formsets["co_organisers"].errors)


class TestForm:
    @pytest.mark.parametrize("who", ["organiser", "editor"])
    def test_nobody_names_it_there_again_until_it_allows_that(self, client, event, ours, theirs, who):
        person = builders.editor("red@example.org") if who == "editor" else theirs.person
        client.force_login(person)
        response = send(client, event, [ours.entry])
        assert response.status_code == 200
        assert "„Verein Amsel“ hat sich hier herausgenommen" in errors(response)
        assert names(event) == []
        client.force_login(ours.person)
        row = Leaving.objects.get()
        allow = reverse("named:allow", args=[ours.entry.pk, row.pk])
        assert allow in client.get(desk_url(ours.entry)).content.decode()
        assert "Fest am Fluss" in client.get(allow).content.decode()
        assert Leaving.objects.exists(), "looking allows nothing"
        assert client.post(allow)["Location"] == desk_url(ours.entry)
        assert allow not in client.get(desk_url(ours.entry)).content.decode()
        assert client.post(allow).status_code == 404
        client.force_login(person)
        assert send(client, event, [ours.entry]).status_code == 302
        assert names(event) == ["Verein Amsel"]

    def test_a_draft_cannot_name_it_either_and_other_dates_can(self, client, event, ours, theirs):
        client.force_login(theirs.person)
        assert "hat sich hier herausgenommen" in errors(
            send(client, event, [ours.entry], **{"action-publish": None})
        )
        other = builders.event("Zweites", next_week(), organiser=theirs.entry)
        assert send(client, other, [ours.entry]).status_code == 302
        assert names(other) == ["Verein Amsel"]

    def test_only_whoever_acts_for_it_allows_it(self, client, event, ours, theirs):
        for person in (theirs.person, builders.editor("red@example.org"), builders.office()):
            client.force_login(person)
            for pk in (ours.entry.pk, theirs.entry.pk):
                address = reverse("named:allow", args=[pk, Leaving.objects.get().pk])
                assert client.post(address).status_code in {302, 404}
        assert Leaving.objects.count() == 1

    def test_twenty_at_most_are_named_at_once(self, client, event, theirs):
        client.force_login(theirs.person)
        many = [builders.organisation(f"Haus {number}") for number in range(floods.MOST_AT_ONCE + 1)]
        assert send(client, event, many).status_code == 200
        assert send(client, event, many[1:]).status_code == 302


class TestForGood:
    @pytest.fixture
    def dates(self, ours, theirs):
        """Return a date of theirs, a draft of theirs and a date of others; all of them name us."""
        third = builders.organisation("Verein Espe")
        made = [(theirs.entry, True), (theirs.entry, True), (theirs.entry, False), (third, True)]
        return [
            builders.event(f"Fest {at}", next_week(), organiser=by, live=live, co_organisers=[ours.entry])
            for at, (by, live) in enumerate(made)
        ]

    def test_it_goes_from_all_that_a_writer_wrote_and_is_named_on_nothing_new(
        self, client, dates, ours, theirs
    ):
        client.force_login(ours.person)
        assert 'name="for_good"' in client.get(button(ours, dates[0])).content.decode()
        client.post(button(ours, dates[0]), {"for_good": "on"})
        assert [names(date) for date in dates] == [[], [], [], ["Verein Amsel"]]
        new = builders.event("Neu", next_week(), organiser=theirs.entry)
        client.force_login(theirs.person)
        response = send(client, new, [ours.entry])
        assert "„Verein Amsel“ möchte von „Verein Buche“ nicht genannt werden" in errors(response)
        client.force_login(ours.person)
        row = Leaving.objects.get(work=None)
        client.post(reverse("named:allow", args=[ours.entry.pk, row.pk]))
        client.force_login(theirs.person)
        assert send(client, new, [ours.entry]).status_code == 302
        assert "herausgenommen" in errors(send(client, dates[0], [ours.entry])), "left one by one"

    def test_whoever_takes_over_a_date_from_others_keeps_to_it(self, client, dates, ours, theirs):
        Leaving.objects.create(organisation=ours.entry, writer=theirs.entry)
        event = dates[3]
        assert names(event) == ["Verein Amsel"]
        event.organiser = theirs.entry
        event.save_revision().publish()
        assert names(event) == []

    def test_without_the_tick_it_leaves_one_date(self, client, dates, ours):
        client.force_login(ours.person)
        client.post(button(ours, dates[0]))
        assert [names(date) for date in dates[:2]] == [[], ["Verein Amsel"]]


class TestOtherWays:
    def test_a_version_from_memory_names_nobody_who_left(self, event, ours):
        row = Event.objects.get(pk=event.pk)
        row.co_organisers = [CoOrganiser(organisation=ours.entry)]
        revision = row.save_revision()
        revision.publish()
        revision.refresh_from_db()
        assert (names(event), revision.content["co_organisers"]) == ([], [])
        assert row.publication.content_digest == event.publication.content_digest

    def test_what_is_parted_from_a_series_names_nobody_who_left(self, ours, theirs):
        made = builders.event(
            "Treff",
            next_week(),
            organiser=theirs.entry,
            co_organisers=[ours.entry],
            rule="FREQ=WEEKLY;COUNT=4",
        )
        leave(made.pk, ours.entry, timezone.now())
        row = Event.objects.get(pk=made.pk)
        key = row.occurrences.order_by("start")[2].key
        second = series.split_at(row, key, series.Editor(publishes=True))
        assert second.pk != row.pk
        second.co_organisers = [CoOrganiser(organisation=ours.entry)]
        second.save_revision().publish()
        assert names(second) == []

    def test_an_event_that_takes_another_one_over_is_not_offered_who_left(self, event, ours):
        other = builders.event("Fest", next_week(), co_organisers=[ours.entry])
        offered = MergeForm(other, event).fields["organisers"].queryset
        assert ours.entry not in offered
        assert other.organiser in offered


class TestMergedEntries:
    @pytest.fixture
    def twin(self):
        return builders.organisation("Amsel e. V.")

    def test_leaving_goes_along_and_comes_back(self, event, ours, twin):
        third = builders.event("Drittes", next_week(), organiser=event.organiser, co_organisers=[twin])
        event.co_organisers = [CoOrganiser(organisation=twin)]
        event.save_revision().publish()
        done = merging.merge(ours.entry, twin, None)
        assert (names(event), names(third)) == ([], ["Amsel e. V."]), "the one of both left"
        assert Leaving.objects.get().organisation == twin
        row = Event.objects.get(pk=event.pk)
        assert row.get_latest_revision().content["co_organisers"] == []
        merging.undo(done, None)
        assert (names(event), names(third)) == (["Amsel e. V."], ["Amsel e. V."])
        assert Leaving.objects.get().organisation == ours.entry

    def test_what_left_while_it_was_one_has_left_as_both(self, ours, theirs, twin):
        both = builders.event(
            "Gemeinsam", next_week(), organiser=theirs.entry, co_organisers=[ours.entry, twin]
        )
        done = merging.merge(twin, ours.entry, None)
        assert names(both) == ["Verein Amsel"]
        leave(both.pk, ours.entry, timezone.now() + timedelta(minutes=1))
        merging.undo(done, None)
        assert names(both) == []
        row = Event.objects.get(pk=both.pk)
        assert row.get_latest_revision().content["co_organisers"] == []
        assert set(Leaving.objects.values_list("organisation", flat=True)) == {ours.entry.pk, twin.pk}

    def test_two_that_left_the_same_can_be_one_and_two_again(self, event, ours, theirs, twin):
        work = Leaving.objects.get().work
        Leaving.objects.create(organisation=twin, work=work)
        for entry in (ours.entry, twin):
            Leaving.objects.create(organisation=entry, writer=theirs.entry)
        done = merging.merge(twin, ours.entry, None)
        merging.undo(done, None)
        assert Leaving.objects.filter(organisation=twin).count() == 2
        assert Leaving.objects.filter(organisation=ours.entry).count() == 2

    def test_a_writer_that_is_merged_stays_refused(self, client, event, ours, theirs, tree):
        heir = house(tree, "Verein Buche Neu")
        Leaving.objects.create(organisation=ours.entry, writer=theirs.entry)
        merging.merge(theirs.entry, heir.entry, None)
        assert set(Leaving.objects.values_list("writer", flat=True)) == {heir.entry.pk}


class TestFloods:
    def test_a_writer_names_the_same_one_so_often_a_day(self, client, ours, theirs, monkeypatch):
        monkeypatch.setattr("network.named.forms.MOST_OF_ONE", 2)
        for number in range(2):
            builders.event(f"Flut {number}", next_week(), organiser=theirs.entry, co_organisers=[ours.entry])
        new = builders.event("Neu", next_week(), organiser=theirs.entry)
        client.force_login(theirs.person)
        assert "innerhalb eines Tages bei 2 Beiträgen und Terminen" in errors(send(client, new, [ours.entry]))
        other = builders.organisation("Verein Espe")
        assert send(client, new, [other]).status_code == 302
        client.force_login(builders.editor("red@example.org"))
        assert send(client, new, [ours.entry]).status_code == 302, "the editors are trusted"

    def test_what_is_named_already_is_not_counted_again_nor_what_is_older(
        self, client, ours, theirs, monkeypatch
    ):
        monkeypatch.setattr("network.named.forms.MOST_OF_ONE", 1)
        flood = [
            builders.event(f"Flut {at}", next_week(), organiser=theirs.entry, co_organisers=[ours.entry])
            for at in range(2)
        ]
        client.force_login(theirs.person)
        assert send(client, flood[0], [ours.entry]).status_code == 302
        new = builders.event("Neu", next_week(), organiser=theirs.entry)
        assert send(client, new, [ours.entry]).status_code == 200
        yesterday = timezone.now() - floods.DAY - timedelta(minutes=1)
        Event.objects.filter(pk__in=[row.pk for row in flood]).update(last_published_at=yesterday)
        assert send(client, new, [ours.entry]).status_code == 302

    def test_a_writer_names_others_so_often_a_day_in_all(self, client, theirs, monkeypatch):
        monkeypatch.setattr("network.named.forms.MOST_OF_ALL", 3)
        named = [builders.organisation(f"Haus {at}") for at in range(3)]
        builders.event("Flut", next_week(), organiser=theirs.entry, co_organisers=named)
        new = builders.event("Neu", next_week(), organiser=theirs.entry)
        client.force_login(theirs.person)
        response = send(client, new, [builders.organisation("Verein Espe")])
        assert "innerhalb eines Tages 3 Mal andere genannt" in errors(response)

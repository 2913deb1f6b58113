"""The office writes to members and decides about theirs: whom it reaches, tests, duties, the list, the queue."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.messages import sending
from network.messages.queue import asked_back, queue
from network.messages.readers import reach_of
from network.messages.selection import Role, Selection
from network.models import Circular, CircularRefusal, CircularState, Stewardship
from portal.models import OutgoingMail
from tests import builders

from . import circulars as cases

pytestmark = pytest.mark.django_db
LIST = "/admin/circulars/"


@pytest.fixture
def scene() -> cases.Scene:
    """Return a writer and three readers."""
    return cases.scene()


def office() -> tuple:
    """Return an account of the office, and its browser."""
    user = builders.office()
    return user, cases.signed_in(user)


def of_office(**selected) -> Circular:
    """Return a draft of the office to a selection."""
    return Circular.objects.create(
        subject="Neues",
        text="Guten Tag.",
        selection=Selection(**selected).stored(),
        reply_to="buero@example.org",
    )


def reached(**selected) -> set[str]:
    """Return whom a selection reaches."""
    return {reader.address for reader in reach_of(of_office(**selected), timezone.localdate()).readers}


def waiting(made: cases.Scene, number: int = 1) -> list[Circular]:
    """Return circulars that wait, each of an organisation of its own."""
    clubs = [cases.club(f"Geprüft {one}", trust="new") for one in range(number)]
    return [sending.submit(cases.circular(made, by=one), one.person, timezone.now()) for one in clubs]


class TestSelecting:
    def test_by_kind_alliance_region_and_both(self, scene):
        one = cases.club("Stadt Z", kind="municipality", seat=scene.places.zwickau)
        two = cases.club("Verein Z", kind="association", seat=scene.places.werdau)
        alliance = builders.organisation("Bund", kind="alliance")
        builders.membership(two.entry, alliance)
        builders.membership(one.entry, alliance, until=timezone.localdate())
        assert reached(kinds=("municipality",)) == {one.person.email}
        assert reached(alliances=(alliance.pk,)) == {two.person.email}
        assert reached(regions=(scene.places.zwickau_district.pk,)) == {one.person.email, two.person.email}
        assert reached(regions=(scene.places.saxony.pk,), kinds=("association",)) == {two.person.email}
        assert len(reached(everybody=True)) == 6
        assert reached() == set()

    def test_who_is_no_member_gets_nothing(self, scene):
        for fields in ({"is_external": True}, {"status": "dissolved"}, {"status": "proposed"}):
            cases.club("Keins", **fields)
        former = cases.club("Früher")
        Stewardship.objects.filter(user=former.person).update(until=timezone.localdate())
        assert len(reached(everybody=True)) == 4
        found = reach_of(of_office(everybody=True), timezone.localdate())
        assert found.unreached == (former.entry.pk,)

    def test_representatives_are_written_to_at_their_organisations_address(self, scene):
        alliance = builders.organisation("Bund", kind="alliance")
        entry = scene.readers[0].entry
        page = builders.organisation_page(scene.tree.directory, entry)
        builders.contact(page, "intern@example.org", disclosure="office")
        builders.membership(entry, alliance, represented_by="Vorstand")
        silent = scene.readers[1].entry
        builders.membership(silent, alliance, represented_by="Geschäftsführung")
        row = of_office(alliances=(alliance.pk,), role=Role.REPRESENTATIVES)
        found = reach_of(row, timezone.localdate())
        assert [reader.address for reader in found.readers] == ["intern@example.org"]
        assert found.unreached == (silent.pk,)
        sending.submit(row, builders.office(), timezone.now())
        cases.round_of_mails()
        assert "Vorstand" in cases.queued()[0].body

    @pytest.mark.parametrize("size", [3, 30])
    def test_queries_are_as_many_for_three_as_for_thirty(self, size, django_assert_num_queries):
        cases.scene(size)
        row = of_office(everybody=True)
        with django_assert_num_queries(3):
            assert len(reach_of(row, timezone.localdate()).readers) == size + 1


class TestDuties:
    def test_who_unsubscribed_gets_duties_alone(self, scene):
        row = of_office(everybody=True)
        sending.submit(row, builders.office(), timezone.now())
        cases.round_of_mails()
        mail = next(one for one in cases.queued() if one.recipient == scene.readers[0].person.email)
        path = mail.unsubscribe_url.partition("://")[2].partition("/")[2]
        assert Client().post(f"/{path}").status_code == 200
        assert CircularRefusal.objects.count() == 1
        assert scene.readers[0].person.email not in reached(everybody=True)
        duty = of_office(everybody=True)
        duty.is_duty = True
        duty.save()
        assert len(reach_of(duty, timezone.localdate()).readers) == 4
        OutgoingMail.objects.all().delete()
        sending.submit(duty, builders.office(), timezone.now())
        cases.round_of_mails()
        assert {one.unsubscribe_url for one in cases.queued()} == {""}


class TestWriting:
    def test_from_the_form_over_test_and_preview_to_the_archive(self, scene):
        user, browser = office()
        alone = builders.organisation("Ohne Menschen")
        given = {"everybody": "on", "role": "stewards", "subject": "Neues", "text": "Guten Tag."}
        answer = browser.post(f"{LIST}write/", given)
        assert answer.status_code == 302
        page = browser.get(answer.url)
        assert page.context["readers"] == 4
        shown = page.content.decode()
        assert all(one.entry.name in shown for one in scene.readers)
        assert [entry.pk for entry in page.context["unreached"]] == [alone.pk]
        assert all(one.person.email not in shown for one in scene.readers)
        for _press in range(2):
            browser.post(answer.url, {"do": "test"})
        assert OutgoingMail.objects.filter(recipient=user.email).count() <= 2
        assert not cases.queued()
        browser.post(answer.url, {"do": "send"})
        cases.round_of_mails()
        assert len(cases.queued()) == 4
        row = Circular.objects.get()
        assert (row.state, len(row.reached), row.unreached) == (CircularState.SENT, 4, [alone.pk])
        assert row.reply_to == "buero@example.org"
        assert "Neues" in browser.get(LIST).content.decode()
        assert browser.get(f"{answer.url}change/").status_code == 404
        browser.post(answer.url, {"do": "delete"})
        assert Circular.objects.exists()

    def test_a_draft_is_changed(self, scene):
        _user, browser = office()
        row = of_office(kinds=("initiative",))
        path = f"{LIST}{row.pk}/change/"
        form = browser.get(path).context["form"]
        assert form.initial["kinds"] == ["initiative"]
        given = {"regions": [scene.places.saxony.pk], "role": "representatives", "subject": "A", "text": "B"}
        assert browser.post(path, given).status_code == 302
        row.refresh_from_db()
        assert row.selection["regions"] == [scene.places.saxony.pk]
        assert row.selection["kinds"] == []

    def test_nothing_selected_is_not_everybody(self, scene):
        _user, browser = office()
        base = {"role": "stewards", "subject": "A", "text": "B"}
        for given in (
            {},
            base,
            {**base, "everybody": "on", "kinds": ["initiative"]},
            {**base, "kinds": ["gibt-es-nicht"]},
            {**base, "alliances": ["x"]},
            {**base, "alliances": ["9" * 30]},
            {**base, "alliances": [scene.writer.entry.pk]},
            {**base, "regions": [scene.places.zwickau.pk]},
            {**base, "everybody": "on", "role": "alle"},
            {**base, "everybody": "on", "text": "javascript:x"},
        ):
            assert browser.post(f"{LIST}write/", given).status_code == 400, given
        assert not Circular.objects.exists()


class TestRights:
    def test_only_the_office_comes_in(self, scene):
        row, mine = waiting(scene)[0], of_office(everybody=True)
        paths = [LIST, f"{LIST}results/", f"{LIST}write/", f"{LIST}{row.pk}/", f"{LIST}{mine.pk}/change/"]
        for person in (scene.readers[0].person, builders.editor(), row.author):
            builders.roles.ensure_roles()
            person.groups.add(builders.Group.objects.get(name=builders.roles.MEMBERS))
            browser = cases.signed_in(person)
            for path in paths:
                assert browser.get(path).status_code == 404, path
                assert browser.post(path, {"do": "release"}).status_code in {404, 405}
            assert browser.post(f"{LIST}act/", {"do": "release", "entry": [row.pk]}).status_code == 404
        row.refresh_from_db()
        assert row.state == CircularState.WAITING

    def test_what_a_member_has_not_sent_off_is_nobody_elses(self, scene):
        _user, browser = office()
        draft = cases.circular(scene, subject="Geheimer Entwurf")
        assert "Geheimer Entwurf" not in browser.get(LIST).content.decode()
        assert browser.get(f"{LIST}{draft.pk}/").status_code == 404
        assert browser.post(f"{LIST}{draft.pk}/", {"do": "release"}).status_code == 404

    def test_the_office_sends_or_deletes_nothing_of_members(self, scene):
        _user, browser = office()
        row = waiting(scene)[0]
        for do in ("send", "delete", "test"):
            assert browser.post(f"{LIST}{row.pk}/", {"do": do}).status_code == 404
        assert browser.post(f"{LIST}{row.pk}/", {"do": "x"}).status_code == 302
        assert browser.post(f"{LIST}{row.pk}/", {"do": "return"}).status_code == 400
        row.refresh_from_db()
        assert row.state == CircularState.WAITING


class TestDeciding:
    def test_one_by_one(self, scene):
        _user, browser = office()
        out, back = waiting(scene, 2)
        browser.post(f"{LIST}{out.pk}/", {"do": "release"})
        browser.post(f"{LIST}{back.pk}/", {"do": "return", "why": "calendar", "words": "Danke!"})
        out.refresh_from_db()
        back.refresh_from_db()
        assert (out.state, back.state) == (CircularState.SENDING, CircularState.RETURNED)
        assert back.reason.endswith("\nDanke!")
        assert asked_back(back.organisation) == [back]
        browser.post(f"{LIST}{back.pk}/", {"do": "take_back"})
        back.refresh_from_db()
        assert back.state == CircularState.WAITING

    def test_many_at_once(self, scene):
        _user, browser = office()
        rows = waiting(scene, 3)
        act = f"{LIST}act/"
        first = {"entry": [rows[0].pk]}
        nothing = ({}, {"do": "release"}, {"do": "x", **first}, {"do": "return", **first})
        for given in (*nothing, {"do": "release", "entry": ["x", "9" * 99]}):
            assert browser.post(act, given).status_code == 302
        assert set(Circular.objects.values_list("state", flat=True)) == {CircularState.WAITING}
        browser.post(act, {"do": "release", "entry": [rows[0].pk, cases.circular(scene).pk]})
        browser.post(act, {"do": "return", "why": "twice", "entry": [rows[1].pk, rows[2].pk, rows[0].pk]})
        states = [Circular.objects.get(pk=row.pk).state for row in rows]
        assert states == [CircularState.SENDING, CircularState.RETURNED, CircularState.RETURNED]

    def test_the_queue_tells_acts_and_undoes(self, scene):
        user, _browser = office()
        now = timezone.now()
        rows = waiting(scene, 2)
        keys = [item.key for item in queue.items(user, now)]
        assert keys == [str(row.pk) for row in rows]
        assert queue.may(user)
        assert not queue.may(scene.writer.person)
        release, back = queue.actions[0], queue.actions[1]
        assert release.run(scene.writer.person, keys, now).done == ()
        outcome = release.run(user, [*keys[:1], "00000000-0000-4000-8000-000000000000"], now)
        assert outcome.done == (keys[0],)
        assert len(outcome.refused) == 1
        assert release.undo(user, outcome.way_back, now) == [keys[0]]
        assert back.run(user, keys, now).done == tuple(keys)
        assert list(queue.items(user, now)) == []

    @pytest.mark.parametrize("size", [3, 30])
    def test_lists_cost_as_many_queries_for_three_as_for_thirty(self, scene, size, django_assert_num_queries):
        user, browser = office()
        waiting(scene, size)
        with django_assert_num_queries(1):
            assert len(list(queue.items(user, timezone.now()))) == size
        of_office(everybody=True)
        browser.get(LIST)
        with django_assert_num_queries(16):
            browser.get(LIST)

    def test_filters_and_hostile_parameters(self, scene):
        _user, browser = office()
        waiting(scene)
        of_office(everybody=True)
        for query, number in (
            ("", 2),
            ("state=waiting", 1),
            ("sender=office", 1),
            ("sender=members&state=sent", 0),
        ):
            assert len(browser.get(f"{LIST}?{query}").context["object_list"]) == number, query
        for query in (
            "state=x",
            "sender=%00",
            "p=99999",
            "p=x",
            "q=%00%F0",
            "ordering=-password",
            "q=" + "x" * 3000,
        ):
            assert browser.get(f"{LIST}?{query}").status_code in {200, 404}, query

    def test_histories_say_what_happened(self, scene):
        _user, browser = office()
        row = waiting(scene)[0]
        browser.post(f"{LIST}{row.pk}/", {"do": "release"})
        rows = ModelLogEntry.objects.filter(object_id=str(row.pk)).order_by("timestamp", "pk")
        assert list(rows.values_list("action", flat=True)) == [
            "network.circular_submitted",
            "network.circular_sent",
        ]


def test_the_menu_leads_members_and_the_office_there(scene):
    builders.roles.ensure_roles()
    person = scene.writer.person
    person.groups.add(builders.Group.objects.get(name=builders.roles.MEMBERS))
    paths = (reverse("members"), LIST)
    for browser, expected in ((cases.signed_in(person), (True, False)), (office()[1], (True, True))):
        shown = browser.get("/admin/", follow=True).content.decode()
        assert tuple(path in shown for path in paths) == expected

"""The members' pages about circulars: writing, the preview with its button, wishes; and who is let in."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from network.messages import limits, sending
from network.models import Circular, CircularRefusal, CircularState, CircularWish, Stewardship
from portal.disclosure import Audience
from tests import builders

from . import circulars as cases

pytestmark = pytest.mark.django_db
HOME = "/mitglieder/rundmails/"
WRITE, WISHES = f"{HOME}schreiben/", f"{HOME}abos/"


@pytest.fixture
def scene() -> cases.Scene:
    """Return a writer and three readers."""
    return cases.scene()


def typed(made: cases.Scene, **changes) -> dict[str, object]:
    """Return what the form sends."""
    return {
        "organisation": made.writer.entry.pk,
        "about": f"t-{made.topic.pk}",
        "subject": "Wer leiht uns Stühle?",
        "text": "Wir brauchen 30.",
        "reply_to": made.writer.person.email,
        **changes,
    }


def test_from_the_form_over_the_preview_to_the_readers(scene):
    browser = scene.writer.browser
    answer = browser.post(WRITE, typed(scene))
    assert answer.status_code == 302
    row = Circular.objects.get()
    assert (row.state, row.author, row.organisation) == (
        CircularState.DRAFT,
        scene.writer.person,
        scene.writer.entry,
    )
    page = browser.get(answer.url)
    assert (page.context["readers"], page.context["organisations"]) == (3, 3)
    for one in scene.readers:
        assert one.person.email not in page.content.decode()
        assert one.entry.name not in page.content.decode()
    browser.get(answer.url)
    assert Circular.objects.get().state == CircularState.DRAFT  # looking sends nothing
    assert browser.post(answer.url, {"do": "send"}).status_code == 302
    cases.round_of_mails()
    assert len(cases.queued()) == 3
    assert browser.post(answer.url, {"do": "send"}).status_code == 302
    cases.round_of_mails()
    assert len(cases.queued()) == 3
    shown = browser.get(answer.url).content.decode()
    assert 'name="do"' not in shown
    assert browser.get(f"{answer.url}aendern/").status_code == 404
    assert browser.post(answer.url, {"do": "delete"}).status_code == 302
    assert Circular.objects.exists()


def test_a_draft_is_changed_and_deleted(scene):
    browser, row = scene.writer.browser, cases.circular(scene)
    path = f"{HOME}{row.pk}/"
    assert "Wer leiht uns" in browser.get(f"{path}aendern/").content.decode()
    region = scene.places.saxony
    assert (
        browser.post(f"{path}aendern/", typed(scene, subject="Neu", about=f"r-{region.pk}")).status_code
        == 302
    )
    row.refresh_from_db()
    assert (row.subject, row.topic, row.region) == ("Neu", None, region)
    assert Circular.objects.count() == 1
    browser.post(path, {"do": "delete"})
    assert not Circular.objects.exists()


def test_what_is_not_possible_is_said_and_nothing_is_kept(scene):
    browser, other = scene.writer.browser, scene.readers[0]
    for changes in (
        {"organisation": other.entry.pk},
        {"organisation": "x"},
        {"organisation": "9" * 30},
        {"about": ""},
        {"about": "t-999999"},
        {"about": f"r-{scene.places.zwickau.pk}"},
        {"about": "x"},
        {"reply_to": other.person.email},
        {"reply_to": "fremd@example.org"},
        {"subject": ""},
        {"subject": "\u200b"},
        {"subject": "x" * 121},
        {"text": " \n "},
        {"text": "javascript:alert(1)"},
        {"text": "x" * 5001},
        {"text": "\x00"},
    ):
        assert browser.post(WRITE, typed(scene, **changes)).status_code == 400, changes
    assert browser.post(WRITE, {}).status_code == 400
    assert not Circular.objects.exists()


def test_lines_of_the_subject_are_joined(scene):
    scene.writer.browser.post(WRITE, typed(scene, subject="a\r\nBcc: x@example.org"))
    assert Circular.objects.get().subject == "a Bcc: x@example.org"


def test_answers_may_go_to_an_address_that_the_organisation_shows(scene):
    page = builders.organisation_page(scene.tree.directory, scene.writer.entry)
    for audience in Audience.values:
        builders.contact(page, f"{audience}@amsel.example.org", disclosure=audience)
    found = scene.writer.browser.get(WRITE).context["form"].fields["reply_to"].choices
    assert [one for one, _label in found] == [
        scene.writer.person.email, "public@amsel.example.org", "members@amsel.example.org",
    ]  # fmt: skip


def test_nobody_touches_circulars_of_others(scene):
    row = cases.circular(scene)
    former = builders.steward(scene.writer.entry)
    Stewardship.objects.filter(user=former).update(until=timezone.localdate())
    path = f"{HOME}{row.pk}/"
    for person, status in (
        (scene.readers[0].person, 404),
        (builders.office(), 404),
        (former, 403),
        (builders.user(), 403),
        (builders.editor(), 403),
    ):
        browser = cases.signed_in(person)
        for method in (browser.get, browser.post):
            assert method(path).status_code == status
            assert method(f"{path}aendern/").status_code == status
        assert row.subject not in browser.get(HOME).content.decode()
        assert browser.post(path, {"do": "send"}).status_code == status
    row.refresh_from_db()
    assert row.state == CircularState.DRAFT
    colleague = cases.signed_in(builders.steward(scene.writer.entry))
    assert colleague.get(path).status_code == 200
    assert scene.writer.browser.get(f"{HOME}{uuid4()}/").status_code == 404


def test_strangers_are_led_to_the_door(scene):
    row = cases.circular(scene)
    for path in (HOME, WRITE, WISHES, f"{HOME}{row.pk}/", f"{HOME}{row.pk}/aendern/"):
        for method in (Client().get, Client().post):
            assert method(path).url.startswith("/konto/anmelden/")


def test_pages_are_protected_against_forged_forms_and_kept_by_nobody(scene):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.writer.person)
    assert browser.post(WRITE, typed(scene)).status_code == 403
    assert browser.post(WISHES, {}).status_code == 403
    for path in (HOME, WRITE, WISHES):
        assert browser.get(path)["Cache-Control"] == "no-store, private"


def test_what_waits_and_what_came_back_stands_in_the_overview(scene):
    builders.organisation_page(scene.tree.directory, scene.writer.entry)
    cases.circular(scene, state=CircularState.RETURNED, reason="Bitte kürzer.", subject="Zurück")
    cases.circular(scene, state=CircularState.WAITING, submitted_at=timezone.now(), subject="Wartet")
    cases.circular(scene, text="", subject="", state=CircularState.SENT)
    shown = scene.writer.browser.get(f"/en{HOME}").content.decode()
    for words in ("Bitte kürzer.", "Wartet", "Waits for the office"):
        assert words in shown


def test_drafts_are_not_endless_and_the_day_is_not_either(scene, monkeypatch):
    monkeypatch.setattr(limits, "MOST_OPEN", 1)
    browser = scene.writer.browser
    assert browser.post(WRITE, typed(scene)).status_code == 302
    assert browser.post(WRITE, typed(scene)).status_code == 400
    for _number in range(limits.MOST_A_DAY):
        row = cases.circular(scene)
        sending.submit(row, scene.writer.person, timezone.now())
    row = cases.circular(scene)
    browser.post(f"{HOME}{row.pk}/", {"do": "send"})
    row.refresh_from_db()
    assert row.state == CircularState.DRAFT
    assert 'value="send"' not in browser.get(f"{HOME}{row.pk}/").content.decode()


class TestWishes:
    def test_nothing_comes_before_one_asks_for_it(self, scene):
        form = scene.writer.browser.get(WISHES).context["form"]
        assert form.initial["topics"] == []
        assert form.initial["office"] is True

    def test_wishes_are_set_and_taken_back(self, scene):
        browser = scene.writer.browser
        topic, region = f"t-{scene.topic.pk}", f"r-{scene.places.saxony.pk}"
        mine_is = {"organisation": scene.writer.entry.pk}
        browser.post(WISHES, {"topics": [topic], "regions": [region], "office": "on", **mine_is})
        mine = CircularWish.objects.filter(user=scene.writer.person)
        assert {(one.topic, one.region) for one in mine} == {(scene.topic, None), (None, scene.places.saxony)}
        browser.post(WISHES, {"topics": [topic], "regions": [region], "office": "on", **mine_is})
        assert mine.all().count() == 2
        assert not CircularRefusal.objects.exists()
        assert browser.post(WISHES, {}).status_code == 400  # nothing sent from elsewhere empties anything
        assert mine.all().count() == 2
        browser.post(WISHES, mine_is)
        assert not mine.all().exists()
        assert CircularRefusal.objects.count() == 1
        assert CircularWish.objects.count() == 3  # of others nothing is changed

    def test_own_topics_stand_first_and_are_not_ticked(self, scene):
        own = builders.topic("Zirkus")
        page = builders.organisation_page(scene.tree.directory, scene.writer.entry)
        builders.topic_of(page, own)
        builders.served_area(page, scene.places.zwickau)
        form = scene.writer.browser.get(WISHES).context["form"]
        assert form.fields["topics"].choices[0] == (f"t-{own.pk}", "Zirkus")
        assert form.fields["regions"].choices[0][0] == f"r-{scene.places.zwickau_district.pk}"
        assert form.initial["topics"] == []

    def test_each_organisation_has_its_own(self, scene):
        other = builders.organisation("Zweiter Verein")
        Stewardship.objects.create(user=scene.writer.person, organisation=other)
        browser = scene.writer.browser
        browser.post(
            f"{WISHES}?fuer={other.pk}", {"topics": [f"t-{scene.topic.pk}"], "organisation": other.pk}
        )
        assert CircularWish.objects.get(user=scene.writer.person).organisation == other
        assert len(browser.get(WISHES).context["ways"]) == 2

    def test_hostile_parameters_give_a_page_with_a_message(self, scene):
        browser, foreign = scene.writer.browser, scene.readers[0].entry.pk
        for query in ("seite=x", "seite=0", "seite=999999999", "fremd=1"):
            answer = browser.get(f"{HOME}?{query}")
            assert answer.status_code == 200
            assert answer.context["notes"], query
        for query in (f"fuer={foreign}", "fuer=x", "fuer=%00", "fuer=" + "9" * 40, "fremd=1"):
            answer = browser.get(f"{WISHES}?{query}")
            assert answer.status_code == 200
            assert answer.context["organisation"] == scene.writer.entry.name
            if query != "fuer=%00":
                assert answer.context["notes"], query
        sent = {"topics": [f"t-{scene.topic.pk}"], "organisation": foreign}
        assert browser.post(f"{WISHES}?fuer={foreign}", sent).status_code == 400
        assert CircularWish.objects.filter(organisation=foreign).count() == 1
        for values in (["t-999"], ["x"], [f"r-{scene.places.saxony.pk}"], ["t-"]):
            sent = {"topics": values, "organisation": scene.writer.entry.pk}
            assert browser.post(WISHES, sent).status_code == 400
        assert not CircularWish.objects.filter(user=scene.writer.person).exists()

    @pytest.mark.parametrize("size", [3, 30])
    def test_queries_are_as_many_for_three_as_for_thirty(self, scene, size, django_assert_num_queries):
        for _number in range(size):
            cases.wish(scene.writer, builders.topic(f"Thema {_number}"))
            cases.circular(scene)
        browser = scene.writer.browser
        for path, queries in ((HOME, 12), (WISHES, 15)):
            browser.get(path)
            with django_assert_num_queries(queries):
                browser.get(path)

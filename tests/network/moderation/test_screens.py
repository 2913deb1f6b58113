"""The pages for those who check and for those who submit: who reaches them, what they show, what the buttons do."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from network.models import Organisation, Submission
from network.moderation import deciding, submitting, trusting
from network.moderation.kinds import Said
from network.moderation.states import state_of
from network.moderation.waiting import open_submissions
from tests import builders
from tests.access.houses import house
from tests.network.moderation.submitted import NEW_WORDS, draft, fresh, submitted
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"moderation:{name}", args=args)


def text_of(response) -> str:
    """Return the words of a page, without marks and in single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def decide(client, submission, do="approve", **more):
    seen = more.pop("seen", state_of(Page.objects.get(pk=submission.page_id)))
    return client.post(url("decide", submission.pk), {"do": do, "seen": seen, **more})


def test_who_reaches_what(client, ours, tree, editor, office):
    submission = submitted(ours)
    other = house(tree, "Verein Buche")
    addresses = {
        "list": url("list"),
        "decide": url("decide", submission.pk),
        "log": url("log"),
        "log_file": url("log_file"),
        "submit": url("submit", ours.page.pk),
        "take_back": url("take_back", ours.page.pk),
    }
    for person, reached in (
        (editor, {"list", "decide", "submit", "take_back"}),
        (office, set(addresses)),
        (builders.superuser(), set(addresses)),
        (ours.person, {"submit", "take_back"}),
        (other.person, set()),
    ):
        client.force_login(person)
        seen = {name for name, path in addresses.items() if client.get(path).status_code == 200}
        assert seen == reached, person
        for name in ("undo", "trust"):
            assert client.get(url(name, submission.pk)).status_code in {404, 405}
    client.force_login(other.person)
    for path in addresses.values():
        assert client.post(path, {"do": "approve"}).status_code in {404, 405}
    assert open_submissions().get() == submission


@pytest.mark.parametrize("query", ["p=0", "p=x", "p=%00", "p=99999999999999999999"])
def test_hostile_pages_of_the_list(client, ours, editor, query):
    submitted(ours)
    client.force_login(editor)
    assert client.get(f"{url('list')}?{query}").status_code == 200


def test_the_list_costs_the_same_at_any_length(client, tree, editor, django_assert_max_num_queries):
    client.force_login(editor)
    counts = []
    for number in (2, 7):
        while open_submissions().count() < number:
            submitted(house(tree, f"Verein {Submission.objects.count()}"))
        with django_assert_max_num_queries(40) as queries:
            client.get(url("list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_screen_compares_in_words_of_the_form(client, ours, editor, tree):
    places = builders.places()
    offer = builders.offer(ours.page, "Sprachcafé", cost="5 €")
    contact = builders.contact(ours.page, "alt@example.org", disclosure="office", label="Büro")
    builders.offer(ours.page, "Nähkurs")
    builders.topic_of(ours.page, builders.topic("Asyl"))
    page = fresh(ours)
    page.summary = "Verein Amsel hilft allen."
    (kept,) = page.offers.filter(key=offer.key)
    kept.cost = "kostenlos"
    page.offers = [kept]
    (opened,) = page.contact_points.filter(key=contact.key)
    opened.disclosure = "public"
    page.contact_points = [opened]
    page.topic_links.create(tag=builders.topic("Bildung"))
    page.served_areas.create(region=places.zwickau)
    page.links.create(label="Presse", url="https://presse.example.org/wir")
    page.logo = picture("Unser Zeichen", description="Eine Amsel", collection=ours.access.collection)
    page.save_revision(user=ours.person)
    submitting.submit(page.pk, ours.person, timezone.now())
    client.force_login(editor)
    answer = client.get(url("decide", Submission.objects.get().pk))
    words = text_of(answer)
    for said in (
        "5 €",
        "kostenlos",
        "Nähkurs",
        "alt@example.org",
        "Bildung",
        "Zwickau",
        "presse.example.org",
    ):
        assert said in words, said
    assert "Asyl" not in words
    groups = {group.key: group.changes for group in answer.context["comparison"].groups}
    assert [(one.how, one.opens) for one in groups["contact_points"]] == [("changed", True)]
    assert {one.how for one in groups["offers"]} == {"changed", "removed"}
    assert answer.context["comparison"].opens
    assert '<img src="/media/' in answer.content.decode()
    assert "<ins>" in answer.content.decode()


def test_the_form_carries_the_state_that_was_looked_at(client, ours, editor):
    submission = submitted(ours)
    client.force_login(editor)
    seen = client.get(url("decide", submission.pk)).context["form"]["seen"].value()
    draft(ours, summary="Inzwischen steht etwas anderes hier.")
    answer = decide(client, submission, seen=seen, comment="Gern.")
    assert answer.status_code == 409
    assert "Inzwischen" in answer.content.decode()
    assert "Gern." in answer.content.decode()
    assert open_submissions().get() == submission
    assert decide(client, submission).status_code == 302


def test_the_second_one_keeps_what_was_typed(client, ours, editor, office):
    submission = submitted(ours)
    deciding.approve(submission.pk, Said(editor, timezone.now()))
    client.force_login(office)
    answer = decide(client, submission, "send_back", comment="Bitte kürzer.")
    assert answer.status_code == 409
    assert "Bitte kürzer." in answer.content.decode()
    assert editor.email in answer.content.decode()


def test_next_leads_to_what_waits_after_it(client, tree, editor):
    first, second = (submitted(house(tree, name)) for name in ("Verein A", "Verein B"))
    client.force_login(editor)
    assert decide(client, first, "approve_next").url == url("decide", second.pk)
    assert decide(client, second, "send_back_next", comment="Bitte kürzer.").url == url("list")


def test_words_about_single_parts(client, ours, editor):
    submission = submitted(ours)
    client.force_login(editor)
    decide(client, submission, "send_back", **{"note-summary": "Für wen genau?"})
    submission.refresh_from_db()
    assert [words for _label, words in submission.notes] == ["Für wen genau?"]


@pytest.mark.parametrize(
    "data", [{"do": "x"}, {"do": "approve", "seen": ""}, {"do": "approve", "seen": "x" * 999}, {}]
)
def test_hostile_forms_change_nothing(client, ours, editor, data):
    submission = submitted(ours)
    client.force_login(editor)
    assert client.post(url("decide", submission.pk), data).status_code in {400, 409}
    assert open_submissions().get() == submission


def test_taking_back_from_the_list(client, ours, editor):
    submission = submitted(ours)
    client.force_login(editor)
    decide(client, submission)
    assert url("undo", submission.pk) in client.get(url("list")).content.decode()
    client.post(url("undo", submission.pk))
    assert fresh(ours).summary != NEW_WORDS
    assert open_submissions().get() == submission


class TestSubmitting:
    def test_the_same_list_stands_before_it_is_submitted(self, client, ours, editor):
        draft(ours, summary="Rufen Sie an: 0371 1234567. WIR SIND IMMER FÜR SIE DA")
        client.force_login(ours.person)
        shown = client.get(url("submit", ours.page.pk)).context
        before, seen = shown["findings"], shown["seen"]
        assert client.post(url("submit", ours.page.pk), {"seen": seen}).status_code == 302
        client.force_login(editor)
        after = client.get(url("decide", open_submissions().get().pk)).context["findings"]
        assert before == after
        assert len([one for one in before if one.level == "warning"]) >= 2

    def test_errors_are_shown_and_block(self, client, ours):
        page = fresh(ours)
        page.summary = ""
        page.save_revision(user=ours.person, clean=False)
        client.force_login(ours.person)
        answer = client.get(url("submit", ours.page.pk))
        assert answer.context["is_blocked"]
        seen = answer.context["seen"]
        assert client.post(url("submit", ours.page.pk), {"seen": seen}).status_code == 409
        assert not open_submissions().exists()

    def test_nobody_submits_what_they_have_not_looked_at(self, client, ours):
        draft(ours)
        client.force_login(ours.person)
        shown = client.get(url("submit", ours.page.pk)).context["seen"]
        draft(ours, summary="Von jemand anderem geschrieben, gerade eben.")
        for data in ({}, {"seen": ""}, {"seen": "\0"}, {"seen": shown}):
            answer = client.post(url("submit", ours.page.pk), data)
            assert (answer.status_code, "Von jemand anderem" in answer.content.decode()) == (409, True)
            assert not open_submissions().exists()
        assert client.post(url("submit", ours.page.pk), {"seen": answer.context["seen"]}).status_code == 302
        assert open_submissions().exists()

    def test_taking_back_leads_into_the_editor(self, client, ours):
        submitted(ours)
        client.force_login(ours.person)
        assert client.get(url("take_back", ours.page.pk)).status_code == 200
        answer = client.post(url("take_back", ours.page.pk))
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[ours.page.pk])
        assert not open_submissions().exists()

    def test_pages_of_nobody_have_no_such_step(self, client, tree, office):
        client.force_login(office)
        for page in (tree.standard, tree.directory, Page.get_first_root_node()):
            assert client.get(url("submit", page.pk)).status_code == 404
            assert client.post(url("take_back", page.pk)).status_code == 404


class TestTrust:
    @pytest.fixture
    def smooth(self, ours, editor):
        """Return an organisation whose submissions were approved as they came."""
        now = timezone.now()
        Submission.objects.bulk_create(
            Submission(
                page=ours.page.page_ptr,
                organisation=ours.entry,
                settled_at=now - timedelta(days=number),
                verdict="approved",
                settled_by=editor,
            )
            for number in range(1, trusting.ENOUGH + 1)
        )
        return ours

    def test_it_is_suggested_and_given_by_the_office(self, client, smooth, editor, office):
        assert [entry.approvals for entry in trusting.could_be_trusted()] == [trusting.ENOUGH]
        client.force_login(editor)
        assert not client.get(url("list")).context["could_be_trusted"]
        assert client.post(url("trust", smooth.entry.pk), {"do": "trust"}).status_code == 404
        client.force_login(office)
        client.post(url("trust", smooth.entry.pk), {"do": "trust"})
        smooth.entry.refresh_from_db()
        assert smooth.entry.trust == "trusted"
        assert fresh(smooth).permissions_for_user(smooth.person).can_publish()
        assert not trusting.could_be_trusted()

    @pytest.mark.parametrize(
        "spoil",
        [
            {"verdict": "sent_back"},
            {"was_edited": True},
        ],
    )
    def test_one_that_was_not_smooth_begins_the_count_anew(self, smooth, spoil):
        Submission.objects.filter(pk=Submission.objects.order_by("settled_at").last().pk).update(**spoil)
        assert not trusting.could_be_trusted()

    def test_a_no_begins_the_count_anew(self, client, smooth, office):
        client.force_login(office)
        client.post(url("trust", smooth.entry.pk), {"do": "not_yet"})
        assert not trusting.could_be_trusted()
        assert Organisation.objects.get(pk=smooth.entry.pk).trust == "checked"

    def test_asking_costs_one_query(self, smooth, django_assert_num_queries):
        with django_assert_num_queries(1):
            list(trusting.could_be_trusted())

"""Job postings in the hands of those who write them: the form, the mail before the end, the link, the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network.desk.frame import desk_url
from portal.deadlines.closing import close_unanswered
from portal.deadlines.letters import ask
from portal.deadlines.moments import end_of, words_of
from publications.ending.desk import ends_part
from publications.jobs.personal_data import KEEP, forget
from publications.models import DeadlinePage, JobPostingPage, PostingContact
from tests import builders
from tests.network.stewarding import acting, link_to, mail_to
from tests.publications.postings_pages import deadline, lists, posting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def home():
    tree = builders.site_tree()
    lists(tree.home)
    page = builders.organisation_page(
        tree.directory, builders.organisation("Haus der Vielfalt", trust="trusted")
    )
    builders.drain()
    return page


@pytest.fixture
def steward(home):
    return acting(home.organisation, "eigene@example.org")


def form(**given: Any) -> dict[str, Any]:
    """Return what the form sends."""
    fields = {
        "title": "Koordination (m/w/d)",
        "summary": "Wir suchen jemanden.",
        "body": streamfield([("text", rich_text("<p>Viel zu tun.</p>"))]),
        "home_office": "no",
        "papers": "Lebenslauf\nAnschreiben",
        "pay_per": "month",
        "published_on": "2026-11-16",
        "ends_at_0": (timezone.localdate() + DAY).isoformat(),
        "ends_at_1": "",
        "workplaces": inline_formset([]),
        "interviews": inline_formset([]),
        "contacts": inline_formset([{"purpose": "apply", "kind": "email", "value": "jobs@haus.example"}]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**fields, **given, "action-publish": "1"})


def add_url(parent, model="jobpostingpage"):
    return reverse("wagtailadmin_pages:add", args=["publications", model, parent.pk])


def test_whoever_acts_for_an_organisation_writes_and_publishes_a_posting(client, home, steward):
    client.force_login(steward)
    assert client.get(add_url(home)).status_code == 200
    client.post(add_url(home), form())
    page = JobPostingPage.objects.get()
    assert page.live
    assert page.ends_at == end_of(timezone.localdate() + DAY)
    assert page.papers == ["Lebenslauf", "Anschreiben"]
    assert [contact.value for contact in page.contacts.all()] == ["jobs@haus.example"]
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'value="{(timezone.localdate() + DAY).isoformat()}"' in client.get(edit).content.decode()


def test_a_posting_that_says_too_little_or_too_much_is_refused(client, home, steward):
    client.force_login(steward)
    for wrong in (
        {"ends_at_0": ""},
        {"ends_at_0": "", "ends_at_1": "12:00"},
        {"starts_on": "2027-03-01", "limited_until": "2027-02-01"},
        {"pay_from": "15", "pay_until": "14.5", "pay_per": "hour"},
        {"contacts": inline_formset([{"purpose": "apply", "kind": "email", "value": "keine Adresse"}])},
        {"workplaces": inline_formset([{"name": "", "note": "irgendwo"}])},
    ):
        assert client.post(add_url(home), form(**wrong)).status_code == 200, wrong
    assert not JobPostingPage.objects.exists()


def test_nobody_else_writes_below_it(client, home):
    other = builders.organisation_page(home.get_parent().specific, builders.organisation("Andere"))
    client.force_login(acting(other.organisation, "andere@example.org"))
    assert client.get(add_url(home)).status_code == 404
    assert client.post(add_url(home, "deadlinepage"), form()).status_code == 404
    assert not JobPostingPage.objects.exists()
    assert not DeadlinePage.objects.exists()


@pytest.mark.parametrize("make", [posting, deadline])
def test_the_mail_before_the_end_renews_what_is_public_and_the_draft(client, home, steward, make):
    now = timezone.now()
    page = make(home, "Beratung", ends_at=now + DAY)
    draft = page.get_latest_revision_as_object()
    draft.title = "Beratung, neu"
    draft.save_revision(clean=False)
    ask(now)
    path, later = link_to("eigene@example.org", "/frist/"), timezone.localdate() + 20 * DAY
    assert client.get(path).status_code == 200
    client.post(path, {"act": "renew", "day": later.isoformat()})
    page = type(page).objects.get(pk=page.pk)
    assert (page.title, page.ends_at) == ("Beratung", end_of(later))
    latest = page.get_latest_revision_as_object()
    assert (latest.title, latest.ends_at) == ("Beratung, neu", end_of(later))


def test_closing_takes_it_out_of_the_list_at_once(client, home, steward):
    posting(home, "Beratung", ends_at=timezone.now() + DAY)
    ask(timezone.now())
    builders.drain()
    assert client.get("/stellen/").context["listing"].total == 1
    client.post(link_to("eigene@example.org", "/frist/"), {"act": "close"})
    builders.drain()
    assert client.get("/stellen/").context["listing"].total == 0


def test_whoever_acts_for_it_no_more_has_no_right_by_an_old_mail(client, home, steward):
    page = posting(home, "Beratung", ends_at=timezone.now() + DAY)
    ask(timezone.now())
    path = link_to("eigene@example.org", "/frist/")
    steward.stewardships.update(until=timezone.localdate())
    assert client.post(path, {"act": "close"}).status_code == 410
    assert not JobPostingPage.objects.get(pk=page.pk).is_over(timezone.now())


def test_what_is_open_without_an_end_is_asked_about_after_two_months(client, home, steward):
    page = posting(home, "Beratung", ends_at=None, is_rolling=True)
    ask(timezone.now())
    assert mail_to("eigene@example.org") is None
    JobPostingPage.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - 61 * DAY)
    assert close_unanswered(timezone.now()) == 0
    ask(timezone.now())
    assert words_of(timezone.now() + 29 * DAY) in mail_to("eigene@example.org").body
    client.post(link_to("eigene@example.org", "/frist/"), {"act": "renew", "day": ""})
    page = JobPostingPage.objects.get(pk=page.pk)
    assert page.ends_at is None
    assert page.last_published_at > timezone.now() - DAY
    assert close_unanswered(timezone.now()) == 0
    assert close_unanswered(timezone.now() + 91 * DAY) == 1
    assert JobPostingPage.objects.get(pk=page.pk).ends_at


def looks(user, home):
    """Return the rows of a desk by the heading they stand under."""
    part = ends_part(user, home.organisation, timezone.now())
    return {words: {look.own.title: look for look in found} for words, found in part.context["groups"]}


def test_the_desk_shows_what_is_where_and_renews_or_closes_with_one_tap(client, home, steward):
    now, english = timezone.now(), builders.language("en")
    posting(home, "Bald", ends_at=now + DAY)
    posting(home, "Lange", ends_at=now + 50 * DAY)
    posting(home, "Vorbei", ends_at=now - DAY)
    draft = posting(home, "Entwurf", ends_at=now + DAY)
    draft.unpublish()
    with english:
        found = looks(steward, home)
        assert {words: list(rows) for words, rows in found.items()} == {
            "Ends soon": ["Bald"],
            "Not public yet": ["Entwurf"],
            "Open": ["Lange"],
            "Over; in no list any more": ["Vorbei"],
        }
        soon, later = found["Ends soon"]["Bald"], timezone.localdate() + 29 * DAY
        assert soon.later == later.isoformat()
        assert client.get(soon.answer_url).status_code == 200
        client.post(soon.answer_url, {"act": "renew", "day": soon.later})
        client.post(found["Open"]["Lange"].answer_url, {"act": "close"})
        client.post(
            found["Over; in no list any more"]["Vorbei"].answer_url, {"act": "renew", "day": soon.later}
        )
        assert {words: list(rows) for words, rows in looks(steward, home).items()} == {
            "Not public yet": ["Entwurf"],
            "Open": ["Bald", "Vorbei"],
            "Over; in no list any more": ["Lange"],
        }
        stranger = looks(builders.user(), home)
        assert not any(look.answer_url for rows in stranger.values() for look in rows.values())


def test_the_desk_has_buttons_and_takes_as_many_queries_for_many(client, home, steward):
    desk, counted = desk_url(home.organisation), []
    client.force_login(steward)
    client.get(desk)
    for names in (["A", "B"], [f"Stelle {number}" for number in range(6)]):
        for name in names:
            posting(home, name, ends_at=timezone.now() + DAY)
        with CaptureQueriesContext(connection) as queries:
            text = client.get(desk).content.decode()
        counted.append(len(queries))
        assert all(f">{name}</a>" in text for name in names)
    assert add_url(home) in text
    assert add_url(home, "deadlinepage") in text
    assert counted[0] == counted[1]


def test_contacts_go_half_a_year_after_the_end(home):
    contacts = [{"kind": "email", "value": "jobs@haus.example"}]
    posting(home, "Alt", ends_at=timezone.now() - KEEP - DAY, contacts=contacts)
    posting(home, "Neu", ends_at=timezone.now() - DAY, contacts=contacts)
    assert forget(timezone.now() - KEEP) == 1
    assert PostingContact.objects.get().page.title == "Neu"

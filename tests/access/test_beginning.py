"""What one organisation writes has an end, far above what anybody does by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.test.utils.form_data import rich_text, streamfield

from events.beginning import why_no_more_of
from events.choices import Source
from events.models import Event
from network.access import beginning
from portal import body_length, retention
from portal.registries import jobs
from publications.models import InfopostPage
from tests import builders
from tests.events.event_answers import ADD, answers
from tests.publications.infoposts_pages import infopost, infopost_form, news_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """Let an organisation have two drafts and begin three things a day."""
    monkeypatch.setattr(beginning, "MOST_DRAFTS", 2)
    monkeypatch.setattr(beginning, "MOST_A_DAY", 3)


@pytest.fixture
def client(client, tree, ours):
    """Return a browser in which our steward is signed in."""
    news_page(tree.home)
    client.force_login(ours.person)
    return client


def add_page(client, house):
    """Begin an infopost; return the answer."""
    url = reverse("wagtailadmin_pages:add", args=["publications", "infopostpage", house.page.pk])
    return client.post(url, infopost_form(), follow=True)


def test_drafts_of_pages_end_and_the_explorer_says_why(client, ours, theirs, few):
    infopost(theirs.page, live=False)
    add_page(client, ours)
    add_page(client, ours)
    answer = add_page(client, ours)
    assert "Ihre Organisation hat 2 Entwürfe" in answer.content.decode()
    assert InfopostPage.objects.descendant_of(ours.page).count() == 2
    InfopostPage.objects.descendant_of(ours.page).first().delete()
    add_page(client, ours)
    assert InfopostPage.objects.descendant_of(ours.page).count() == 2


def test_a_day_has_an_end_whatever_is_published_and_the_next_one_begins_anew(client, ours, few):
    begun = PageLogEntry.objects.filter(action="wagtail.create")
    begun.delete()
    for title in ("Eins", "Zwei", "Drei"):
        infopost(ours.page, title)
    assert "innerhalb eines Tages" in add_page(client, ours).content.decode()
    begun.update(timestamp=timezone.now() - timedelta(days=1, minutes=1))
    add_page(client, ours)
    assert InfopostPage.objects.descendant_of(ours.page).count() == 4


def test_the_office_is_not_stopped(client, ours, few):
    infopost(ours.page, "Eins", live=False)
    infopost(ours.page, "Zwei", live=False)
    client.force_login(builders.office())
    add_page(client, ours)
    assert InfopostPage.objects.descendant_of(ours.page).count() == 3


def test_dates_end_in_the_form_and_in_copies(client, ours, few):
    for _ in range(2):
        builders.event(organiser=ours.entry, live=False, source=Source.MEMBER)
    answer = client.post(reverse(ADD), answers(ours.entry))
    assert "Ihre Organisation hat 2 Entwürfe" in answer.content.decode()
    gone, event = Event.objects.all()
    copy = reverse("wagtailsnippets_events_event:duplicate", args=[event.pk])
    answer = client.post(copy, {"starts_on": "2027-05-01"})
    assert "Ihre Organisation hat 2 Entwürfe" in answer.content.decode()
    assert Event.objects.count() == 2
    gone.delete()
    client.post(copy, {"starts_on": "2027-05-01"})
    assert Event.objects.count() == 2


def test_what_a_calendar_brought_does_not_keep_anybody_from_writing(ours, few):
    for _ in range(3):
        builders.event(organiser=ours.entry, live=False, source=Source.FEED)
    assert why_no_more_of(ours.entry) == ""


def test_a_body_that_nobody_could_load_is_refused(client, ours, monkeypatch):
    monkeypatch.setattr(body_length, "LONGEST", 500)
    url = reverse("wagtailadmin_pages:add", args=["publications", "infopostpage", ours.page.pk])
    words = rich_text(f"<p>{'x' * 600}</p>")
    answer = client.post(url, infopost_form(body=streamfield([("text", words)])))
    assert "Das ist zu lang" in answer.content.decode()
    assert not InfopostPage.objects.exists()
    answer = client.post(reverse(ADD), answers(ours.entry) | {"description": words})
    assert "Das ist zu lang" in answer.content.decode()
    assert not Event.objects.exists()


def test_of_very_many_versions_the_oldest_past_ones_go(ours, monkeypatch):
    monkeypatch.setattr(retention, "MOST_VERSIONS", 3)
    page, other = infopost(ours.page, "Eins"), infopost(ours.page, "Zwei")
    shown = page.save_revision()
    shown.publish()
    made = [page.save_revision() for _ in range(6)]
    kept = other.save_revision()
    assert jobs["versions"].run(timezone.now()) == "3 surplus versions deleted"
    left = set(Revision.objects.for_instance(page).values_list("pk", flat=True))
    assert {shown.pk, made[-1].pk} <= left
    assert made[0].pk not in left
    assert Revision.objects.filter(pk=kept.pk).exists()
    assert jobs["versions"].run(timezone.now()) == "0 surplus versions deleted"

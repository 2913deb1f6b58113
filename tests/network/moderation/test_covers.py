"""What is covered of protected organisations is read once for a screen or a round of mails, whatever they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from events.curation.submission_kind import Events
from events.models import Event
from events.setup import ensure_workflow
from network.models import Organisation
from network.moderation.page_kind import Pages, public_comparison
from network.moderation.waiting import open_submissions
from tests import builders
from tests.access.houses import house
from tests.publications.infoposts_pages import infopost, news_page

pytestmark = pytest.mark.django_db


def readings(act) -> tuple[int, object]:
    """Return how often contacts were read to be covered, and what the act returned."""
    with CaptureQueriesContext(connection) as queries:
        found = act()
    return sum('FROM "network_contactpoint"' in one["sql"] for one in queries), found


def protected(tree, name):
    """Return an organisation with a contact that is covered in its words."""
    made = house(tree, name)
    builders.contact(made.page, "geheim.example", person="Mira Hoffmann")
    Organisation.objects.filter(pk=made.entry.pk).update(is_shielded=True)
    made.entry.refresh_from_db()
    return made


def waiting_post(ours, title):
    """Let a published post wait with other words."""
    post = infopost(ours.page, title)
    draft = Page.objects.get(pk=post.pk).specific
    draft.summary = "Fragt geheim.example oder Mira Hoffmann."
    draft.save_revision(user=ours.person)
    fresh = Page.objects.get(pk=post.pk).specific
    fresh.get_workflow().start(fresh, ours.person)
    return fresh


def test_both_versions_of_a_post_share_one_reading(tree):
    news_page(tree.home)
    post = waiting_post(protected(tree, "Zuflucht"), "Wir sagen etwas")
    count, found = readings(lambda: public_comparison(Page.objects.get(pk=post.pk)))
    assert count == 1
    assert "summary" in found.keys
    assert not {"geheim.example", "Hoffmann"} & set(repr(found).replace("'", " ").split())
    assert "geheim.example" not in repr(found)


def test_both_versions_of_an_event_share_one_reading(tree):
    ensure_workflow()
    ours = protected(tree, "Zuflucht")
    event = builders.event("Treffen", organiser=ours.entry)
    draft = event.get_latest_revision_as_object()
    draft.summary = "Fragt geheim.example."
    draft.save_revision(user=ours.person)
    event = Event.objects.get(pk=event.pk)
    event.get_workflow().start(event, ours.person)
    key = str(event.queue_entries.get().pk)
    count, found = readings(lambda: Events().compare(key))
    assert (count, "geheim.example" in repr(found)) == (1, False)


def test_a_list_of_what_waits_reads_them_once(tree):
    news_page(tree.home)
    houses = [protected(tree, f"Zuflucht {number}") for number in range(3)]
    counts = []
    for number in (3, 30):
        while open_submissions().count() < number:
            waiting_post(
                houses[open_submissions().count() % 3], f"{open_submissions().count()} bei Mira Hoffmann"
            )
        count, found = readings(lambda: list(Pages().waiting()))
        counts.append(count)
        assert len(found) == number
        assert not [one for one in found if "Hoffmann" in one.title]
    assert counts == [1, 1]

"""What an organisation published when its entry is merged into another one: it stays public, under the one name."""

import pytest

from network.care import merging
from publications.models import InfopostPage, JobPostingPage
from tests import builders
from tests.network.merges import merged
from tests.publications.infoposts_pages import infopost, news_page
from tests.publications.postings_pages import lists, posting, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Return the pages of two entries for one club, each with a post of the same name; the one has a job, too."""
    tree = builders.site_tree()
    news_page(tree.home)
    lists(tree.home)
    old, new = (
        builders.organisation_page(tree.directory, builders.organisation(name))
        for name in ("Haus Alt", "Haus Neu")
    )
    for page in (old, new):
        published(infopost(page, "Einladung", summary=f"Von {page.title}."))
    posting(old, "Projektleitung", ends_at=None, is_rolling=True)
    builders.drain()
    return old, new


def test_posts_stand_below_what_remains_and_their_addresses_lead_there(client, pair):
    old, new = pair
    merged(old.organisation, new.organisation)
    builders.drain()
    for address, title, successor in (
        ("einladung", "Einladung", "einladung-2"),
        ("projektleitung", "Projektleitung", "projektleitung"),
    ):
        for prefix in ("", "/en"):
            answer = client.get(f"{prefix}/initiativen/haus-alt/{address}/")
            assert (answer.status_code, answer.url) == (301, f"{prefix}/initiativen/haus-neu/{successor}/")
            assert title in client.get(answer.url).content.decode()
    news, jobs = client.get("/aktuelles/").content.decode(), client.get("/stellen/").content.decode()
    assert "Von Haus Alt." in news
    assert "Von Haus Neu." in news
    assert "Projektleitung" in jobs
    assert jobs.count("Haus Neu") > 0 == jobs.count("Haus Alt")
    assert (
        "Von Haus Alt."
        in client.get(f"/aktuelles/?organisation={new.organisation.register_id}").content.decode()
    )
    found = client.get("/suche/?q=projektleitung").content.decode()
    assert "/initiativen/haus-neu/projektleitung/" in found
    # What somebody writes next keeps the new address.
    post = InfopostPage.objects.get(slug="einladung-2")
    post.get_latest_revision().publish()
    assert InfopostPage.objects.get(pk=post.pk).slug == "einladung-2"


def test_they_stand_where_they_stood_after_an_undo(client, pair):
    old, new = pair
    merging.undo(merged(old.organisation, new.organisation), None)
    builders.drain()
    for page, slugs in ((old, {"einladung", "projektleitung"}), (new, {"einladung"})):
        page.refresh_from_db()
        assert set(page.get_children().values_list("slug", flat=True)) == slugs
    assert client.get("/initiativen/haus-alt/projektleitung/").status_code == 200
    assert JobPostingPage.objects.get().organisation == old.organisation

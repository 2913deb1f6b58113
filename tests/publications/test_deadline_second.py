"""At the second of its end a thing is gone from everything that lists it; its page stays and says so.

The day is that on which clocks in Berlin go forward: it has 23 hours. Both engines and the mails about saved searches
have theirs in `tests/search/test_publication_search.py`.
"""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.urls import reverse

from network.models import Stewardship
from portal.deadlines.letters import ask
from portal.deadlines.moments import end_of
from portal.models import OutgoingMail
from publications.ending.desk import ends_part
from publications.searchable import sources
from tests import builders
from tests.publications.postings_pages import SECOND, deadline, lists, posting

pytestmark = pytest.mark.django_db
LAST_DAY, END = date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)
BEFORE = END - SECOND


@pytest.fixture
def world():
    tree = builders.site_tree()
    lists(tree.home)
    places, topic = builders.places(), builders.topic("Flucht")
    home = builders.organisation_page(tree.directory, builders.organisation("Haus der Vielfalt"))
    for title, until in (("Endende", END), ("Spätere", END + timedelta(days=9))):
        posting(
            home,
            f"{title} Stelle",
            ends_at=until,
            topics=[topic],
            workplaces=[{"region": places.zwickau}],
        )
        deadline(home, f"{title} Frist", ends_at=until, topics=[topic], regions=[places.zwickau])
    with mock.patch("django.utils.timezone.now", return_value=BEFORE):
        while builders.drain():
            pass
    return tree, home


def outputs(home):
    """Return every address that lists postings or deadlines."""
    return [
        "/", "/en/", home.url, "/stellen/", "/stellen/?ansicht=karte", "/stellen/?thema=flucht", "/stellen/?q=Stelle",
        "/stellen/?region=14524", "/stellen/?sortierung=neu", "/stellen/stellen.atom", "/stellen/stellen.ics",
        "/fristen/",
        "/suche/?q=Stelle", "/suche/?q=Frist&art=deadline", "/en/suche/?q=Frist", "/suche/vorschlaege/?q=stelle",
        "/suche/vorschlaege/?q=frist",
        "/en/stellen/", "/en/stellen/stellen.ics", "/en/fristen/fristen.atom",
        "/fristen/?ansicht=karte", "/fristen/?ort=Zwickau", "/suche/?q=Stelle&region=14524&art=job",
        "/fristen/fristen.atom", "/fristen/fristen.ics", "/sitemap.xml", reverse("topic", args=["flucht"]),
        reverse("region", args=["landkreis-zwickau"]), f"{home.url}spaetere-stelle/", f"{home.url}spaetere-frist/",
    ]  # fmt: skip


def text_of(response):
    content = response.getvalue() if response.streaming else response.content
    return content.decode().replace("\r\n ", "").replace("\u00ad", "").replace("&shy;", "")


def names(client, url, now):
    """Return which of the ending and the later ones an address names at a moment."""
    with mock.patch("django.utils.timezone.now", return_value=now):
        answer = client.get(url)
    assert answer.status_code == 200, url
    text = text_of(answer)
    return ("Endende" in text or "endende-" in text), ("Spätere" in text or "spaetere-" in text)


def test_it_is_in_every_list_until_the_second_of_its_end(client, world):
    _tree, home = world
    for url in outputs(home):
        assert names(client, url, BEFORE) == (True, True), url
        assert names(client, url, END) == (False, True), url


def test_the_last_day_is_meant_as_berlin_means_it():
    assert end_of(LAST_DAY) == END


def test_counts_go_down_with_it(client, world):
    for now, total in ((BEFORE, 2), (END, 1)):
        with mock.patch("django.utils.timezone.now", return_value=now):
            for url in ("/stellen/", "/fristen/"):
                listing = client.get(url).context["listing"]
                assert listing.total == len(listing.entries) == total
                counts = {value.key: value.count for facet in listing.facets for value in facet.values}
                assert counts["flucht"] == counts["14524"] == total
            districts = client.get("/stellen/?ansicht=karte").context["listing"].map.districts
            assert {district.count for district in districts if district.ags == "14524"} == {total}


@pytest.mark.parametrize("url", ["/stellen/", "/suche/?q=Stelle", "/suche/vorschlaege/?q=stelle"])
def test_an_answer_kept_before_is_not_given_after(client, world, url):
    with mock.patch("django.utils.timezone.now", return_value=BEFORE):
        kept = client.get(url)
        again = client.get(url, headers={"If-None-Match": kept["ETag"]})
    assert again.status_code == 304
    with mock.patch("django.utils.timezone.now", return_value=END):
        assert client.get(url, headers={"If-None-Match": kept["ETag"]}).status_code == 200


@pytest.mark.parametrize("slug", ["endende-stelle", "endende-frist"])
def test_its_page_stays_says_so_and_is_closed_to_search_engines(client, world, slug):
    url = f"{world[1].url}{slug}/"
    for now, robots in ((BEFORE, ""), (END, "noindex")):
        with mock.patch("django.utils.timezone.now", return_value=now):
            answer = client.get(url)
        assert answer.status_code == 200
        assert answer.context["meta"].robots == robots
        assert bool(answer.context["over"]) is bool(robots)
        assert ("JobPosting" in text_of(answer)) is (not robots and "stelle" in slug)
        view = answer.context["view"]
        assert bool(view.previous or view.following) is not bool(robots)


def rows(part):
    """Return how many rows stand under each heading."""
    return [len(looks) for _words, looks in part.context["groups"]]


def test_the_desk_asks_until_the_end_and_then_knows_it_as_over(world):
    _tree, home = world
    person = builders.user()
    Stewardship.objects.create(user=person, organisation=home.organisation)
    before = ends_part(person, home.organisation, BEFORE)
    after = ends_part(person, home.organisation, END)
    assert (before.count, rows(before)) == (2, [2, 2])
    assert (after.count, rows(after)) == (0, [2, 2])


def test_nobody_is_asked_once_it_is_over(world):

    _tree, home = world
    Stewardship.objects.create(user=builders.user(), organisation=home.organisation)
    ask(END)
    assert not OutgoingMail.objects.exists()
    ask(BEFORE)
    assert OutgoingMail.objects.count() == 2


def test_the_search_is_told_the_same_second(world):
    ends = {found.title: found.visible_until for source in sources for found in source(None)}
    assert ends["Endende Stelle"] == ends["Endende Frist"] == END

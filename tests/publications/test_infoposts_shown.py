"""An infopost on its page and in the list of news: who says it, filters, archive, feed, and what stays covered."""

import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from network.moderation.public_telling import public_version
from portal import content_cache
from portal.disclosure import Audience
from publications.infoposts.searching import searchables
from publications.models import InfopostPage
from publications.records.infoposts import record_and_cover
from tests import builders
from tests.portal.pictures import picture
from tests.publications.infoposts_pages import infopost, news_page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def tree():
    return builders.site_tree()


@pytest.fixture
def news(tree):
    return news_page(tree.home)


@pytest.fixture
def verein(tree):
    return builders.organisation_page(tree.directory, builders.organisation("Haus Werdau"))


def titles(answer) -> list[str]:
    """Return the titles of a list in their order."""
    entries = answer.context["listing"].entries
    return ["".join(part.text for part in entry.title_segments) for entry in entries]


def test_the_list_shows_the_newest_first_and_says_by_whom(client, news, verein):
    partner = builders.organisation("Netz Ost")
    infopost(verein, "Älter", published_on=builders.day("2026-01-02"))
    infopost(verein, "Neuer", published_on=builders.day("2026-02-02"), co_authors=(partner,))
    infopost(news, "Vom Büro", published_on=builders.day("2026-01-15"))
    answer = client.get("/aktuelles/")
    assert titles(answer) == ["Neuer", "Vom Büro", "Älter"]
    text = answer.content.decode()
    assert "Haus Werdau, Netz Ost" in text
    assert reverse("become_partner") in text


def test_filters_narrow_the_list(client, tree, news):
    places = builders.places()
    house = builders.organisation("Haus Werdau", register_id="werdau")
    page = builders.organisation_page(tree.directory, house)
    other = builders.organisation("Netz Ost", register_id="netz-ost")
    topic = builders.topic("Asyl")
    day = builders.day("2026-02-01")
    infopost(page, "Mitteilung", kind="press_release", topics=(topic,), published_on=day, co_authors=(other,))
    infopost(
        page, "Bericht", kind="report", published_on=builders.day("2026-01-31"), places=(places.zwickau,)
    )
    for query, expected in (
        ("art=press_release", ["Mitteilung"]),
        ("monat=2026-01", ["Bericht"]),
        ("thema=asyl", ["Mitteilung"]),
        ("region=zwickau", ["Bericht"]),
        ("q=bericht", ["Bericht"]),
        ("organisation=werdau", ["Mitteilung", "Bericht"]),
        ("organisation=netz-ost", ["Mitteilung"]),
        ("art=press_release,report&monat=2026-01", ["Bericht"]),
    ):
        assert titles(client.get(f"/aktuelles/?{query}")) == expected, query


def test_values_that_mean_nothing_are_named_and_never_fail(client, news, verein):
    infopost(verein)
    for query in ("art=nichts", "monat=2026-13", "monat=%00", "seite=9", "region=x", "art=" + "a" * 3000):
        answer = client.get(f"/aktuelles/?{query}")
        assert answer.status_code == 200
        assert answer.context["listing"].messages, query
        assert client.get(f"/aktuelles/aktuelles.atom?{query}").status_code in {200, 400}


def test_what_nobody_may_see_is_in_no_list(client, tree, news, verein):
    infopost(verein, "Entwurf", live=False)
    restricted = infopost(verein, "Geschlossen")
    builders.restrict(restricted)
    gone = builders.organisation_page(tree.directory, builders.organisation("Fort", status="dissolved"))
    infopost(gone, "Aufgelöst")
    infopost(builders.organisation_page(tree.directory, live=False), "Unter Entwurf")
    assert client.get("/aktuelles/").context["listing"].total == 0
    assert "<entry>" not in client.get("/aktuelles/aktuelles.atom").content.decode()


def test_the_feed_tells_the_latest(client, news, verein):
    topic = builders.topic("Asyl", label_en="Asylum")
    page = infopost(verein, "Neuer Ort", topics=(topic,))
    feed = ET.fromstring(client.get("/aktuelles/aktuelles.atom").content)  # noqa: S314 - our own
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Neuer Ort"
    assert entry.find(f"{ATOM}link").get("href").endswith(page.get_url())
    assert entry.find(f"{ATOM}category").attrib == {"term": "asyl", "label": "Asyl"}
    english = ET.fromstring(client.get("/en/aktuelles/aktuelles.atom").content)  # noqa: S314 - our own
    assert english.find(f"{ATOM}entry/{ATOM}category").attrib == {"term": "asyl", "label": "Asylum"}


def test_the_page_says_who_where_when_and_how_to_pass_it_on(client, tree, news, verein):
    other = builders.organisation_page(tree.directory, builders.organisation("Netz Ost"))
    image = picture(title="Fest", description="Menschen tanzen auf dem Markt", credit="Eva M.")
    page = infopost(verein, "Tanz", image=image, co_authors=(other.organisation,), kind="call")
    infopost(verein, "Lesung")
    infopost(other, "Anderswo")
    answer = client.get(page.get_url())
    shown = answer.context["view"].others
    assert ["".join(part.text for part in one.title_segments) for one in shown] == ["Lesung"]
    text = answer.content.decode()
    for words in ("Menschen tanzen auf dem Markt", "Eva M.", other.get_url(), verein.get_url()):
        assert words in text
    assert reverse("share_kit", args=[page.pk]) in text
    nodes = answer.context["meta"].json_ld["@graph"]
    node = next(one for one in nodes if one["@type"] == "NewsArticle")
    assert [author["name"] for author in node["author"]] == ["Haus Werdau", "Netz Ost"]
    assert answer.context["meta"].image.url.startswith("http")


def test_newsrooms_find_whom_to_ask_as_far_as_everybody_may(client, news, verein):
    """What is marked for them, else a press release names the first ways; no other kind does."""
    builders.contact(verein, "alle@werdau.example")
    release, call = infopost(verein, "Zusage", kind="press_release"), infopost(verein, "Kommt", kind="call")

    def told(page) -> list[str]:
        content_cache.clear()
        return [contact.value for contact in client.get(page.get_url()).context["view"].contacts]

    assert (told(release), told(call)) == (["alle@werdau.example"], [])
    builders.contact(verein, "0371 5556", kind="phone", label="Pressestelle", disclosure=Audience.MEMBERS)
    assert told(call) == []
    builders.contact(verein, "presse@werdau.example", label="Presse")
    assert (told(release), told(call)) == (["presse@werdau.example"],) * 2
    verein.organisation.is_shielded = True
    verein.organisation.save()
    assert told(release) == []


def test_dates_stand_on_the_page_until_they_are_over(client, tree, news, verein):
    builders.calendar_page(tree.home)
    soon = timezone.localtime() + timedelta(days=3)
    event = builders.event(
        "Lesung am Fluss", soon.replace(tzinfo=None, microsecond=0), organiser=verein.organisation
    )
    hidden = builders.event("Geheime Runde", soon.replace(tzinfo=None, microsecond=0), live=False)
    page = infopost(verein, events=(event, hidden))
    text = client.get(page.get_url()).content.decode()
    assert "Lesung am Fluss" in text
    assert "Geheime Runde" not in text


def test_the_gaps_in_a_post_of_others_tell_nothing_that_was_not_public(tree, news, verein):
    entry = builders.organisation("Zuflucht", is_shielded=True)
    page = builders.organisation_page(tree.directory, entry)
    builders.address(page, street="Lindenallee 7", disclosure=Audience.NOBODY)
    builders.contact(page, "offen.example", person="Mira Hoffmann", person_disclosure="office")
    summary = "Lindenallee 7, Mira Hoffmann; offen.example"
    for post, told in (
        (infopost(verein, "Fremd", summary=summary, co_authors=[entry]), "Lindenallee 7, Mira Hoffmann; …"),
        (infopost(page, "Eigen", summary=summary), "…, …; …"),
    ):
        record, cover = record_and_cover(post)
        assert (record.summary, cover.text(summary)) == (told, told)
        assert told in [text.text for text in public_version(post).texts]


def test_the_emergency_switch_covers_words_pictures_and_files(client, tree, news, verein):
    builders.contact(verein, "hilfe@werdau.example", person="Ada Beispiel")
    image = picture(title="Haus", description="Kanaribild")
    body = json.dumps(
        [
            {"type": "text", "value": "<p>Schreibt an hilfe@werdau.example.</p>"},
            {"type": "quote", "value": {"text": "Ada Beispiel kommt.", "source": "Kanarigast"}},
            {"type": "notice", "value": {"tone": "info", "heading": "Ruf an", "text": "<p>03761 123456</p>"}},
            {"type": "image", "value": {"image": image.pk, "caption": "Kanarititel"}},
        ]
    )
    page = infopost(verein, "Tee", summary="Ada Beispiel hilft: 03761 123456.", body=body, image=image)
    builders.topic_of(verein, builders.topic("Asyl"))
    paths = [
        page.get_url(),
        "/aktuelles/",
        "/aktuelles/aktuelles.atom",
        verein.get_url(),
        "/aktuelles/?q=beispiel",
    ]
    words = ("hilfe@werdau.example", "123456", "Ada Beispiel", "Kanarigast", "Kanaribild", "Kanarititel")
    before = "".join(client.get(path).content.decode() for path in paths)
    assert all(word in before for word in words if word != "hilfe@werdau.example")
    verein.organisation.is_shielded = True
    verein.organisation.save()
    content_cache.clear()
    after = "".join(client.get(path).content.decode() for path in paths).replace("?q=beispiel", "")
    assert [word for word in words if word in after] == []
    assert client.get("/aktuelles/?q=ada").context["listing"].total == 0


def test_organisations_alliances_topics_places_and_home_show_their_news(client, tree, news, verein):
    zwickau, topic = builders.places().zwickau, builders.topic("Asyl")
    bund = builders.alliance_page(tree.alliances)
    title = "Gemeinsam gegen Kälte"
    infopost(verein, title, topics=(topic,), co_authors=(bund.organisation,), places=(zwickau,))
    subjects = (reverse("topic", args=["asyl"]), reverse("region", args=["zwickau"]))
    for path in ("/", verein.get_url(), bund.get_url(), *subjects):
        assert title in client.get(path).content.decode(), path


def test_a_day_to_come_or_of_old_is_refused_and_the_list_bears_any(client, news, verein):
    page = infopost(verein)
    InfopostPage.objects.update(published_on=date(999, 3, 2))
    assert client.get("/aktuelles/?monat=0999-03&jahr=0999").context["listing"].total == 1
    for day, words in ((timezone.localdate() + timedelta(days=1), "come"), (date(999, 3, 2), "long ago")):
        page.published_on = day
        with builders.language("en"), pytest.raises(ValidationError, match=words):
            page.full_clean()


def test_a_translation_is_no_second_piece_of_news(client, tree, news, verein):
    page = infopost(verein, "Einmal")
    page.save_revision().publish()
    builders.translated(page, "en", title="Once")
    assert client.get("/aktuelles/").context["listing"].total == 1
    assert client.get("/en/aktuelles/").context["listing"].total == 1


def test_queries_do_not_grow_with_what_there_is(client, news, verein, django_assert_max_num_queries):
    """A page of the list once the rows are known, and the first one after something was published."""
    topic, other = builders.topic("Asyl"), builders.organisation("Netz Ost")
    counts = []
    for number in (3, 30):
        for one in range(InfopostPage.objects.count(), number):
            infopost(verein, f"Beitrag {one}", topics=(topic,), co_authors=(other,))
        content_cache.clear()
        client.get("/aktuelles/")
        with django_assert_max_num_queries(8) as shown:
            client.get("/aktuelles/?art=infopost")
        with django_assert_max_num_queries(8) as read:
            client.get("/aktuelles/?seite=2")
        counts.append((len(shown), len(read)))
    assert counts[1][0] <= counts[0][0] + 1, counts


def test_the_search_is_told_what_everybody_may_read(tree, verein, django_assert_max_num_queries):
    zwickau, topic = builders.places().zwickau, builders.topic("Asyl")
    body = json.dumps([{"type": "text", "value": "<p>Wir kochen.</p>"}])
    page = infopost(verein, "Suppe", body=body, topics=(topic,), places=(zwickau,))
    infopost(verein, "Entwurf", live=False)
    list(searchables(None))  # what every page needs is known then
    with django_assert_max_num_queries(14):
        found = list(searchables(None))
    assert [one.page_id for one in found] == [page.pk]
    told = found[0]
    assert (told.topics, told.region_ids, told.url) == (("asyl",), (zwickau.pk,), page.get_url())
    assert told.texts == ("Wir kochen.", "Haus Werdau")
    assert told.organisation_id == verein.organisation.pk
    assert list(searchables([page.pk + 1])) == []

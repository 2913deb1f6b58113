"""A steward presses the emergency switch: at once nothing tells what it hides, and taken back, everything does."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from events.addresses import event_path
from network.desk.frame import desk_url
from network.models import OrganisationPage
from portal.disclosure import Audience
from publications.models import GuideIndexPage, GuidePage, KitPage
from search import sync
from search.engine_room import room
from search.indexing import fill_new_index
from search.store import refresh_statistics
from tests import builders
from tests.access.houses import house
from tests.portal.pictures import picture
from tests.publications import guide_pages, infoposts_pages, kit_pages, postings_pages
from tests.publications.paper_press import *  # noqa: F403 - makes the fixture known

from .test_canary import readable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_press")]

MAIL, PERSON, STREET, VENUE, LINK = (
    "xylomail@example.org", "Uta Xyloperson", "Xylostraße 7", "Xylohaus", "https://xylolink.example.org"
)  # fmt: skip
CAPTION, CREDIT = "Xylobildworte", "Xylofotografin"
NUMBER = "0999 887766"
SECRETS = (
    "0999 887766",
    "xylomail",
    "xyloperson",
    "xylostra",
    "xylohaus",
    "xylolink",
    "xylobildworte",
    "xylofotografin",
)


@pytest.fixture
def scene():
    """Return an organisation that tells everything to everybody, with a date, and the calendar."""
    tree, places = builders.calendar_tree(), builders.places()
    ours = house(tree, "Verein Amsel", trust="trusted")
    image = picture("Bild", description="Menschen", credit=CREDIT)
    page = OrganisationPage.objects.get(pk=ours.page.pk)
    page.story = [
        ("text", f"<p>Fragen an {PERSON}, {MAIL}.</p>"),
        ("image", {"image": image, "caption": CAPTION}),
    ]
    page.save()
    builders.contact(page, MAIL, person=PERSON, person_disclosure=Audience.PUBLIC)
    builders.address(page, places.zwickau, street=STREET)
    start = (timezone.localtime() + timedelta(days=1)).replace(
        tzinfo=None, hour=18, minute=0, second=0, microsecond=0
    )
    event = builders.event(
        f"Treffen mit {PERSON}",
        start,
        slug="treffen",
        rule="FREQ=DAILY;COUNT=2",
        changed={start.strftime("%Y-%m-%dT%H:%M"): {"title": f"{PERSON} liest"}},
        organiser=ours.entry,
        venue=builders.venue(VENUE, street=STREET, town="Zwickau", region=places.zwickau),
        description=f"<p>Bei {PERSON} melden.</p>",
        info_url=LINK,
        image=image,
    )
    offer = builders.offer(page, f"Begleitung mit {PERSON}", how_to_apply=MAIL)
    builders.contact(page, NUMBER, kind="phone")
    phone_offer = builders.offer(page, "Notruf der Amsel")
    helping = guide_pages.section("Hilfe", guide_pages.contacts(offer, page))
    guide_pages.guide(
        guide_pages.guide_index(tree), "Nothilfe", helping, urgent=[("contact", guide_pages.contact(offer))]
    )
    kit_pages.kit(
        GuideIndexPage.objects.get(),
        guide_pages.chapter("Jetzt", helping),
        urgent=[("contact", guide_pages.contact(phone_offer))],
    )
    _publish(tree, page, places)
    while builders.drain():
        pass
    refresh_statistics()
    return ours, event


def _publish(tree, page, places):
    """Let it publish a job, a deadline and news that tell as much."""
    postings_pages.lists(tree.home)
    infoposts_pages.news_page(tree.home)
    told, end = f"Fragen an {PERSON}, {MAIL}.", timezone.now() + timedelta(days=9)
    contact = {"purpose": "apply", "kind": "email", "value": MAIL, "person": PERSON}
    postings_pages.posting(
        page,
        f"Stelle im Treff bei {PERSON}",
        slug="stelle-im-treff",
        hours=f"nach Absprache mit {PERSON}",
        summary=told,
        ends_at=end,
        contacts=[contact],
        workplaces=[{"region": places.zwickau, "name": VENUE}],
    )
    words = {"summary": told, "seo_title": f"Im Treff: {PERSON}"}
    postings_pages.deadline(
        page, f"Frist im Treff, {PERSON}", slug="frist-im-treff", ends_at=end, info_url=LINK, **words
    )
    infoposts_pages.infopost(page, f"Meldung im Treff von {PERSON}", slug="meldung-im-treff", **words)


def outputs(house_, event):
    """Return the addresses of everything that tells of the organisation and its date."""
    own, date = f"/id/{house_.entry.uuid}/", event_path(event.slug, event.short_id)
    return [
        house_.page.get_url(), f"/en{house_.page.get_url()}", f"{own}karte.vcf", f"{own}einbetten/",
        f"{own}nachricht/", f"{own}eintrag.pdf",
        "/initiativen/?q=amsel", "/initiativen/verzeichnis/", "/initiativen/einbetten/",
        *(f"/initiativen/daten.{kind}" for kind in ("csv", "json", "geojson", "atom")),
        "/suche/?q=amsel", "/suche/vorschlaege/?q=am", f"/api/v1/organisations/{house_.entry.uuid}/",
        "/api/v1/events/",
        "/api/v1/search/?q=amsel", "/termine/", "/termine/feed.ics", "/termine/feed.atom", "/termine/daten.json",
        "/termine/einbetten/", date, f"{date}termin.ics", f"/termine/{event.starts_on:%Y-%m}/",
        f"/termine/{event.starts_on:%Y-%m-%d}/", f"{date}{event.starts_on:%Y-%m-%d}/",
        *(f"/{name}/" for name in ("stellen", "fristen", "aktuelles")),
        *(f"{house_.page.get_url()}{name}-im-treff/" for name in ("stelle", "frist", "meldung")),
        *(f"/suche/?q=treff&art={kind}" for kind in ("job", "deadline", "infopost")),
        "/suche/?q=treff", "/suche/vorschlaege/?q=stelle",
        "/leitfaeden/", "/leitfaeden/nothilfe/", "/en/leitfaeden/nothilfe/",
        f"/id/leitfaden/{GuidePage.objects.get(kitpage=None).pk}/leitfaden.pdf",
        "/leitfaeden/notfallkoffer/", "/en/leitfaeden/notfallkoffer/?ort=Zwickau",
        *(f"/id/notfallkoffer/{KitPage.objects.get().pk}/{name}"
          for name in ("notfallkoffer.pdf", "karte.pdf", "offline.js", "orte.json")),
    ]  # fmt: skip


def told(house_, event):
    """Return which secrets which address tells to somebody without an account."""
    reader = Client()
    found = {}
    for path in outputs(house_, event):
        answer = reader.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = readable(body).casefold()
        if secrets := [word for word in SECRETS if word in text]:
            found[path] = secrets
    return found


def press(house_, way):
    """Press the button on the desk."""
    steward = Client()
    steward.force_login(house_.person)
    answer = steward.post(desk_url(house_.entry, "emergency"), {"shield": way, "reason": "Drohungen"})
    assert answer.status_code == 302
    while builders.drain():
        pass


def test_from_the_next_moment_on_nothing_is_told_and_taken_back_everything_is(scene):
    before = told(*scene)
    assert {word for words in before.values() for word in words} == set(SECRETS)
    assert len(before) > 12
    press(scene[0], "on")
    assert told(*scene) == {}
    press(scene[0], "off")
    assert told(*scene) == before


def hits(word, engine):
    """Return what a word finds, by the engine that answers unless one is named."""
    out = StringIO()
    call_command("search_query", word, *(["--engine", engine] if engine else []), stdout=out)
    return json.loads(out.getvalue())["hits"]


def test_the_embedded_engine_forgets_the_words_at_once(scene):
    assert hits("xyloperson", "embedded")
    press(scene[0], "on")
    assert not any(hits(word, "embedded") for word in ("xyloperson", "xylobildworte", "xylohaus"))
    assert hits("amsel", "embedded")
    press(scene[0], "off")
    assert hits("xyloperson", "embedded")


@pytest.mark.elasticsearch
def test_elasticsearch_forgets_the_words_at_once(elastic_settings, settle, scene):
    fill_new_index()
    assert settle() == "elastic"
    assert hits("xyloperson", "elastic")
    press(scene[0], "on")
    assert not hits("xyloperson", "")  # whichever engine answers, until the index has it, too
    sync.drain()
    assert settle() == "elastic"
    index = elastic_settings.ELASTICSEARCH_PREFIX
    stored = room.connection.call(lambda server: server.search(index=index, size=100).body, 5)
    text = json.dumps(stored, ensure_ascii=False).casefold()
    assert not [word for word in SECRETS if word in text]
    assert not hits("xyloperson", "elastic")
    assert hits("amsel", "elastic")

"""Nothing that is not meant for the public leaves the house: every output, searched for planted words."""

import html
import json
import logging
import re
import zipfile
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from unittest import mock
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page

from events.addresses import date_path, event_path
from events.models import Occurrence
from network.access.own_kinds import own_models
from network.models import Offer, OrganisationPage, Topic
from portal.models import OutgoingMail
from publications.infoposts.partners.telling import send_kits
from publications.lists.index import index_of
from publications.lists.kinds import list_kinds
from publications.models import GuidePage, InfopostPage, KitPage
from search.api.resources import RESOURCES
from search.engine_room import room
from search.indexing import fill_new_index
from search.models import SavedSearch, SearchDocument, TermStatistics
from search.store import documents_after, refresh_statistics
from search.subscriptions.telling import tell
from tests import builders
from tests.publications.paper_press import *  # noqa: F403 - makes the fixture known

from .canaries import Canaries, Planted, stands_in
from .planting import entries, plant

DIRECTORY = "/initiativen/"
EMBEDDED = "/initiativen/einbetten/"
DATA_FILES = ("csv", "geojson", "json", "atom")
PUBLISHED = (("stelle", "job"), ("frist", "deadline"), ("meldung", "infopost"), ("leitfaden", "guide"))
LISTS = ("stellen", "fristen", "aktuelles")
QUERIES = (
    "",
    "?ansicht=karte",
    "?ort=08056",
    "?ort=Zwickau&umkreis=100",
    "?region=14524",
    "?region=14524330",
    "?region=14",
    "?sortierung=stand",
    "?q=haus",
    "?q=verein+zwickau",
    "?q=schutzraum",
    "?q=xyzzy",
    "?thema=gibt-es-nicht&art=alliance",
    "?angebot=meeting_place",
    "?buendnis=proposed-alliance",
    "?buendnis=draft-alliance&buendnis=private-alliance",
    "?jetzt=1",
    "?ansicht=druck",
    "?ansicht=druck&region=14524",
)


def readable(body: bytes) -> str:
    """Return an answer's text as people and harvesters read it: entities, escapes and soft hyphens resolved."""
    text = html.unescape(body.decode("utf-8", "replace")).replace("\u00ad", "").replace("<wbr>", "")
    text = re.sub(r"\\u00([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), text)
    return text.replace("</mark>", "").replace("<mark>", "")


def unpacked(archive: bytes) -> bytes:
    """Return the names and contents of the files in an archive."""
    with zipfile.ZipFile(BytesIO(archive)) as files:
        return b"\n".join(part for name in files.namelist() for part in (name.encode(), files.read(name)))


def titles(response: Any) -> list[str]:
    """Return the titles of the results on a page."""
    entries = response.context["listing"].entries
    return ["".join(part.text for part in entry.title_segments) for entry in entries]


@pytest.mark.usefixtures("paper_press")
class TestEveryOutput(TestCase):
    """Fetches everything that anybody can fetch, and reads everything it is made of."""

    planted: Planted

    @classmethod
    def setUpTestData(cls) -> None:
        cls.planted = plant()
        refresh_statistics()

    @property
    def canaries(self) -> Canaries:
        return self.planted.canaries

    def public_addresses(self) -> list[str]:
        """Return every address without a secret in it, in both languages."""
        pages = [page.get_url() for page in Page.objects.filter(depth__gt=1, live=True)]
        found = [path for path in pages if path not in self.planted.private_paths]
        found += [f"{DIRECTORY}{query}" for query in QUERIES]
        found += [
            self.planted.document.url,
            "/suche/",
            "/suche/?q=haus",
            "/suche/?q=text",
            "/suche/?q=verein&art=organisation",
            *(f"/suche/?q={word}&art={kind}" for word, kind in PUBLISHED),
            *(f"/{name}/?q={word}" for word in ("stelle", "frist", "meldung") for name in LISTS),
            *self.addresses_of_publications(),
        ]
        for typed in (
            "ha",
            "ver",
            "zw",
            "sch",
            "bed",
            "quix",
            "netz",
            "eintrag",
            "stelle",
            "fri",
            "mel",
            "leit",
        ):
            found += [
                f"/suche/vorschlaege/?q={typed}",
                f"/suche/orte/?q={'zw' if typed == 'quix' else typed}",
            ]
        found += self.addresses_of_subjects()
        found += [
            f"{path}{query}" for path in (EMBEDDED, "/einbetten/", "/initiativen/abo/") for query in QUERIES
        ]
        found += [
            f"/initiativen/daten.{kind}{query}" for kind in DATA_FILES for query in ("", "?region=14524")
        ]
        found.append("/offene-daten/")
        found += self.addresses_of_dates()
        parts = (
            "",
            "karte.vcf",
            "eintrag.pdf",
            "fehler-melden/",
            "nachricht/",
            "einbetten/",
            "einbetten/buendnisse/",
        )
        for entry in entries():
            found += [f"/id/{entry.uuid}/{part}" for part in parts] + [f"/einbetten/?eintrag={entry.uuid}"]
        both = [*found, *(f"/en{path}" for path in found)]
        both += [f"/api/v1/{path}" for path in self.of_the_interface()]
        return [*both, "/sitemap.xml", "/robots.txt", "/healthz", "/gibt-es-nicht/", "/favicon.ico"]

    def addresses_of_publications(self) -> list[str]:
        """Return the files beside lists, posts, guides and kits, public or not, and the forms of partners.

        The places of a kit are left out: they name every town there is, whoever may be in it.
        """
        found = [f"/{name}/{name}.{ending}" for name in LISTS for ending in ("atom", "ics")]
        found += [f"/material/{pk}.zip" for pk in InfopostPage.objects.values_list("pk", flat=True)]
        kits = set(KitPage.objects.values_list("pk", flat=True))
        for pk in GuidePage.objects.values_list("pk", flat=True):
            files = ("notfallkoffer.pdf", "karte.pdf", "offline.js")
            found += [f"/id/notfallkoffer/{pk}/{name}" for name in files] if pk in kits else []
            found.append(f"/id/leitfaden/{pk}/leitfaden.pdf")
        return [*found, "/verteiler/", *(f"/verteiler/{entry.uuid}/" for entry in entries())]

    def addresses_of_subjects(self) -> list[str]:
        """Return the pages of topics and places, the index, and the booklet for every query of the directory."""
        topic = Topic.objects.get().slug
        regions = (
            "",
            "landkreis-zwickau/",
            "zwickau/",
            "werdau/",
            "leipzig/",
            "landkreis-bautzen/",
            "hoyerswerda/",
        )
        index = ("a-z/", "a-z/orte/", "a-z/s/", "a-z/orte/landkreis-zwickau/")
        found = ["/themen/", f"/themen/{topic}/", *(f"/regionen/{slug}" for slug in regions)]
        found += [f"{DIRECTORY}{part}" for part in index]
        return [*found, *(f"{DIRECTORY}verzeichnis/{query}" for query in (*QUERIES, "?sortierung=name"))]

    def addresses_of_dates(self) -> list[str]:
        """Return the calendar's lists, files and frames, and the pages of every event and date."""
        now = timezone.localtime()
        found = [
            "/termine/",
            "/termine/?q=treffen",
            "/termine/?region=14524",
            "/termine/archiv/",
            "/termine/einbetten/",
        ]
        found += [f"/termine/{now:%Y-%m}/", "/termine/feed.ics", "/termine/feed.atom", "/termine/daten.json"]
        for date in Occurrence.objects.select_related("event"):
            event = date.event
            path = event_path(event.slug, event.short_id)
            of_date = date_path(event.slug, event.short_id, date.key)
            found += [path, f"{path}termin.ics", of_date, f"{of_date}termin.ics"]
            found.append(f"/id/termin/{event.short_id}/fehler-melden/")
        return list(dict.fromkeys(found))

    def of_the_interface(self) -> list[str]:
        """Return every address of the interface, those of single items of every entry included.

        The list of regions is left out: it names every town there is, whoever may be in it.
        """
        found = ["", "openapi.json", "organisations/?modified_since=2000-01-01T00:00:00Z"]
        found += [
            f"{name}/{query}"
            for name in RESOURCES
            if name not in {"suggestions", "regions"}
            for query in ("", "?anzahl=2")
        ]
        found += ["alliances/?modified_since=2000-01-01T00:00:00Z", "memberships/?buendnis=proposed-alliance"]
        found += [
            "search/?q=haus",
            "search/?q=schutzraum",
            "search/?ort=Zwickau&umkreis=300",
            "offers/?q=haus",
        ]
        found += [f"suggestions/?q={typed}" for typed in ("ha", "ver", "zw", "sch", "bed", "netz")]
        for entry in entries():
            kinds = ("organisations", "alliances")
            found += [f"{kind}/{id}/" for kind in kinds for id in (entry.register_id, entry.uuid)]
        return [*found, *(f"offers/{key}/" for key in Offer.objects.values_list("key", flat=True))]

    def fetch(self, path: str) -> str:
        """Return what an address answers, headers included."""
        response = self.client.get(path)
        assert response.status_code < 500, path
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.get("Content-Type") == "application/zip":
            body = unpacked(body)
        return f"{response.status_code} {dict(response.headers)}\n{readable(body)}"

    def test_nothing_hidden_is_in_any_answer(self):
        dissolved = str(self.planted.pages["dissolved"].organisation.uuid)
        own_addresses = ("/initiativen/eintrag-", "/buendnisse/proposed-alliance/", f"/id/{dissolved}/")
        leaks = {}
        for path in self.public_addresses():
            if path.removeprefix("/en").startswith(own_addresses):
                continue  # a published page stays at its own address; it only is in no list
            found = self.canaries.found_in(self.fetch(path))
            if found:
                leaks[path] = found
        assert leaks == {}

    def test_only_what_is_made_for_it_may_stand_in_other_peoples_pages(self):
        framed = set()
        for path in self.public_addresses():
            response = self.client.get(path)
            own = path.removeprefix("/en").partition("?")[0]
            is_framed = "frame-ancestors *" in response.get("Content-Security-Policy", "")
            with self.subTest(path=path):
                frames = (EMBEDDED, "/termine/einbetten/")
                made_for_it = own in frames or (own.startswith("/id/") and "/einbetten/" in own)
                assert is_framed is made_for_it
                assert is_framed or response["X-Frame-Options"] == "SAMEORIGIN"
            framed |= {own} if is_framed else set()
        assert EMBEDDED in framed
        assert len(framed) > 10

    def test_no_mail_about_a_saved_search_holds_anything_hidden(self):
        now = timezone.now()
        SearchDocument.objects.update(appeared_at=now, changed_at=now)
        for language in ("de", "en"):
            for number, query in enumerate(
                ("", "region=14524", "q=haus", "ort=municipality:14524330&umkreis=100")
            ):
                SavedSearch.objects.create(
                    email=f"{language}{number}@example.org",
                    query=query,
                    language=language,
                    rhythm="at_once",
                    confirmed_at=now - timedelta(days=1),
                    looked_until=now - timedelta(days=1),
                )
        with mock.patch("search.subscriptions.mails.MOST_ITEMS", 1000):
            assert tell(now).mails == 8
        shown = self.planted.pages["open"].title
        assert any(shown in letter.body for letter in OutgoingMail.objects.all())
        for letter in OutgoingMail.objects.all():
            with self.subTest(key=letter.key):
                assert (
                    self.canaries.found_in(f"{letter.subject} {letter.body} {letter.unsubscribe_url}") == []
                )
                assert "eintrag-" not in letter.body

    def test_a_steward_of_somebody_else_is_told_no_more_and_no_partners_mail_is(self):
        self.client.force_login(builders.steward(builders.organisation("Für sich")))
        live = [page.get_url() for model in own_models() for page in model.objects.live()]
        paths = [path for path in live if path not in self.planted.private_paths]
        paths += [*(f"/{name}/" for name in LISTS), *self.addresses_of_publications(), "/admin/"]
        told = {path: found for path in paths if (found := self.canaries.found_in(self.fetch(path)))}
        assert {path for path in told if "proposed" not in path and "eintrag-" not in path} == set()
        send_kits(timezone.now())
        letters = [f"{letter.subject} {letter.body}" for letter in OutgoingMail.objects.all()]
        assert any("Meldung" in letter for letter in letters)
        assert self.canaries.found_in("\n".join(letters)) == []

    def test_everything_meant_to_be_seen_is_seen(self):
        everything = "".join(self.fetch(path) for path in self.public_addresses()).casefold()
        missing = [what for what, word in self.canaries.shown.items() if word not in everything]
        assert missing == []

    def test_nothing_hidden_is_in_an_answer_of_the_signpost_that_everybody_fits(self):
        everybody = mock.patch("search.signpost.plan.groups_of", return_value=())
        with everybody, mock.patch("search.signpost.answering.SHOWN", 200):
            for place in ("region=14", "ort=08056"):
                for path in (
                    f"/mitmachen/hilfe/?bedarf=allein&{place}",
                    f"/en/mitmachen/partner/?bedarf=raum&{place}",
                ):
                    answer = self.fetch(path)
                    with self.subTest(path=path):
                        assert answer.count('class="entry match"') >= 3
                        assert self.canaries.found_in(answer) == []

    def test_the_interface_alone_tells_what_is_meant_to_be_told(self):
        told = "".join(self.fetch(f"/api/v1/{path}") for path in self.of_the_interface()).casefold()
        assert self.canaries.found_in(told) == []
        for what in ("public e-mail", "public person", "public street", "offer", "offer's text", "hours", "alliance",
                     "statement of open", "summary of the shielded", "shielded: offer", "measure"):  # fmt: skip
            assert self.canaries.shown[what] in told, what

    def test_the_list_of_regions_counts_nobody_in_a_hidden_town(self):
        regions = {one["name"].casefold(): one for one in self.client.get("/api/v1/regions/").json()["data"]}
        hidden = [word for what, word in self.canaries.hidden.items() if what.startswith("town of")]
        assert len(hidden) > 4
        for word in hidden:
            assert regions[word]["entries"] == 0
        assert regions["zwickau"]["entries"] > 0

    def test_entries_that_are_not_public_are_unknown_to_the_interface(self):
        for name in ("draft", "unpublished", "private", "proposed", "dissolved", "draft alliance"):
            entry = self.planted.pages[name].organisation
            for kind in ("organisations", "alliances"):
                for identifier in (entry.register_id, entry.uuid):
                    answer = self.client.get(f"/api/v1/{kind}/{identifier}/")
                    with self.subTest(name=name, kind=kind):
                        assert answer.status_code == 404 or answer.json()["data"].get("deleted") is True

    def test_pages_that_are_not_public_answer_nothing(self):
        for path in self.planted.private_paths:
            for prefix in ("", "/en"):
                response = self.client.get(prefix + path)
                with self.subTest(path=prefix + path):
                    assert response.status_code in {302, 404}
                    assert self.canaries.found_in(response.content.decode()) == []

    def test_permanent_addresses_lead_only_to_public_pages(self):
        public = OrganisationPage.objects.get(pk=self.planted.pages["open"].pk)
        for name in ("draft", "unpublished", "private", "proposed", "draft alliance", "private alliance"):
            entry = self.planted.pages[name].organisation
            with self.subTest(name=name):
                assert self.client.get(f"/id/{entry.uuid}/").status_code == 404
                assert self.client.get(f"/id/{entry.uuid}/karte.vcf").status_code == 404
        merged = self.client.get(f"/id/{self.planted.pages['merged'].organisation.uuid}/")
        assert merged.status_code == 303
        assert merged["Location"] == public.get_url()

    def test_the_sitemap_leads_to_listed_pages_alone(self):
        sitemap = self.fetch("/sitemap.xml")
        for path in ("eintrag-", "proposed-alliance", *self.planted.private_paths):
            assert path not in sitemap
        assert "/initiativen/offen/" in sitemap

    def test_pages_of_unlisted_entries_are_not_for_search_engines(self):
        for status in ("proposed", "dissolved", "merged"):
            assert 'content="noindex"' in self.fetch(f"/initiativen/eintrag-{status}/")
        assert 'content="noindex"' not in self.fetch("/initiativen/offen/")

    def test_the_office_reads_internal_files(self):
        assert self.client.get(self.planted.document.url).status_code == 404
        self.client.force_login(builders.superuser())
        assert self.client.get(self.planted.document.url).status_code == 200

    def test_a_protected_organisation_has_no_card(self):
        entry = self.planted.pages["shielded"].organisation
        assert self.client.get(f"/id/{entry.uuid}/karte.vcf").status_code == 404

    def test_logs_hold_neither_facts_nor_places_people_ask_for(self):
        with self.assertLogs(level=logging.INFO) as logs:
            logging.getLogger("portal").info("at least one line")
            for query in QUERIES:
                self.client.get(f"{DIRECTORY}{query}")
            self.client.get("/gibt-es-nicht/?ort=08056")
            self.client.get(self.planted.private_paths[0])
        text = "\n".join(logs.output)
        assert self.canaries.found_in(text) == []
        assert "08056" not in text

    def test_search_documents_hold_nothing_hidden(self):
        for row in SearchDocument.objects.all():
            text = json.dumps([row.title, row.data, row.shown, row.register_id], ensure_ascii=False)
            with self.subTest(key=row.key):
                assert self.canaries.found_in(text) == []

    def test_word_statistics_hold_nothing_hidden(self):
        for row in TermStatistics.objects.all():
            assert self.canaries.found_in(json.dumps(row.frequencies, ensure_ascii=False)) == []

    def test_the_embedded_engine_holds_nothing_hidden(self):
        room.follow()
        assert self.canaries.found_in(repr(list(documents_after(-1)))) == []
        assert self.canaries.found_in(repr(vars(room.embedded))) == []

    def test_the_command_line_finds_nothing_hidden(self):
        for word in ("haus", "schutzraum", "verein", "bedrohte", "eintrag", "gruppe", "stelle", "leitfaden"):
            out = StringIO()
            call_command("search_query", word, "--json", stdout=out)
            assert self.canaries.found_in(out.getvalue()) == []

    def test_hidden_words_find_nobody(self):
        for what, word in self.canaries.hidden.items():
            if not word.isalpha() or what.startswith("town of"):
                continue  # a number may begin like any other; a town leads to its district
            out = StringIO()
            call_command("search_query", word, stdout=out)
            with self.subTest(what=what):
                assert json.loads(out.getvalue())["hits"] == []

    def test_words_of_an_import_are_searched_before_somebody_assigns_them(self):
        for what, word in self.canaries.searched.items():
            with self.subTest(what=what):
                assert len(titles(self.client.get(f"{DIRECTORY}?q={word}"))) == 1

    def test_the_site_search_finds_nothing_by_hidden_words(self):
        for word in [word for word in self.canaries.hidden.values() if word.isalpha()][::5]:
            listing = self.client.get(f"/suche/?q={quote(word)}").context["listing"]
            assert listing.total == 0
        for name in LISTS:
            found = index_of(next(kind for kind in list_kinds if kind.file == name)).rows
            assert self.canaries.found_in(repr(found)) == []

    def test_hidden_places_are_measured_from_the_regions_own_point(self):
        expected = {
            "shelter told by district": self.planted.places.zwickau_district,
            "shelter told to nobody": self.planted.places.zwickau_district,
            "shielded": self.planted.places.zwickau_district,
            "municipal": self.planted.places.zwickau,
        }
        for name, region in expected.items():
            row = SearchDocument.objects.get(page=self.planted.pages[name])
            with self.subTest(name=name):
                assert (row.data["lat"], row.data["lon"]) == (region.lat, region.lon)

    def test_a_hidden_town_finds_no_more_than_any_other_town(self):
        elsewhere = builders.region("14524999", "Nirgendwo", parent=self.planted.places.zwickau_district)
        usual = titles(self.client.get(f"{DIRECTORY}?region={elsewhere.code}"))
        for what, word in self.canaries.hidden.items():
            if what.startswith("town of"):
                response = self.client.get(f"{DIRECTORY}?region={quote(word)}")
                with self.subTest(what=what):
                    assert titles(response) == usual
        town = self.planted.pages["shielded"].organisation.seat
        for name in LISTS:
            found = [self.client.get(f"/{name}/?region={place.code}") for place in (town, elsewhere)]
            assert titles(found[0]) == titles(found[1]) != []

    def test_the_page_of_a_hidden_town_shows_no_more_than_that_of_any_other_town(self):
        elsewhere = builders.region(
            "14524999", "Nirgendwo", parent=self.planted.places.zwickau_district, lat=50.701, lon=12.5
        )
        pages = {}
        towns = [word for what, word in self.canaries.hidden.items() if what.startswith("town of")]
        for town in (elsewhere.name.lower(), *towns):
            view = self.client.get(f"/regionen/{town}/").context["view"]
            pages[town] = [(group.anchor, [entry.url for entry in group.entries]) for group in view.groups]
            assert view.count_label == ""
        assert all(shown == pages["nirgendwo"] for shown in pages.values())

    def test_the_index_names_a_hidden_place_by_its_district(self):
        groups = self.client.get("/initiativen/a-z/orte/").context["index"].groups
        district = next(group for group in groups if group.anchor == "landkreis-zwickau")
        listed = [row.name for row in district.rows]
        for name in ("shelter told by district", "shelter told to nobody", "shielded"):
            assert self.planted.pages[name].title in listed

    def test_a_shelter_is_found_in_its_district(self):
        found = titles(self.client.get(f"{DIRECTORY}?region=14524"))
        for name in ("shelter told by district", "shelter told to nobody", "shielded"):
            assert self.planted.pages[name].title in found


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_an_index_on_elasticsearch_and_its_answers_hold_nothing_hidden(elastic_settings, settle, client):
    planted = plant()
    refresh_statistics()
    fill_new_index()
    assert settle() == "elastic"
    index = elastic_settings.ELASTICSEARCH_PREFIX
    stored = room.connection.call(lambda server: server.search(index=index, size=1000).body, 5)
    mapping = room.connection.call(lambda server: server.indices.get(index=index).body, 5)
    assert len(stored["hits"]["hits"]) == SearchDocument.objects.filter(deleted=False).count() > 10
    assert planted.canaries.found_in(json.dumps([stored, mapping], ensure_ascii=False)) == []
    for query in QUERIES:
        answer = readable(client.get(f"{DIRECTORY}{query}").content)
        assert planted.canaries.found_in(answer) == [], query
    for what, word in planted.canaries.hidden.items():
        if word.isalpha() and not what.startswith("town of"):
            out = StringIO()
            call_command("search_query", word, "--engine", "elastic", stdout=out)
            assert json.loads(out.getvalue())["hits"] == [], what


def test_a_number_is_noticed_however_it_is_dialled():
    number = Canaries().hide_phone("phone")
    for written in (number, number.replace("+49", "0"), number.replace("+", "00"), f"tel:{number}"):
        assert stands_in(number, f'<a href="{written}">'), written
    assert not stands_in(number, f"{number}0")
    assert not stands_in(number, f"1{number.removeprefix('+')}")

"""Whatever a query string holds, visitors get a page; what was not understood is said."""

import itertools
from urllib.parse import quote

import pytest
from django.test import TestCase, override_settings

from portal.http import page_cache
from search.api.resources import RESOURCES
from search.engine_room import room
from search.indexing import fill_new_index
from tests import builders

PAGES = ("/initiativen/", "/en/initiativen/", "/suche/", "/en/suche/")
OTHERS = (
    "/",
    "/en/",
    "/buendnisse/",
    "/suche/vorschlaege/",
    "/suche/orte/",
    "/initiativen/a-z/",
    "/initiativen/a-z/orte/",
    "/initiativen/verzeichnis/",
    "/themen/",
    "/regionen/zwickau/",
)
FILES = tuple(f"/initiativen/daten.{kind}" for kind in ("csv", "geojson", "json", "atom"))
INTERFACE = tuple(f"/api/v1/{name}/" for name in RESOURCES)
PARAMETERS = (
    "q",
    "ort",
    "umkreis",
    "region",
    "thema",
    "angebot",
    "zielgruppe",
    "sprache",
    "buendnis",
    "reichweite",
    "art",
    "jetzt",
    "nur_hier",
    "sortierung",
    "ansicht",
    "woertlich",
    "seite",
    "utm_source",
)
VALUES = {
    "nothing": "",
    "spaces": "%20%20%09%0a",
    "ten thousand letters": "a" * 10_000,
    "ten thousand words": "ab+" * 3_000,
    "one long compound": "flüchtlingshilfe" * 100,
    "NUL": "a%00b",
    "half surrogate": "%ED%A0%80",
    "two half surrogates": "%ED%A0%BD%ED%B8%80x",
    "no UTF-8": "%ff%fe%80",
    "an emoji": quote("🏳️‍🌈"),
    "right to left": quote("مقهى اللغة"),
    "bidirectional controls": quote("\u202eabc\u2066"),
    "markup": quote("<script>alert(1)</script>\"'"),
    "template": "{{7*7}}%7B%25+now+%25%7D",
    "SQL": quote("' OR 1=1;--"),
    "regular expression": quote("(((((a+)+)+)+)$["),
    "wildcards": quote('*:* AND "_id" OR ~2 ^5 \\'),
    "format": "%25s%25(word)s%25d{0}",
    "a negative number": "-1",
    "a huge number": "9" * 400,
    "a fraction": "1.5",
    "digits of another script": quote("٣"),
    "true": "True",
    "a list": "[1,2]",
    "an unknown district": "district:99999",
    "an unknown kind": "planet:1",
    "only colons": ":::",
    "only commas": ",,,",
    "a path": quote("../../etc/passwd"),
    "line breaks": "a%0d%0aSet-Cookie:+x",
}


class TestHostileParameters(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.places()
        builders.locale("en")
        for number in range(3):
            builders.organisation_page(cls.tree.directory, title=f"Verein {number}")
        builders.drain()

    def answers(self, address):
        """Fetch an address; return the page."""
        response = self.client.get(address)
        assert response.status_code == 200, (response.status_code, address[:100])
        assert "Set-Cookie" not in response.headers
        return response

    def test_every_parameter_takes_every_value(self):
        for (name, value), parameter in itertools.product(VALUES.items(), PARAMETERS):
            with self.subTest(value=name, parameter=parameter):
                self.answers(f"/initiativen/?{parameter}={value}")

    def test_every_endpoint_takes_every_value_at_once(self):
        for name, value in VALUES.items():
            query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
            for path in (*PAGES, *OTHERS):
                with self.subTest(value=name, path=path):
                    response = self.answers(f"{path}?{query}")
                    assert b"<script>alert" not in response.content

    def test_repeated_parameters_are_taken(self):
        query = "&".join(f"{parameter}=a&{parameter}=1&{parameter}=%00" for parameter in PARAMETERS)
        for path in (*PAGES, *OTHERS):
            with self.subTest(path=path):
                self.answers(f"{path}?{query}")

    def test_parameters_with_brackets_and_without_values_are_ignored(self):
        for query in ("q[]=a&q[$ne]=b", "&&&===&", "q", "=", "?", "%", "q=%", "q=%zz", ";q=1", "a" * 5000):
            with self.subTest(query=query[:20]):
                self.answers(f"/initiativen/?{query}")

    def test_very_many_values_are_answered_with_a_message(self):
        for parameter in ("region", "thema", "q", "unbekannt"):
            query = "&".join(f"{parameter}=w{number}" for number in range(3_000))
            for path in (*PAGES, *OTHERS):
                with self.subTest(parameter=parameter, path=path):
                    response = self.answers(f"{path}?{query}")
                    assert len(response.content) < 200_000

    def test_what_was_not_understood_is_said(self):
        for query in (
            "seite=999999",
            "seite=-1",
            "seite=400",
            "seite=abc",
            "umkreis=abc",
            "ort=Zwickau&umkreis=0",
            "region=district:99999",
            "thema=<script>",
            "angebot=nein",
            "zielgruppe=nein",
            "sprache=xx",
            "buendnis=nein",
            "reichweite=nein",
            "art=nein",
            "jetzt=morgen",
            "sortierung=zufall",
            "ansicht=kugel",
            "woertlich=ja",
            "ort=Atlantis",
            "ort=00000",
            "q=" + "a+" * 500,
            "thmea=asyl",
            "thema=" + "&thema=".join(map(str, range(3_000))),
            "region=" + ",".join(f"145{number}" for number in range(40)),
        ):
            with self.subTest(query=query[:40]):
                listing = self.answers(f"/initiativen/?{query}").context["listing"]
                assert [message.level for message in listing.messages].count("warn") >= 1

    def test_the_site_search_says_what_it_did_not_understand(self):
        for query in ("q=verein&seite=-1", "q=verein&seite=90", "q=verein&art=nein", "q=" + "a+" * 500):
            with self.subTest(query=query[:40]):
                listing = self.answers(f"/suche/?{query}").context["listing"]
                assert [message.level for message in listing.messages].count("warn") >= 1

    def test_an_understood_query_string_has_no_message(self):
        for query in (
            "",
            "?region=14524&ansicht=karte",
            "?ort=Zwickau&umkreis=10",
            "?seite=1&jetzt=1",
            "?utm_source=rundbrief&fbclid=x",
        ):
            with self.subTest(query=query):
                assert self.answers(f"/initiativen/{query}").context["listing"].messages == []

    def test_a_wrong_filter_is_left_out_and_the_others_hold(self):
        listing = self.answers("/initiativen/?region=district:99999&art=initiative").context["listing"]
        assert [chip.label for chip in listing.chips] == ["Initiative"]
        assert listing.total == 3

    def test_hostile_paths_are_not_found(self):
        paths = (
            "%00",
            "a" * 5000,
            "%ED%A0%80",
            "..%2f..%2fetc",
            "id/not-a-uuid",
            "id/00000000-0000-0000-0000-000000000000",
            "hinweis/kein-token",
            "/".join("a" * 30),
        )
        for prefix, path in itertools.product(("/", "/en/", "/initiativen/"), paths):
            with self.subTest(prefix=prefix, path=path[:40]):
                assert self.client.get(f"{prefix}{path}/").status_code in {400, 404, 410}

    def data_of(self, address, statuses):
        """Fetch data; return the whole text of an answer with one of these statuses."""
        response = self.client.get(address)
        assert response.status_code in statuses, (response.status_code, address[:100])
        assert "Set-Cookie" not in response.headers
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code != 200:
            assert response["Content-Type"] == "application/problem+json"
            assert response.json()["detail"]
        return body.decode()

    def test_files_take_every_value_or_say_why_not(self):
        for (name, value), parameter in itertools.product(VALUES.items(), PARAMETERS):
            path = FILES[len(name + parameter) % len(FILES)]
            with self.subTest(value=name, parameter=parameter):
                self.data_of(f"{path}?{parameter}={value}", {200, 400})

    def test_files_and_lists_take_every_value_at_once(self):
        for name, value in VALUES.items():
            query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
            for path in (*FILES, *INTERFACE):
                with self.subTest(value=name, path=path):
                    self.data_of(f"{path}?{query}", {200, 400})

    def test_lists_take_every_value_or_say_why_not(self):
        names = (*PARAMETERS, "anzahl", "modified_since", "after", "ebene", "organisation")
        for (name, value), parameter in itertools.product(VALUES.items(), names):
            path = INTERFACE[len(name + parameter) % len(INTERFACE)]
            with self.subTest(value=name, parameter=parameter, path=path):
                self.data_of(f"{path}?{parameter}={value}", {200, 400, 404})

    def test_a_wrong_filter_never_gives_everything_as_a_file(self):
        for parameter in (
            "region",
            "thema",
            "angebot",
            "zielgruppe",
            "sprache",
            "buendnis",
            "reichweite",
            "art",
        ):
            for path in FILES:
                with self.subTest(parameter=parameter, path=path):
                    self.data_of(f"{path}?{parameter}=gibt-es-nicht", {400})

    def test_other_methods_are_refused(self):
        for path in (*PAGES, *OTHERS):
            with self.subTest(path=path):
                assert self.client.post(path, {"q": "a"}).status_code == 405


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_both_engines_answer_hostile_parameters_alike(elastic_settings, settle, client):
    tree = builders.site_tree()
    builders.places()
    for number in range(3):
        builders.organisation_page(tree.directory, title=f"Verein {number}")
    builders.drain()
    fill_new_index()
    assert settle() == "elastic"
    for name, value in VALUES.items():
        query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
        for address in (f"/initiativen/?q={value}", f"/initiativen/?{query}", f"/suche/?{query}"):
            answers = []
            for url in (elastic_settings.ELASTICSEARCH_URL, ""):
                page_cache.store.clear()
                with override_settings(ELASTICSEARCH_URL=url):
                    response = client.get(address)
                assert response.status_code == 200, (name, address[:60])
                answers.append(response.context["listing"].total)
            assert answers[0] == answers[1], (name, address[:60])
    assert room.breaker.state == "closed"

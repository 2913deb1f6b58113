"""Words in the search that sound of an emergency show the numbers above the list, and change nothing of it."""

import pytest
from django.test import TestCase

from search.signpost.crisis import help_at_once
from search.signpost.emergency import NUMBERS

from .towns import listing, network, titles


@pytest.mark.parametrize(
    "q",
    [
        "Suizid", "selbstmord gedanken", "ich will mich umbringen", "ich will nicht mehr leben", "I want to die",
        "mein Mann schlägt mich", "Mein Freund bedroht mich!", "my husband hits me", "häusliche Gewalt",
        "Abschiebung heute", "deported tomorrow", "schlafplatz heute nacht", "help tonight", "hilfe sofort",
        "NOTFALL", "suizid zwickau",
    ],
)  # fmt: skip
def test_an_emergency_is_heard(q):
    found = help_at_once(q)
    assert found is not None
    assert found.numbers is NUMBERS
    assert found.url.endswith("/mitmachen/hilfe/")


@pytest.mark.parametrize(
    "q",
    [
        "", " ", "Sprachcafé", "Hilfe", "Hilfe beim Umzug", "Abschiebung", "Beratung gegen Gewalt", "Männergruppe",
        "Leben auf dem Land", "Schlagzeug lernen", "heute", "help", "Freundeskreis", "%00", "<script>", "a" * 300,
        "Frauenhaus", "Trauer",
    ],
)  # fmt: skip
def test_everyday_words_are_none(q):
    assert help_at_once(q) is None


class TestDirectory(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        network()

    def test_the_numbers_stand_above_the_list_in_both_languages_and_the_list_stays(self):
        for prefix, way in (("", "/mitmachen/hilfe/"), ("/en", "/en/mitmachen/hilfe/")):
            shown = listing("?q=beratung+hilfe+jetzt", prefix)
            with self.subTest(prefix=prefix):
                assert shown.help_at_once.url == way
                assert titles(shown) == ["Kreisweite Hilfe"]
                assert titles(shown) == titles(listing("?q=beratung+hilfe+jetzt&woertlich=1", prefix))
                page = self.client.get(f"{prefix}/initiativen/?q=beratung+hilfe+jetzt").content.decode()
                assert page.index('id="help-at-once"') < page.index('<ol class="entries">')
                assert 'href="tel:116016"' in page

    def test_where_nothing_is_found_they_are_there_too(self):
        page = self.client.get("/initiativen/?q=suizid").content.decode()
        assert page.index('id="help-at-once"') < page.index("<footer")

    def test_other_searches_show_none(self):
        for query in ("", "?q=beratung", "?region=14524"):
            page = self.client.get(f"/initiativen/{query}").content.decode()
            assert "help-at-once" not in page
            assert "signpost.css" not in page

"""Places that somebody may have meant: close ones, none for what is known or far."""

import pytest
from django.test import TestCase

from network.region_table import region_table
from search.place_spelling import similar_places
from tests import builders

from .towns import listing, network, parameters

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Zwikau", "Zwickau"), ("zwickaau", "Zwickau"), ("Hoierswerda", "Hoyerswerda"), ("Bauzen", "Bautzen"),
        ("Zwickau", None), ("Atlantis", None), ("", None), ("14524", None), ("99999", None), ("%00", None),
        ("a" * 5000, None), ("Ü", None),
    ],
)  # fmt: skip
def test_what_is_nearly_a_place(word, expected):
    builders.places()
    builders.drain()
    labels = [row.label for row in similar_places(word, region_table())]
    assert labels[:1] == ([expected] if expected else [])
    assert len(labels) <= 3


class TestDirectory(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        network()

    def test_the_directory_leads_on_from_a_misspelt_place_with_all_else_asked(self):
        shown = listing("?q=beratung&ort=Zwikau")
        (links,) = [message.links for message in shown.messages if message.links]
        assert parameters(links[0].url) == {"q": ["beratung"], "ort": [links[0].label]}
        assert links[0].label == "Zwickau"

    def test_a_place_that_is_known_or_like_none_gets_no_hint(self):
        for query in ("?ort=Zwickau", "?ort=08056", "?ort=Atlantis", "?ort=Lkr.+Zwickau", ""):
            with self.subTest(query=query):
                assert not any(message.links for message in listing(query).messages)

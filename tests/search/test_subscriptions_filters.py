"""The filter of a saved search: canonical, no postcode, and read back as it was meant."""

import pytest
from django.http import QueryDict

from network.models import Postcode, Region, Topic
from network.region_table import region_table
from portal import content_cache
from search.engine_room import room
from search.indexing import fill_new_index
from search.service import keys_of
from search.store import refresh_statistics
from search.subscriptions.filters import conditions_of, filter_to_save, read_back, search_address
from tests import builders


@pytest.fixture
def towns(db):
    """Return a small Saxony with two organisations and a topic."""
    tree, places = builders.site_tree(), builders.places()
    topic = builders.topic("Asyl")
    builders.topic("Wohnen")
    for name, seat in (("Haus Werdau", places.werdau), ("Treff Bautzen", places.bautzen)):
        page = builders.organisation_page(
            tree.directory, builders.organisation(name, seat=seat), summary="Wir machen ein Sprachcafé."
        )
        builders.topic_of(page, topic)
    builders.drain()
    refresh_statistics()
    return places


def saved(query: str):
    """Return what is saved for a query string."""
    return filter_to_save(QueryDict(query), region_table())


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", ""),
        ("seite=3&ansicht=karte&sortierung=name&jetzt=1&utm_source=x", ""),
        ("thema=wohnen&thema=asyl", "thema=asyl&thema=wohnen"),
        ("thema=wohnen,asyl", "thema=asyl&thema=wohnen"),
        ("region=Bautzen&q=sprachcafe", "q=sprachcafe&region=14625020"),
        ("ort=14524", "region=14524"),
        ("q=Sprachcaf%C3%A9++Zwickau", "q=Sprachcaf%C3%A9&region=14524330"),
        ("ort=02625", "ort=municipality:14625020&umkreis=25"),
        ("ort=02625&umkreis=50", "ort=municipality:14625020&umkreis=50"),
        ("ort=Werdau", "ort=municipality:14524300&umkreis=25"),
        ("ort=Landkreis+Zwickau", "region=14524"),
        ("ort=08056&region=14625", "region=14625"),
    ],
)
def test_equal_searches_are_one_filter(towns, asked, kept):
    assert saved(asked).query == kept
    assert not saved(asked).notes


def test_what_is_stored_is_canonical(towns):
    for query in ("q=haus&region=14625&thema=asyl", "ort=municipality:14625020&umkreis=25"):
        assert saved(query).query == query
        assert saved(saved(query).query).query == query


@pytest.mark.parametrize("query", ["ort=02625", "q=sprachcafe+02625", "q=02625", "ort=08056&umkreis=10"])
def test_no_postcode_is_stored(towns, query):
    stored = saved(query).query
    assert stored
    assert "02625" not in stored
    assert "08056" not in stored


def test_a_postcode_outside_of_every_region_becomes_the_nearest_town(towns):
    builders.postcode("08999", lat=50.741, lon=12.381)
    assert saved("ort=08999").query == "ort=municipality:14524300&umkreis=25"


def test_a_postcode_without_any_town_cannot_be_saved(towns):
    Postcode.objects.exclude(code="08056").delete()
    Region.objects.filter(kind="municipality").update(lat=None, lon=None)
    builders.drain()
    content_cache.clear()
    assert saved("ort=08056").notes


@pytest.mark.parametrize(
    "query",
    [
        "thema=gibt-es-nicht",
        "region=Nirgendwo",
        "ort=Nirgendwo",
        "umkreis=viel",
        "q=was+gibt+es",
        "q=" + "wort+" * 100,
        "&".join(f"sprache={code}" for code in ("xx", "yy")),
    ],
)
def test_what_is_not_understood_is_said_and_not_saved_as_everything(towns, query):
    assert saved(query).notes


def test_a_filter_that_lost_what_it_named_is_not_usable(towns):
    query = saved("thema=wohnen&region=14625&q=haus").query
    assert read_back(query, region_table()).is_usable
    Topic.objects.filter(slug="wohnen").delete()
    builders.drain()
    again = read_back(query, region_table())
    assert again.lost == ("thema",)
    assert again.notes


def test_a_filter_that_lost_one_of_several_values_still_narrows(towns):
    query = saved("thema=asyl&thema=wohnen").query
    Topic.objects.filter(slug="wohnen").delete()
    builders.drain()
    again = read_back(query, region_table())
    assert again.is_usable
    assert again.notes
    assert again.request.facets == {"topic": frozenset({"asyl"})}


def test_a_place_that_is_gone_makes_the_filter_unusable(towns):
    query = saved("ort=Hoyerswerda").query
    assert read_back(query, region_table()).is_usable
    Region.objects.filter(code="14625240").delete()
    builders.drain()
    assert not read_back(query, region_table()).is_usable


def test_the_words_of_a_filter_say_every_condition(towns):
    with builders.language("en"):
        words = conditions_of(
            saved("q=caf%C3%A9&ort=02625&thema=asyl&thema=wohnen&region=14625"), region_table()
        )
        assert words == ("“café”", "Area: Landkreis Bautzen", "Topic: Asyl or Wohnen")
        assert conditions_of(saved("ort=02625"), region_table()) == ("up to 25 km around Bautzen",)
        assert conditions_of(saved(""), region_table()) == ("everything in the directory",)


def test_a_search_may_be_for_some_kinds_alone(towns):
    kept = saved("nur=jobs&nur=entries&thema=asyl&nur=jobs")
    assert (kept.query, kept.kinds, kept.notes) == (
        "nur=entries&nur=jobs&thema=asyl",
        ("entries", "jobs"),
        (),
    )
    again = read_back(kept.query, region_table())
    assert (again.kinds, again.is_usable) == (kept.kinds, True)
    with builders.language("en"):
        words = conditions_of(again, region_table())
        assert words == ("Only: Organisations and alliances, Jobs", "Topic: Asyl")
        assert conditions_of(saved("nur=jobs"), region_table()) == ("Only: Jobs",)


@pytest.mark.parametrize("asked", ["nur=unsinn", "nur=", "nur=%00", "nur=jobs&nur=<script>"])
def test_a_kind_that_does_not_exist_is_said_and_never_means_everything(towns, asked):
    kept = saved(asked)
    assert len(kept.notes) == 1
    assert not read_back(asked, region_table()).is_usable


def test_the_address_of_a_filter_names_the_place_as_people_do(towns):
    assert search_address(saved("ort=02625"), region_table()) == "/initiativen/?ort=Bautzen&umkreis=25"
    assert search_address(saved(""), region_table()) == "/initiativen/"


FILTERS = (
    "",
    "q=sprachcafe",
    "q=treff+bautzen",
    "region=14524",
    "ort=02625",
    "thema=asyl",
    "thema=wohnen",
    "ort=Werdau",
)


@pytest.mark.elasticsearch
def test_both_engines_find_the_same_for_a_filter(towns, elastic_settings, settle):
    fill_new_index()
    assert settle() == "elastic"
    sizes = set()
    for query in FILTERS:
        request = saved(query).request
        assert keys_of(request, "embedded") == keys_of(request, "elastic"), query
        sizes.add(len(keys_of(request)))
    assert sizes == {0, 1, 2}
    assert room.breaker.state == "closed"

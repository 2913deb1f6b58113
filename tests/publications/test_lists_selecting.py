"""What a question finds: filters, words, places, order, and the second at which something is over."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from publications.lists.asked import understand
from publications.lists.facets import facets_of
from publications.lists.listing import build
from publications.lists.selecting import select
from tests import builders
from tests.publications.list_rows import HOUR, NOW, kind, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def things():
    builders.places()
    return kind(
        row(
            1,
            "Beratung auf dem Land",
            regions=("municipality:14524330",),
            more={"art": ("a",)},
            ends_at=NOW + HOUR,
        ),
        row(
            2,
            "Büro in der Stadt",
            regions=("municipality:14713000",),
            more={"art": ("b",)},
            topics=("flucht",),
        ),
        row(3, "Überall", regions=("state:14",), more={"art": ("a", "b")}, ends_at=NOW + 2 * HOUR),
        row(4, "Vorbei", more={"art": ("a",)}, ends_at=NOW),
    )


def asked(things, query=""):
    return understand(things, "/liste/", QueryDict(query))


def ids(things, query="", now=NOW):
    return select(things, asked(things, query), now).ids


def test_everything_that_is_open_stands_by_its_end(things):
    assert ids(things) == (1, 3, 2)
    assert ids(things, "sortierung=neu") == (3, 2, 1)


def test_it_is_gone_at_the_second_of_its_end(things):
    second = timedelta(seconds=1)
    assert ids(things, now=NOW + HOUR - second) == (1, 3, 2)
    assert ids(things, now=NOW + HOUR) == (3, 2)
    assert select(things, asked(things), NOW + HOUR).counts("art") == {"a": 1, "b": 2}
    assert select(things, asked(things), NOW).index.next_end(NOW) == NOW + HOUR


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("art=b", (3, 2)),
        ("region=14524", (1, 3)),
        ("region=14", (1, 3, 2)),
        ("q=buero", (2,)),
        ("q=Büro+Stadt", (2,)),
        ("q=eratung", ()),
        ("art=a&region=14524", (1, 3)),
        ("art=b&region=14524330", (3,)),
        ("ort=Leipzig&umkreis=10", (2,)),
        ("ort=Leipzig&umkreis=100", (1, 2)),
        ("ort=Leipzig&umkreis=100&sortierung=nah", (2, 1)),
        ("ort=Zwickau&umkreis=5&art=b", ()),
        ("thema=gibtesnicht", (1, 3, 2)),
    ],
)
def test_a_question_finds_what_meets_all_of_it(things, query, found):
    assert ids(things, query) == found


@pytest.mark.parametrize(
    "query",
    [
        "art=x", "region=Atlantis", "ort=Atlantis", "sortierung=rund", "sortierung=nah", "seite=-1", "seite=x",
        "umkreis=9999", "q=%00&art=,,,", "thema=" + "x," * 500, "ansicht=3d", "farbe=rot", "region[]=1",
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_and_changes_nothing(things, query):
    found = asked(things, query)
    assert found.notes
    assert select(things, found, NOW).total == 3


def test_a_filter_ignores_itself_when_it_counts(things):
    facets = {facet.key: facet for facet in facets_of(things, select(things, asked(things, "art=b"), NOW))}
    assert [(value.key, value.count, value.selected) for value in facets["art"].values] == [
        ("a", 2, False),
        ("b", 2, True),
    ]
    areas = {value.key: value.count for value in facets["region"].values}
    assert areas == {"14713": 2, "14524": 1, "14625": 1}


def test_a_chosen_district_opens_its_towns(things):
    facets = {
        facet.key: facet for facet in facets_of(things, select(things, asked(things, "region=14524"), NOW))
    }
    first = facets["region"].values[0]
    assert (first.key, first.selected, first.count) == ("14524", True, 2)
    assert [(town.label, town.count) for town in first.children] == []


def test_pages_keep_the_filters_and_one_beyond_the_last_says_so():
    things = kind(*(row(n, more={"art": ("a",)}) for n in range(1, 46)))
    listing = build(things, "Liste", select(things, asked(things, "art=a&seite=3"), NOW), NOW)
    assert len(listing.entries) == 5
    assert listing.pagination.previous_url == "/liste/?art=a&seite=2"
    beyond = build(things, "Liste", select(things, asked(things, "seite=9"), NOW), NOW)
    assert not beyond.entries
    assert beyond.messages[-1].links[0].url == "/liste/"


def test_a_narrowed_list_with_nothing_in_it_says_why_and_offers_more(things):
    listing = build(things, "Liste", select(things, asked(things, "q=nirgends&art=a"), NOW), NOW)
    assert listing.empty_heading != "Nothing"
    assert not listing.empty_text
    assert [way.url for way in listing.ways] == ["/liste/?art=a", "/liste/"]
    assert [chip.remove_url for chip in listing.chips] == ["/liste/?art=a", "/liste/?q=nirgends"]

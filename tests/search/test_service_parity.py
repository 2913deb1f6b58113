"""Real questions to two thousand organisations get the same answer from both engines, through the whole service."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from network.region_table import region_table
from network.seed import load_seed
from portal import changes
from search import indexing, service, store
from search.documents import Freshness, actor_document
from search.engine_room import room
from search.models import SearchDocument
from search.projection import Projected, document_row
from search.query import FACETS, SearchRequest
from search.types import Near
from tests import builders
from tests.search.generated_actors import actors

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]
NUMBER = 2000
# Between the ends of the two days on which generated organisations were confirmed.
SOME_ARE_STALE = Freshness(date(2027, 4, 1), 14)
CASES = json.loads((Path(__file__).parent / "data" / "cases.json").read_text(encoding="utf-8"))
QUESTIONS = [
    *(case["q"] for case in CASES),
    "wo kann ich in pirna ehrenamtlich deutsch unterrichten",
    "hilfe beim asylantrag zwickau",
    "Sprachcafé in Leipzig für Frauen",
    "wer begleitet zu behörden",
    "rechte sprüche im betrieb was tun",
    "Antidiskriminierungsberatung",
    "beratung gegen rechtsextremismus bautzen",
    "schulprojekttag demokratie",
    "Gedenkstättenfahrt",
    "fahrradwerkstatt",
    "ausländerbehörde dolmetscher",
    "arabisch",
    "help for refugees",
    "stolpersteine",
    "queere jugendgruppe vogtland",
    "raum mieten",
    "09111",
    "Görlitz",
    "landesweit",
    "antirassismuß",
    "gemeinsam",
    "tafel",
    "xyzzy",
]


@pytest.fixture
def corpus(settings, elastic_settings):
    """Fill the table and both engines with generated organisations."""
    load_seed()
    page = builders.site_tree().home
    changes.drain()
    n = changes.tick()
    rows = []
    for number, record in enumerate(actors(NUMBER)):
        data = actor_document(record, f"/{number}/", freshness=SOME_ARE_STALE)
        row = document_row(
            f"generated:{number}", Projected(page.pk, record.type, record.register_id, data, ""), n
        )
        rows.append(row)
    SearchDocument.objects.bulk_create(rows)
    store.refresh_statistics()
    indexing.fill_new_index()
    room.indices.refresh()
    return rows


def variants(question):
    """Return a question alone, and with what visitors add to it."""
    request = SearchRequest(now=timezone.now(), q=question)
    yield request
    yield replace(request, page=2, page_size=7, recognise_places=False)
    yield replace(request, regions=("district:14625",), facets={"language": frozenset({"ar", "en"})})
    yield replace(request, regions=("district:14626",), local_only=True)
    yield replace(request, near=Near(51.05, 13.74, 40.0), sort="distance", open_now=True)


def browsing():
    """Return requests without words: every order, every facet, areas of every kind."""
    request = SearchRequest(now=timezone.now())
    for sort in ("relevance", "title", "distance", "confirmed"):
        yield replace(request, sort=sort, near=Near(50.72, 12.49, None), page_size=100)
    for key in list(region_table().rows)[::25]:
        yield replace(request, regions=(key,), page_size=50)
    everything = service.search(request, engine="embedded").facets
    for name in FACETS:
        for value in list(everything[name])[:2]:
            yield replace(request, facets={name: frozenset({value})})


def difference(request):
    """Return in what the answers of the engines differ, None if in nothing."""
    ours, theirs = (service.search(request, engine=name) for name in ("embedded", "elastic"))
    assert (ours.engine, theirs.engine) in {("embedded", "elastic"), ("none", "none")}
    parts = {
        "total": (ours.total, theirs.total),
        "hits": tuple([(hit.key, hit.score) for hit in result.found] for result in (ours, theirs)),
        "facets": (ours.facets, theirs.facets),
        "open": (ours.open_count, theirs.open_count),
        "widened": (ours.widened_to, theirs.widened_to),
    }
    differing = {name: pair for name, pair in parts.items() if pair[0] != pair[1]}
    return (request, differing) if differing else None


def test_both_engines_answer_alike(corpus):
    requests = [*browsing(), *(request for question in QUESTIONS for request in variants(question))]
    assert [found for request in requests if (found := difference(request))] == []
    totals = [service.search(request, engine="embedded").total for request in requests]
    assert len(requests) > 400
    assert sum(total > 0 for total in totals) > len(requests) / 3

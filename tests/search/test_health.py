"""What monitoring learns about the search."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from search import health, store
from search.engine_room import room
from search.models import SearchDocument
from tests.search.conftest import go_to
from tests.search.fake_elasticsearch import fake_elasticsearch

pytestmark = pytest.mark.django_db


def test_without_a_server_the_embedded_engine_is_in_use(scene):
    room.follow()
    facts = Client().get("/healthz").json()["search"]
    assert (facts["engine"], facts["configured"], facts["degraded"]) == ("embedded", "embedded", False)
    assert facts["documents"] == {"table": 4, "embedded": 4, "index": None}
    assert facts["analysis"]["outdated_documents"] == 0
    assert "lag" not in facts


def test_an_engine_that_is_not_built_yet_has_no_number(scene):
    assert health.facts()["documents"]["embedded"] is None


def test_documents_of_another_analysis_are_counted(scene):
    SearchDocument.objects.filter(type="organisation").update(analysis_version="older")
    assert health.facts()["analysis"]["outdated_documents"] == 3


def test_an_outage_is_said_with_its_lag_and_the_portal_is_well(scene, settings):
    go_to(settings, "http://127.0.0.1:9")
    SearchDocument.objects.update(updated_at=timezone.now() - timedelta(seconds=90))
    response = Client().get("/healthz")
    facts = response.json()["search"]
    assert response.status_code == 200
    assert (facts["engine"], facts["configured"], facts["degraded"]) == ("embedded", "elastic", True)
    assert facts["breaker"] == "open"
    assert facts["lag"]["documents"] == 4
    assert 90 <= facts["lag"]["oldest_seconds"] < 120


def test_a_server_in_use_says_how_much_it_has(scene, settings):
    SearchDocument.objects.update(updated_at=timezone.now() - store.SHOWN_AFTER)
    for row in SearchDocument.objects.all():
        SearchDocument.objects.filter(pk=row.pk).update(es_seq=row.seq)
    with fake_elasticsearch(body={"count": 4}) as server:
        go_to(settings, server.url)
        facts = health.facts()
    assert facts["engine"] == "elastic"
    assert facts["documents"]["index"] == 4
    assert facts["lag"] == {"documents": 0, "oldest_seconds": None, "refused": 0}


def test_an_index_that_is_behind_is_not_in_use(scene, settings):
    with fake_elasticsearch(body={"count": 3}) as server:
        go_to(settings, server.url)
        assert health.facts()["engine"] == "embedded"


def test_refused_documents_are_counted_apart(scene):
    row = SearchDocument.objects.first()
    SearchDocument.objects.filter(pk=row.pk).update(es_seq=-row.seq)
    assert health.lag()["refused"] == 1
    assert health.lag()["documents"] == 3

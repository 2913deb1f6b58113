"""Both engines fill the pages of topics and places and the booklet alike."""

import pytest
from django.test import override_settings

from portal.http import page_cache
from search.indexing import fill_new_index

from .towns import network

PATHS = (
    "/themen/asyl/",
    "/themen/musik/",
    "/regionen/landkreis-zwickau/",
    "/regionen/werdau/",
    "/regionen/leipzig/",
    "/initiativen/verzeichnis/?region=14625",
)


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_both_engines_fill_the_pages_alike(elastic_settings, settle, client):
    network()
    fill_new_index()
    assert settle() == "elastic"
    for path in PATHS:
        answers = []
        for url in (elastic_settings.ELASTICSEARCH_URL, ""):
            page_cache.store.clear()
            with override_settings(ELASTICSEARCH_URL=url):
                context = client.get(path).context
            answers.append(repr(context["view"] if "view" in context else context["booklet"]))
        assert answers[0] == answers[1], path

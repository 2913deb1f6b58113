"""Both engines find what the regression set asks for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import ElasticConnection
from search.engines.elastic_indices import ElasticIndices
from tests.elasticsearch import PATIENCE
from tests.search.cases import Case, cases, documents, failures, lore, memory, plan_of


@pytest.fixture(scope="module", params=["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def engine(request) -> Iterator[Engine]:
    """Each engine with the organisations of the set."""
    if request.param == "embedded":
        yield memory()
        return
    connection = ElasticConnection(request.getfixturevalue("elastic_url"), patience=PATIENCE)
    alias = f"cases-{datetime.now(UTC):%H%M%S%f}"
    indices = ElasticIndices(connection, alias)
    index = indices.create("v1", ["region", "topics"], datetime.now(UTC))
    try:
        elastic = ElasticEngine(connection, alias)
        elastic.apply(documents(), index=index)
        indices.swap_in(index)
        indices.refresh()
        yield elastic
    finally:
        indices.delete(index)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_case(engine: Engine, case: Case):
    found = [hit.key for hit in engine.search(plan_of(case)).hits]
    assert not failures(case, found), f"found {found}"


def test_every_case_names_known_organisations():
    known = {document.key for document in documents()}
    named = {key for case in cases() for key in (*case.must, *case.must_not, *filter(None, [case.first]))}
    assert named <= known


def test_a_case_that_fails_says_why():
    case = Case("stem", "Rat", ["rat"], ["afa"], "rat", {})
    assert failures(case, ["afa"]) == ["rat is missing", "afa is wrong", "rat is not first"]
    assert failures(case, ["rat"]) == []


def test_the_set_has_its_own_lore():
    assert lore().vocabulary.documents == len(documents())

"""What a visit costs: compressed as a web server does it (gzip, level 6), fonts as they are, pictures apart."""

import gzip

import pytest

FIRST_VISIT = 100_000  # bytes
HTML = 15_000
PICTURES = {"image", "other"}  # Chromium calls drawings that are used in others "other"


def transferred(answer) -> int:
    """Return how many bytes an answer weighs; fonts are compressed in themselves."""
    content = answer.body()
    return len(content) if answer.request.resource_type == "font" else len(gzip.compress(content, 6))


def weights(visit) -> dict[str, int]:
    """Return the bytes of what a visit loaded by kind, pictures left out."""
    found: dict[str, int] = {}
    for answer in visit.responses:
        kind = answer.request.resource_type
        if kind not in PICTURES:
            found[kind] = found.get(kind, 0) + transferred(answer)
    return found


@pytest.mark.parametrize(
    "name", ["home", "directory", "map", "everything", "alliance", "text", "English", "needs", "answer"]
)
def test_first_visit_is_light(visit, name):
    found = weights(visit(name))
    assert sum(found.values()) <= FIRST_VISIT, found


@pytest.mark.parametrize(
    "name",
    ["home", "directory", "map", "filters", "everything", "network", "alliances", "needs", "answer"],
)
def test_page_itself_is_light(visit, name):
    opened = visit(name)
    assert len(gzip.compress(opened.response.body(), 6)) <= HTML


def test_letters_of_other_languages_load_only_where_they_occur(visit):
    opened = visit("not found")
    assert [
        answer.url for answer in opened.responses if "latin-ext" in answer.url or "west-slavic" in answer.url
    ] == []

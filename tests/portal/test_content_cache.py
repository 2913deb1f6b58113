"""Values that live as long as no content changes."""

import pytest
from django.utils import translation

from portal import changes, content_cache

pytestmark = pytest.mark.django_db


def test_a_value_is_built_once():
    built = []
    for _round in range(3):
        assert content_cache.cached("x", lambda: built.append(1) or "value") == "value"
    assert len(built) == 1


def test_none_is_a_value():
    built = []
    for _round in range(2):
        content_cache.cached("x", lambda: built.append(1))
    assert len(built) == 1


def test_a_change_ends_it():
    assert content_cache.cached("x", lambda: "old") == "old"
    changes.record_ids([("a.b", 1)])
    assert content_cache.cached("x", lambda: "new") == "new"


def test_a_failing_build_leaves_nothing():
    with pytest.raises(ZeroDivisionError):
        content_cache.cached("x", lambda: 1 / 0)
    assert content_cache.cached("x", lambda: "fine") == "fine"


def test_languages_have_their_own():
    for language in ("de", "en"):
        with translation.override(language):
            content_cache.cached_per_language("x", lambda language=language: language)
    with translation.override("de"):
        assert content_cache.cached_per_language("x", lambda: "never") == "de"


def test_many_are_asked_for_at_once_and_only_if_unknown():
    asked = []

    def build(keys):
        asked.append(keys)
        return {key: key * 10 for key in keys if key != 3}

    assert content_cache.cached_many("x", [1, 2, 3, 1], build) == {1: 10, 2: 20}
    assert content_cache.cached_many("x", [2, 3, 4], build) == {2: 20, 4: 40}
    assert content_cache.cached_many("x", [3], build) == {}
    assert asked == [[1, 2, 3], [4]]


def test_memory_has_a_bound(monkeypatch):
    monkeypatch.setattr(content_cache, "MAX_VALUES", 2)
    for number in range(5):
        assert content_cache.cached(f"x{number}", lambda number=number: number) == number
    assert content_cache.cached("x4", lambda: "built again") == "built again"
    assert content_cache.cached("x0", lambda: "never") == 0

"""The table of needs: everything it names exists."""

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from network import seed
from network.choices import OfferKind, TargetGroup
from search.signpost.doors import WAYS
from search.signpost.emergency import NUMBERS

NEEDS = [(way, need) for way in WAYS for need in way.needs]
STATIC = Path(settings.BASE_DIR) / "portal" / "static" / "portal"


def drawings() -> set[str]:
    """Return the names of the drawings there are."""
    source = (STATIC / "needs.svg").read_text(encoding="utf-8")
    return {one.get("id") for one in ElementTree.fromstring(source).iter() if one.get("id")}  # noqa: S314


def topics() -> set[str]:
    """Return the slugs of the vocabulary that every portal begins with."""
    path = Path(seed.__file__).parent / "data" / "topics.csv"
    with path.open(encoding="utf-8") as rows:
        return {row["slug"] for row in csv.DictReader(rows)}


@pytest.mark.parametrize(("way", "need"), NEEDS, ids=lambda one: one.key)
def test_a_need_names_only_what_there_is(way, need):
    assert set(need.topics) <= topics()
    assert set(need.offers) <= set(OfferKind)
    assert set(need.targets) <= set(TargetGroup)
    assert need.label
    assert need.line


@pytest.mark.parametrize(("way", "need"), NEEDS, ids=lambda one: one.key)
def test_one_sign_or_several_can_reach_what_is_enough(way, need):
    weights = need.weights
    signs = [weights.topic] * len(need.topics) + [weights.named] * len(need.words)
    signs += [weights.offer] if need.offers else []
    assert sum(signs) >= weights.enough
    assert weights.told < weights.enough / 2


def test_every_drawing_is_used_and_every_one_used_is_drawn():
    assert {need.picture for _way, need in NEEDS} | {way.picture for way in WAYS} == drawings()


def test_keys_are_unique_behind_each_door_and_there_are_not_too_many():
    for way in WAYS:
        keys = [need.key for need in way.needs]
        assert len(keys) == len(set(keys)) <= 15
        assert all(key.isascii() and key.islower() for key in keys)


def test_numbers_are_dialled_as_they_are_shown():
    for number in NUMBERS:
        assert number.dialled == number.shown.replace(" ", "")

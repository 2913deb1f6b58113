"""The demo's job postings and deadlines: in every state, each another one, below organisations that there are."""

import csv
import json
from pathlib import Path

import pytest

import network
from portal.slugs import german_slug
from publications.choices import Employment
from publications.demo.postings import ideas

NETWORK = Path(network.__file__).parent
KINDS = ("postings", "deadlines")


def register_ids() -> set[str]:
    """Return the register ids of the demo's organisations and alliances, and that of the office's own."""
    lines = [
        line
        for name in ("organisations", "alliances")
        for line in (NETWORK / "demo" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return {"", *(json.loads(line)["id"] for line in lines)}


def topics() -> set[str]:
    """Return the vocabulary of topics."""
    with (NETWORK / "data" / "topics.csv").open(encoding="utf-8", newline="") as rows:
        return {row["slug"] for row in csv.DictReader(rows)}


def test_there_are_forty_and_no_two_are_the_same():
    found = [idea["title"] for kind in KINDS for idea in ideas(kind)]
    assert len(found) >= 40
    assert len({german_slug(title) for title in found}) == len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_in_every_state(kind):
    days = [idea["days"] for idea in ideas(kind)]
    assert sum(day is not None and day < 0 for day in days) >= 3
    assert sum(day is not None and 0 <= day <= 7 for day in days) >= 2
    assert sum(day is not None and day > 7 for day in days) >= 8
    assert all(day is not None or idea["rolling"] for idea, day in zip(ideas(kind), days, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_they_name_organisations_and_topics_that_there_are(kind):
    assert {idea["at"] for idea in ideas(kind)} <= register_ids()
    assert {slug for idea in ideas(kind) for slug in idea["topics"]} <= topics()


def test_levels_are_those_of_the_form():
    assert {level for idea in ideas("postings") for level in idea["level"]} <= set(Employment.values)

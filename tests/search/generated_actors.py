"""Thousands of natural-looking organisations: the demo network's words, places and offers, mixed with a seed."""

import json
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import network
from network.choices import Accessibility, TargetGroup
from network.models import Region, Topic
from network.models.organisations import OrganisationKind
from network.records import ActorRecord, PlaceFact
from network.records.build import place_fact
from network.records.types import AreaFact, HoursFact, MembershipFact, OfferFact, PointFact, TopicFact

DEMO = Path(network.__file__).parent / "demo"
LANGUAGES = ["de", "en", "ar", "fa", "uk", "ru", "hsb"]


@cache
def demo(name: str) -> list[dict[str, Any]]:
    """Return the rows of a demo list."""
    return [json.loads(line) for line in (DEMO / name).read_text(encoding="utf-8").splitlines() if line]


def actors(number: int, seed: int = 1) -> Iterator[ActorRecord]:
    """Yield so many records, the same for the same seed; regions and topics are those of the database."""
    rng = random.Random(seed)  # noqa: S311 - repeatable on purpose
    places = [place_fact(region) for region in Region.objects.select_related("parent__parent").order_by("pk")]
    topics = [
        TopicFact(topic.slug, topic.name, topic.label_en, tuple(topic.synonyms))
        for topic in Topic.objects.order_by("pk")
    ]
    for index in range(number):
        yield actor(rng, index, places, topics)


def actor(rng: random.Random, index: int, places: list[PlaceFact], topics: list[TopicFact]) -> ActorRecord:
    """Return one record."""
    named, told, does = (rng.choice(demo("organisations.jsonl")) for _ in range(3))
    seat = rng.choice(places)
    town = rng.choice(["", f" {seat.name}", f" {rng.choice(places).name}"])
    title = f"{named['name'].split(' – ')[0]}{town}"
    opens = rng.randrange(5) * 1440 + rng.choice([480, 600, 840])
    located = seat.lat is not None and seat.lon is not None and rng.random() < 0.9
    return ActorRecord(
        page_id=0,
        type=rng.choice(["organisation"] * 9 + ["alliance"]),
        locale="de",
        title=title,
        summary=told["summary"],
        text=f"{does['body']}\n{told['body']}" if rng.random() < 0.3 else does["body"],
        uuid=f"{index:032x}",
        register_id=f"gen-{rng.randrange(10**6):06d}-{index}",
        name=title,
        short_name=named.get("short_name", "") if rng.random() < 0.3 else "",
        former_names=(),
        legal_form="ev",
        kind=rng.choice(OrganisationKind.values),
        is_non_state=True,
        register_number="",
        founded="",
        is_external=False,
        is_shielded=False,
        unmatched=(),
        tile="",
        seat=seat,
        reach=tuple(rng.sample(["statewide", "mobile", "online"], rng.choice([0, 0, 0, 1, 2]))),
        languages=tuple(rng.sample(LANGUAGES, rng.randrange(3))),
        target_groups=tuple(rng.sample(TargetGroup.values, rng.randrange(3))),
        accessibility=tuple(rng.sample(Accessibility.values, rng.randrange(2))),
        accessibility_note="",
        confirmed_on=rng.choice([None, date(2026, 1, 5), date(2026, 3, 5)]),
        first_published=None,
        point=PointFact(seat.lat, seat.lon, "municipality") if located else None,
        opening_hours=(HoursFact(opens, opens + 180),) if rng.random() < 0.4 else (),
        offers=tuple(offer(row, number) for number, row in enumerate(does.get("offers") or [])),
        areas=tuple(AreaFact(place) for place in rng.sample(places, rng.choice([0, 0, 1, 3]))),
        topics=tuple(rng.sample(topics, rng.randrange(1, 5))),
        memberships=tuple(membership(row) for row in rng.sample(demo("alliances.jsonl"), rng.randrange(3))),
    )


def offer(row: dict[str, Any], number: int) -> OfferFact:
    """Return an offer of a demo row."""
    words = [str(row.get(name) or "") for name in ("title", "description", "for_whom")]
    return OfferFact(str(number), row["kind"], *words, tuple(row.get("languages") or ()), "", "", "active")


def membership(row: dict[str, Any]) -> MembershipFact:
    """Return a membership in a demo alliance."""
    names = (row["id"], "", row["name"], "alliance", "", None, "")
    return MembershipFact(*names, "member", "active", None, "", None, "", "")

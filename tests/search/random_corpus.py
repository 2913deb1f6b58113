"""Seeded random documents and plans: small vocabularies, so that ties, overlaps and empty results are common."""

import random

from search.types import Alternative, AnyOf, Group, IndexedDocument, Near, Plan

NOW = 1_800_000_000
WORDS = [f"wort{number:02d}" for number in range(40)]
TERMS = [f"{zone}.{kind}:{word}" for zone in "nksbp" for kind in "wsp" for word in WORDS]
TITLES = ["antirassismus", "bund", "bündnis", "chor", "wörter", "zebra", "ärzte", "مجموعة", "𝔘nicode", ""]
FACETS = {"topic": 25, "kind": 6, "language": 12}
STATE = "state:1"
DISTRICTS = [f"district:1{number}" for number in range(3)]
TOWNS = [f"municipality:1{number % 3}{number:02d}" for number in range(12)]
POINTS = [(51.05, 13.74), (51.34, 12.37), (50.83, 12.92)]
TYPES = ["organisation", "event", "page"]


def ancestors(region: str) -> tuple[str, ...]:
    """Return the regions that contain a region of the little tree, the nearest first."""
    if region == STATE:
        return ()
    return (STATE,) if region in DISTRICTS else (f"district:{region[13:15]}", STATE)


def random_document(rng: random.Random, number: int, seq: int) -> IndexedDocument:
    """Return a document of a given number; the same number always has the same key."""
    areas = tuple(rng.sample([STATE, *DISTRICTS, *TOWNS], rng.choice([0, 0, 1, 1, 3])))
    seats = (*areas, *rng.sample(TOWNS, rng.choice([0, 1, 1])))
    regions = {region for seat in seats for region in (seat, *ancestors(seat))}
    point = rng.choice([None, *POINTS, (50.2 + rng.random() * 1.5, 11.9 + rng.random() * 3.1)])
    opening = rng.randrange(0, 10_000)
    window = sorted(rng.sample(range(NOW - 50, NOW + 50), 2))
    return IndexedDocument(
        key=f"organisation:{number}:{'en' if number % 7 == 0 else 'de'}",
        seq=seq,
        type=rng.choice(TYPES),
        locale="en" if number % 7 == 0 else "de",
        register_id=f"r{rng.randrange(100)}",
        sort_title=rng.choice(TITLES),
        terms=tuple(rng.choices(TERMS, k=rng.randrange(30))),
        facets={
            "region": tuple(sorted(regions)),
            **{name: random_values(rng, name, rng.choice([0, 1, 1, 3])) for name in FACETS},
        },
        areas=areas,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        open_ranges=tuple((opening + day, opening + day + 60) for day in range(0, rng.choice([1, 80]), 40)),
        confirmed_on=rng.choice([0, 739_000, 739_001, 739_500]),
        visible_from=rng.choice([None, None, window[0]]),
        visible_until=rng.choice([None, None, window[1]]),
        starts=tuple(window),
        completions=tuple(
            " ".join(rng.choices(WORDS, k=rng.randrange(1, 4))) for _ in range(rng.randrange(3))
        ),
    )


def random_values(rng: random.Random, facet: str, number: int) -> tuple[str, ...]:
    """Return so many distinct values of a facet."""
    return tuple(f"{facet}-{value}" for value in rng.sample(range(FACETS[facet]), number))


def random_group(rng: random.Random) -> Group:
    """Return a group with up to six alternatives, some of which need several terms at once."""
    return Group(
        tuple(
            Alternative(
                tuple(AnyOf(tuple(rng.choices(TERMS, k=rng.choice([1, 3, 12])))) for _ in range(parts)),
                rng.choice([1, 7, 700, 50_003, 131_071]),
            )
            for parts in rng.choices([1, 1, 1, 2, 3], k=rng.randrange(1, 7))
        )
    )


def random_plan(rng: random.Random) -> Plan:
    """Return a plan; every feature is used in some, most are absent in most."""

    def maybe(share: float) -> bool:
        return rng.random() < share

    regions = rng.sample([STATE, *DISTRICTS, *TOWNS], rng.choice([1, 1, 2])) if maybe(0.3) else []
    selected = {name: frozenset(random_values(rng, name, rng.randrange(4))) for name in FACETS if maybe(0.2)}
    near = Near(50.8 + rng.random(), 12 + rng.random() * 3, rng.choice([None, 0, 5.5, 40, 120]))
    return Plan(
        locale=rng.choice(["de", "de", "en", "ar"]) if maybe(0.3) else "de",
        types=frozenset(rng.sample(TYPES, 2)) if maybe(0.3) else frozenset(),
        groups=tuple(random_group(rng) for _ in range(rng.randrange(1, 6))) if maybe(0.7) else (),
        min_score=rng.choice([0, 1, 700, 60_000]),
        region=tuple((region, ancestors(region)) for region in regions),
        facets=selected,
        count_facets=("region", *FACETS),
        facet_sizes={"region": 16, **FACETS},
        near=near if maybe(0.4) else None,
        sinking=tuple(rng.choices(TERMS, k=rng.choice([1, 12]))) if maybe(0.5) else (),
        lift=rng.choice([0, 1, 700, 50_003]),
        open_at=rng.randrange(10_080) if maybe(0.1) else None,
        count_open_at=rng.randrange(10_080) if maybe(0.5) else None,
        now=NOW + rng.randrange(-60, 60),
        sort=rng.choice(["relevance", "relevance", "title", "distance", "confirmed"]),
        offset=rng.choice([0, 0, 5, 100]),
        limit=rng.choice([1, 20, 50]),
    )

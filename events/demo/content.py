"""What the demo's calendar is made of: hand-written parts, and ids and choices that are the same on every machine."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from events.models.events import SHORT_LETTERS as LETTERS
from network.demo.content import permanent_id

FOLDER = Path(__file__).parent
T = TypeVar("T")


@dataclass(frozen=True)
class Idea:
    """A kind of event with titles and summaries that fit it, and what is said about it."""

    kind: str
    topics: tuple[str, ...]
    days: tuple[int, ...]  # of the week, Monday 0
    starts: tuple[str, ...]
    hours: float
    says: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Round:
    """Something that takes place again and again; `{day}` in its rule is the day of the week."""

    kind: str
    title: str
    summary: str
    rule: str
    day: int
    starts: str
    hours: float
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    mode: str = "on_site"


@dataclass(frozen=True)
class Programme:
    """An umbrella with its parts: kind, title and summary each."""

    key: str
    title: str
    summary: str
    text: str
    parts: tuple[tuple[str, str, str], ...]


@cache
def stored() -> dict[str, Any]:
    """Return everything that was written down."""
    return json.loads((FOLDER / "ideas.json").read_text(encoding="utf-8"))


@cache
def ideas() -> tuple[Idea, ...]:
    """Return what takes place once."""
    return tuple(Idea(**{name: _frozen(value) for name, value in one.items()}) for one in stored()["singles"])


@cache
def rounds() -> tuple[Round, ...]:
    """Return what takes place again and again."""
    return tuple(Round(**{name: _frozen(value) for name, value in one.items()}) for one in stored()["series"])


@cache
def programmes() -> tuple[Programme, ...]:
    """Return the umbrellas."""
    return tuple(
        Programme(key, one["title"], one["summary"], one["text"], _frozen(one["parts"]))
        for key, one in stored()["programmes"].items()
    )


def exhibitions() -> Sequence[Sequence[str]]:
    """Return titles and summaries of exhibitions."""
    return stored()["exhibitions"]


def _frozen(value: Any) -> Any:
    """Return lists as tuples."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def number(*what: object) -> int:
    """Return a number that only depends on what is said."""
    return int.from_bytes(sha256("|".join(map(str, what)).encode()).digest()[:6])


def pick(values: Sequence[T], *what: object) -> T:
    """Return one of some values, always the same for the same words."""
    return values[number(*what) % len(values)]


def short_id(key: str) -> str:
    """Return the short id of an event of the demo."""
    rest = permanent_id(f"event-address:{key}").int
    return "".join(LETTERS[rest // len(LETTERS) ** place % len(LETTERS)] for place in range(10))

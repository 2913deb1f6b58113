"""Streams as they are stored: read without asking for what they refer to, so that many are looked up together."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

Block = tuple[str, Any]


def blocks_of(stream: Any) -> list[Block]:
    """Return kind and stored value of each block of a stream, or of its text in a revision."""
    return [(block["type"], block["value"]) for block in _stored(stream)]


def keys_of(stream: Any) -> list[str]:
    """Return the key that each block of a stream keeps wherever it is moved."""
    return [block.get("id") or "" for block in _stored(stream)]


def _stored(stream: Any) -> list[dict[str, Any]]:
    """Return the blocks of a stream, or of its text in a revision."""
    return json.loads(stream or "[]") if isinstance(stream, str) else stream.get_prep_value()


def items(stored: Iterable[Any] | None) -> list[Any]:
    """Return the stored values of a list."""
    return [
        one["value"] if isinstance(one, dict) and one.get("type") == "item" else one for one in stored or ()
    ]


def section_keys(chapters: Iterable[Block]) -> Iterator[int]:
    """Yield the keys of the sections that chapters name, in the order of reading."""
    for kind, value in chapters:
        if kind == "chapter":
            yield from (key for key in items(value.get("sections")) if key)


def answer_keys(body: Iterable[Block]) -> Iterator[int]:
    """Yield the keys of the sections to which questions of a section lead."""
    for kind, value in body:
        if kind == "question":
            for answer in items(value.get("answers")):
                if answer.get("section"):
                    yield answer["section"]


def contacts_of(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Yield the stored contacts of a section's body, or of what stands above a guide."""
    for kind, value in blocks:
        if kind == "contacts":
            yield from items(value.get("contacts"))
        elif kind == "contact":
            yield value

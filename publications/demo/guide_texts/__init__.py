"""The words of the demo's guides: a file each, and the files to download that they name."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from network.demo.content import permanent_id

FOLDER = Path(__file__).parent
DOWNLOADS = ("anzeige-checkliste.txt", "gedaechtnisprotokoll.txt", "kostenplan.csv")
Words = Mapping[str, Any]


@cache
def guides() -> tuple[Words, ...]:
    """Return all guides by key; a section that stands in two of them is written in one and named in the other."""
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json")))


@cache
def sections() -> Mapping[str, Words]:
    """Return all sections by key."""
    return {one["key"]: one for guide in guides() for one in _sections(guide) if not isinstance(one, str)}


def section_keys(chapter: Words) -> list[str]:
    """Return the keys of the sections of a chapter, in their order."""
    return [one if isinstance(one, str) else one["key"] for one in chapter["sections"]]


def guide_id(key: str) -> UUID:
    """Return the permanent id of a guide."""
    return permanent_id(f"guide:{key}")


def section_id(key: str, language: str = "") -> UUID:
    """Return the permanent id of a section, or of its version in a language."""
    return permanent_id(f"guide-section:{key}:{language}" if language else f"guide-section:{key}")


def _sections(guide: Words) -> Iterator[Any]:
    """Yield the sections of a guide and the keys of those that are written elsewhere."""
    for chapter in guide["chapters"]:
        yield from chapter["sections"]

"""Topics and places as subjects of a page: what later apps are asked to add something to."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Subject:
    """A topic (its key is the slug) or a place (its key is `kind:code`) with the address of its page."""

    kind: Literal["topic", "region"]
    key: str
    label: str
    url: str

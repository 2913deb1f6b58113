"""What the templates of several kinds read."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A fact: its label and one or several lines."""

    label: str
    lines: Sequence[str]

"""A filter as lists know it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from network.labels import Labels


@dataclass(frozen=True)
class FilterKind:
    """A filter: its parameter, its heading, the labels of its values, and how these are offered.

    Values are offered by how much they find, or in the order of their labels; `only_chosen` where links of pages
    lead to them and a list of everything that could be chosen would be longer than what is found.
    """

    parameter: str
    heading: Any
    labels: Callable[[], Labels]
    keeps_order: bool = False
    only_chosen: bool = False

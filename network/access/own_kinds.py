"""What organisations publish below their own page: the kinds of pages that later apps register, and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail.models import Page

from portal.registries import Registry


@dataclass(frozen=True)
class OwnKind:
    """A kind of page that an organisation publishes: its model, and what the button that makes one says.

    `order` is where the kind stands among the others. What ends has a part of the desk by itself, which shows it with
    its end. `links` gives words and addresses for a public one, which the desk shows beside it.
    """

    model: type[Page]
    new: str | Promise
    order: int = 50
    ends: bool = False
    links: Callable[[Page], Iterable[tuple[str, str]]] = lambda page: ()


own_kinds = Registry("kind of page below an organisation's")


def kinds_in_order() -> list[OwnKind]:
    """Return the registered kinds, by their order."""
    return sorted(own_kinds, key=lambda kind: kind.order)


def own_models() -> list[type[Page]]:
    """Return the kinds of pages that may lie below an organisation's page."""
    return [kind.model for kind in own_kinds]

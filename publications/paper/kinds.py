"""The kinds of PDFs: how each says whose files a change concerns, and which state is the present one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.registries import Registry

from .sheets import Sheet

# Model labels with the ids of changed rows.
Changed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PaperKind:
    """A kind of PDFs; its files are kept under names that begin with its own.

    `concerned` gives the beginnings of the names whose files a change may make wrong, `sheet` the sheet of a name,
    None where nobody may have it any more.
    """

    concerned: Callable[[Changed], Iterable[str]]
    sheet: Callable[[str], Sheet | None]


paper_kinds = Registry("kind of PDFs")


def kind_of(subject: str) -> PaperKind | None:
    """Return the kind that a name of files begins with."""
    return paper_kinds.get(subject.partition("-")[0])

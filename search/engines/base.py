"""What an engine is, and how it says that it cannot answer."""

from collections.abc import Iterable
from typing import Protocol

from search.types import IndexedDocument, Plan, RawHit, RawResult


class EngineUnavailable(Exception):
    """The engine cannot answer or write now; the message says why, for logs."""


class DocumentsRejected(EngineUnavailable):
    """The engine wrote everything but the documents with these keys, which it can never take as they are."""

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__("; ".join(f"{key}: {reason}" for key, reason in reasons.items()))
        self.keys = tuple(reasons)


class Engine(Protocol):
    """A place where documents are kept and found; every method but `health` may raise EngineUnavailable."""

    name: str

    def search(self, plan: Plan) -> RawResult:
        """Return the plan's page of hits with total and counts."""

    def complete(
        self, prefix: str, types: frozenset[str], locale: str, now: int, limit: int
    ) -> tuple[RawHit, ...]:
        """Return documents with a completion that starts with the folded prefix or has a word that does.

        Beginnings of the whole phrase come first, then shorter completions, then by title and register id.
        The score of these hits is 0.
        No types mean all; an empty prefix completes to nothing.
        """

    def apply(self, documents: Iterable[IndexedDocument]) -> None:
        """Take in new, changed and deleted documents; a `seq` not above the known one is ignored."""

    def health(self) -> dict:
        """Return facts for monitoring: "engine", "ok", "documents" and what else the engine knows."""

"""What an import did and what it could not place: nothing is dropped without a line here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

SHOWN = 12


@dataclass
class Report:
    """Counts by kind of place, and findings by heading."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    findings: dict[str, list[str]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)

    def find(self, heading: str, entry: str) -> None:
        """Note something the office should look at."""
        self.findings.setdefault(heading, []).append(entry)

    def lines(self, everything: bool = False) -> Iterator[str]:
        """Yield the report line by line; long lists are cut unless `everything` is wanted."""
        yield from self.sources
        for heading, entries in self.findings.items():
            shown = entries if everything else entries[:SHOWN]
            more = f" … and {len(entries) - len(shown)} more" if len(entries) > len(shown) else ""
            yield f"{heading} ({len(entries)}): {'; '.join(shown)}{more}"
        for reason, number in sorted(self.left_out.items()):
            if number:
                yield f"left out, {reason}: {number}"
        for kind in dict.fromkeys([*self.created, *self.updated, *self.unchanged]):
            yield (
                f"{kind}: {self.created[kind]} created, {self.updated[kind]} updated, "
                f"{self.unchanged[kind]} unchanged."
            )

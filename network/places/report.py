"""What an import did and what it could not place: nothing is dropped without a line here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

SHOWN = 12


@dataclass
class Tally:
    """What became of one file, counted by kind of place."""

    source: str
    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """Yield the source, then a line for each kind, then what was left out."""
        yield self.source
        for kind in dict.fromkeys([*self.created, *self.updated, *self.unchanged]):
            yield (
                f"  {kind}: {self.created[kind]} created, {self.updated[kind]} updated, "
                f"{self.unchanged[kind]} unchanged"
            )
        for reason, number in sorted(self.left_out.items()):
            if number:
                yield f"  left out: {number} {reason}"


@dataclass
class Report:
    """The tally of every file, and what the office should look at, by heading."""

    tallies: list[Tally] = field(default_factory=list)
    findings: dict[str, dict[str, None]] = field(default_factory=dict)

    def begin(self, source: str, left_out: Counter[str]) -> None:
        """Start the tally of a file."""
        self.tallies.append(Tally(source, left_out=left_out))

    @property
    def tally(self) -> Tally:
        """Return the tally of the file that is being written."""
        return self.tallies[-1]

    def find(self, heading: str, entry: str) -> None:
        """Note something the office should look at; the same entry only once."""
        self.findings.setdefault(heading, {})[entry] = None

    def lines(self, everything: bool = False) -> Iterator[str]:
        """Yield the report line by line; long lists are cut unless `everything` is wanted."""
        for tally in self.tallies:
            yield from tally.lines()
        for heading, entries in self.findings.items():
            shown = list(entries) if everything else list(entries)[:SHOWN]
            more = f" … and {len(entries) - len(shown)} more" if len(entries) > len(shown) else ""
            yield f"{heading} ({len(entries)}): {'; '.join(shown)}{more}"

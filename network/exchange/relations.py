"""Plan who belongs to which alliance: names resolved, dates matched with what is there, no circles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from network.models import Membership, Organisation

from .dates import first_day, first_day_after
from .objects import Item
from .register import Register, Unclear
from .state import BY_BEGIN, kept_words, prose_of
from .texts import shown

KEPT = "alliances/"
"""Under what an alliance nobody knows is kept, with its name behind."""


@dataclass
class Relations:
    """What the memberships of a row come to: new ones, changed ones, and words nobody knows."""

    new: list[Membership] = field(default_factory=list)
    changed: list[Membership] = field(default_factory=list)
    unmatched: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class RelationPlanner:
    """Plans memberships with one picture of who belongs to whom: the database's, and the list's so far."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._present: dict[int, list[Membership]] = {}
        self._above: dict[str, set[str]] = {}
        for row in Membership.objects.select_related("organisation", "alliance").order_by(BY_BEGIN, "pk"):
            self._present.setdefault(row.organisation_id, []).append(row)
            self._above.setdefault(row.organisation.register_id, set()).add(row.alliance.register_id)

    def plan(self, entry: Organisation, given: Iterable[Item], kept: Iterable[Item] = ()) -> Relations:
        """Return what the memberships that a row gives come to; those it does not name stay as they are.

        `kept` are those that earlier lists named before their alliance was known; they stay kept until it can be had.
        """
        book = _Book(entry, self._present.get(entry.pk, []) if entry.pk else [])
        known: list[tuple[Organisation, Item]] = []
        for item in given:
            try:
                alliance = self._alliance(entry, item["alliance"])
            except Unclear as error:
                book.plan.problems.append(str(error))
                continue
            if alliance is None:
                book.keep(item)
            else:
                known.append((alliance, item))
        known += self._found_now(book, kept)
        book.take_all(known)
        return book.plan

    def _found_now(self, book: "_Book", kept: Iterable[Item]) -> Iterator[tuple[Organisation, Item]]:
        """Yield the kept memberships whose alliance is known by now; the others are kept on."""
        for item in kept:
            try:
                alliance = self._alliance(book.entry, item["alliance"])
            except Unclear:
                alliance = None
            if alliance is None:
                book.keep(item)
            else:
                yield alliance, item

    def _alliance(self, entry: Organisation, word: str) -> Organisation | None:
        """Return the alliance that a word means, None where nobody has it; raises Unclear for selves and circles."""
        alliance = self.register.alliance(word)
        if alliance is None:
            return None
        if entry.register_id == alliance.register_id:
            raise Unclear(_("nobody can be a member of itself"))
        if entry.register_id in self._all_above(alliance.register_id):
            names = {"alliance": shown(alliance.name)}
            raise Unclear(
                _("“%(alliance)s” is itself a member of this organisation, perhaps through others") % names
            )
        self._above.setdefault(entry.register_id, set()).add(alliance.register_id)
        return alliance

    def _all_above(self, register_id: str) -> set[str]:
        """Return every alliance that one belongs to, directly or through others."""
        found: set[str] = set()
        level = {register_id}
        while level:
            level = {upper for one in level for upper in self._above.get(one, ())} - found
            found |= level
        return found


class _Book:
    """The memberships of one organisation: as they are, and as a list wants them."""

    def __init__(self, entry: Organisation, present: Iterable[Membership]) -> None:
        self.entry = entry
        self.plan = Relations()
        self._rows = list(present)

    def keep(self, item: Item) -> None:
        """Keep a membership whose alliance nobody knows."""
        self.plan.unmatched[KEPT + item["alliance"]] = kept_words(item)

    def take_all(self, given: Sequence[tuple[Organisation, Item]]) -> None:
        """Plan what a list gives; what it says exactly is not taken for something that it says less exactly."""
        exact = [self._exactly(*one) for one in given]
        spoken_for = [row for row in exact if row is not None]
        for (alliance, item), row in zip(given, exact, strict=True):
            if row is None:
                spoken_for.append(self._take(alliance, item, spoken_for))

    def _exactly(self, alliance: Organisation, item: Item) -> Membership | None:
        """Return the membership that is as an item says, with nothing to change and nothing unsaid."""
        wanted = {"kind": "member", "since": None, "until": None} | _wanted(item)
        return next((row for row in self._of(alliance) if not _differences(row, wanted)), None)

    def _of(self, alliance: Organisation, kind: str | None = None) -> list[Membership]:
        """Return the memberships in an alliance, in any role where none is given."""
        rows = [row for row in self._rows if row.alliance.register_id == alliance.register_id]
        return [row for row in rows if kind in {None, row.kind}]

    def _take(self, alliance: Organisation, item: Item, spoken_for: Sequence[Membership]) -> Membership:
        """Plan one membership: change the one it means, or add it; return it."""
        wanted = _wanted(item)
        row = self._meant(alliance, wanted, spoken_for)
        if row is None:
            row = Membership(organisation=self.entry, alliance=alliance)
            self._rows.append(row)
            self.plan.new.append(row)
        differs = _differences(row, wanted)
        for name, value in differs.items():
            setattr(row, name, value)
        if row.since and row.until and row.until <= row.since:
            self.plan.problems.append(_("%(what)s: ends before it begins") % {"what": shown(alliance.name)})
        if differs and row.pk and row not in self.plan.changed:
            self.plan.changed.append(row)
        return row

    def _meant(
        self, alliance: Organisation, wanted: dict[str, Any], spoken_for: Sequence[Membership]
    ) -> Membership | None:
        """Return the membership that an item means: same role and begin where it says them, preferably an open one.

        One without a begin is the one whose begin the list now tells. One that another item speaks for is meant
        only by an item that adds nothing to it.
        """
        rows = self._of(alliance, wanted.get("kind"))
        since = wanted.get("since")
        if since is not None:
            rows = [row for row in rows if row.since == since] or [row for row in rows if row.since is None]
        else:
            rows.sort(key=lambda row: (row.until is not None, -(row.since or date.min).toordinal()))
        free = [row for row in rows if row not in spoken_for or not _differences(row, wanted)]
        return next(iter(free), None)


def _wanted(item: Item) -> dict[str, Any]:
    """Return the fields of a membership that an item speaks of."""
    wanted: dict[str, Any] = {key: item[key] for key in ("kind", "status", "statement") if key in item}
    if "since" in item:
        wanted["since"] = first_day(item["since"])
        if len(item["since"]) == 4:
            wanted["since_text"] = item["since"]
    if "until" in item:
        wanted["until"] = first_day_after(item["until"])
    return wanted


def _differences(row: Membership, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the wanted values that a membership does not have."""
    present = {name: getattr(row, name) for name in wanted}
    if "statement" in present:
        present["statement"] = prose_of(row.statement)
    return {name: value for name, value in wanted.items() if present[name] != value}

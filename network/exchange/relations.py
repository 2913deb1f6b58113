"""Plan who belongs to which alliance: names resolved, dates matched with what is there, no circles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from network.models import Membership, Organisation

from .dates import first_day, first_day_after
from .objects import Item
from .register import Register, Unclear
from .state import kept_words
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
        for row in Membership.objects.select_related("organisation", "alliance").order_by("since", "pk"):
            self._present.setdefault(row.organisation_id, []).append(row)
            self._above.setdefault(row.organisation.register_id, set()).add(row.alliance.register_id)

    def plan(self, entry: Organisation, given: Iterable[Item]) -> Relations:
        """Return what the memberships that a row gives come to; those it does not name stay as they are."""
        plan = Relations()
        present = list(self._present.get(entry.pk, [])) if entry.pk else []
        for item in given:
            try:
                alliance = self.register.alliance(item["alliance"])
                if alliance is None:
                    plan.unmatched[KEPT + item["alliance"]] = kept_words(item)
                    continue
                self._check(entry, alliance)
            except Unclear as error:
                plan.problems.append(str(error))
                continue
            self._above.setdefault(entry.register_id, set()).add(alliance.register_id)
            self._take(plan, present, entry, alliance, item)
        return plan

    def plan_kept(self, plan: Relations, entry: Organisation, key: str, item: Item) -> None:
        """Add a membership that an earlier list named; it stays kept where its alliance is still not to be had."""
        later = self.plan(entry, [item])
        if later.problems:
            plan.unmatched[key] = kept_words(item)
        plan.unmatched |= later.unmatched
        plan.new += later.new
        plan.changed += later.changed

    def _check(self, entry: Organisation, alliance: Organisation) -> None:
        """Refuse memberships in oneself and in circles; raises Unclear."""
        if entry.register_id == alliance.register_id:
            raise Unclear(_("nobody can be a member of itself"))
        if entry.register_id in self._all_above(alliance.register_id):
            names = {"alliance": shown(alliance.name)}
            raise Unclear(
                _("“%(alliance)s” is itself a member of this organisation, perhaps through others") % names
            )

    def _all_above(self, register_id: str) -> set[str]:
        """Return every alliance that one belongs to, directly or through others."""
        found: set[str] = set()
        level = {register_id}
        while level:
            level = {upper for one in level for upper in self._above.get(one, ())} - found
            found |= level
        return found

    def _take(
        self,
        plan: Relations,
        present: list[Membership],
        entry: Organisation,
        alliance: Organisation,
        item: Item,
    ) -> None:
        """Add or change one membership in the plan."""
        since = first_day(item["since"]) if "since" in item else None
        row = _matching(present, alliance, item.get("kind"), since)
        if row is None:
            row = Membership(
                organisation=entry, alliance=alliance, kind=item.get("kind", "member"), since=since
            )
            present.append(row)
            plan.new.append(row)
        if _change(row, since, item) and row.pk and row not in plan.changed:
            plan.changed.append(row)


def _matching(
    present: Iterable[Membership], alliance: Organisation, kind: str | None, since: date | None
) -> Membership | None:
    """Return the membership that a list means: same alliance, and same role and begin where it says them.

    One without a begin is the one whose begin the list now tells.
    """
    same = [
        row
        for row in present
        if row.alliance.register_id == alliance.register_id and kind in {None, row.kind}
    ]
    if since is None:
        open_ones = [row for row in same if row.until is None]
        return next(reversed(open_ones or same), None)
    exact = [row for row in same if row.since == since]
    return next(iter(exact or [row for row in same if row.since is None]), None)


def _change(row: Membership, since: date | None, item: Item) -> bool:
    """Set what a list says about a membership, leave what it does not say; return whether anything differs."""
    wanted: dict[str, Any] = {}
    if since is not None:
        wanted["since"] = since
        if len(item["since"]) == 4:
            wanted["since_text"] = item["since"]
    if "until" in item:
        wanted["until"] = first_day_after(item["until"])
    wanted |= {key: item[key] for key in ("status", "statement") if key in item}
    differs = {key: value for key, value in wanted.items() if getattr(row, key) != value}
    for key, value in differs.items():
        setattr(row, key, value)
    return bool(differs)

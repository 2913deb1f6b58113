"""Plan what a list changes before anything is written: by then every problem is known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from network.models import ActorPage, Organisation
from network.models.organisations import OrganisationKind

from .applying import set_register_fields
from .columns import OF_ALLIANCES, OF_THE_REGISTER
from .comparing import changed_columns, idle_rules
from .register import Register, Unclear, row_places
from .relations import KEPT, RelationPlanner, Relations
from .report import Report
from .rows import Problem, Row
from .state import State, kept_membership, pages_with_facts, states

CHUNK = 250
# Names that are linked where the register knows them; others must fit into their own column.
_NAMES = (("goals", "responsible", 150), ("funding", "funder", 200))


@dataclass
class Item:
    """A row with the organisation it speaks of and what it changes there."""

    row: Row
    entry: Organisation
    is_new: bool
    page_id: int | None = None
    changed: set[str] = field(default_factory=set)
    relations: Relations = field(default_factory=Relations)

    @property
    def of_page(self) -> set[str]:
        """Return the changed columns that the page holds; its title follows the name."""
        return self.changed - (OF_THE_REGISTER - {"name"}) - {"alliances", "funding"}

    @property
    def needs_page(self) -> bool:
        """Return whether a page is to be made: for a new entry, and for an old one once a list tells facts."""
        return self.page_id is None and (self.is_new or bool(self.of_page - {"name"}))

    @property
    def changes_page(self) -> bool:
        """Return whether the page that is there is to be changed."""
        return self.page_id is not None and bool(self.of_page)


class Planner:
    """Plans a whole list; `step` is told how many more rows are compared."""

    def __init__(self, register: Register, report: Report, step: Callable[[int], None]) -> None:
        self.register = register
        self.report = report
        self._step = step
        self._lines: dict[str, int] = {}

    def plan(self, rows: Iterable[Row]) -> list[Item]:
        """Return an item for every row without problems; problems are noted on their rows."""
        good = (row for row in rows if not row.problems)
        items = [item for row in good if (item := self._identified(row)) is not None]
        for start in range(0, len(items), CHUNK):
            chunk = items[start : start + CHUNK]
            self._compare([item for item in chunk if not item.is_new])
            for item in chunk:
                if item.is_new:
                    self._note_idle_rules(item, {})
                self._check_kind(item)
                self._check_names(item)
            self._step(len(chunk))
        return self._with_relations(items)

    def _identified(self, row: Row) -> Item | None:
        """Return the row with its organisation, a new one where nobody knows it; None where that is unclear."""
        try:
            entry = self.register.of_row(row)
        except Unclear as error:
            row.problem("id" if row.get("id") else "name", str(error))
            return None
        is_new = entry is None
        if entry is None:
            entry = Organisation(**({"register_id": row.get("id")} if row.get("id") else {}))
            set_register_fields(entry, row, row.values.keys())
            self.register.add(entry, row_places(row))
        first = self._lines.setdefault(entry.register_id, row.line)
        if first != row.line:
            row.problem(
                "id" if row.get("id") else "name", _("stands in line %(line)s already") % {"line": first}
            )
            return None
        if row.get("name") != entry.name:
            self.register.rename(entry, row.get("name"))
        return Item(row, entry, is_new)

    def _compare(self, items: Sequence[Item]) -> None:
        """Find what rows change of what is there."""
        found = pages_with_facts().filter(organisation_id__in=[item.entry.pk for item in items])
        pages = {page.organisation_id: page for page in found}
        present = states([item.entry for item in items], pages.values())
        for item, state in zip(items, present, strict=True):
            item.changed = changed_columns(item.row, state, item.entry)
            page = pages.get(item.entry.pk)
            if page is not None:
                item.page_id = page.pk
            self._note_idle_rules(item, state)
            self._check_page(item, page)

    def _note_idle_rules(self, item: Item, state: State) -> None:
        """Say which rules about who may see what find nothing that they could hold for."""
        for part in idle_rules(item.row, state):
            reason = _("limits who may see “%(part)s”, but there is none; nothing is kept of it") % {
                "part": part
            }
            self.report.notes.append(Problem(item.row.line, "disclosure", reason))

    def _check_page(self, item: Item, page: ActorPage | None) -> None:
        """Refuse changes of pages that somebody is working on, and pages for those that keep none here."""
        if page is None:
            if item.needs_page and item.entry.is_external:
                item.row.problem("", _("is marked as external in the register; take the mark off first"))
        elif item.of_page and (page.has_unpublished_changes or not page.live):
            item.row.problem("", _("has a page with unpublished changes; publish or discard them first"))

    def _check_kind(self, item: Item) -> None:
        """Refuse that an organisation becomes an alliance, and what only alliances have for others."""
        row, entry = item.row, item.entry
        kind = entry.kind if row.unmatched.get("kind") else row.get("kind", entry.kind)
        if kind != entry.kind and OrganisationKind.ALLIANCE in {kind, entry.kind}:
            reason = _(
                "an organisation cannot become an alliance or the other way round; give it an id of its own"
            )
            row.problem("kind", reason)
        if kind != OrganisationKind.ALLIANCE:
            for column in sorted(key for key in OF_ALLIANCES if row.get(key)):
                row.problem(
                    column, _("only an alliance has this; the kind here is “%(kind)s”") % {"kind": kind}
                )

    def _check_names(self, item: Item) -> None:
        """Refuse names too long for their place; those of entries of the register are linked, however long."""
        for column, part, most in _NAMES:
            for given in item.row.get(column, []):
                name = given.get(part, "")
                if len(name) > most and self.register.named(name) is None:
                    counts = {"field": part, "count": len(name), "most": most}
                    item.row.problem(
                        column, _("%(field)s has %(count)s characters, at most %(most)s fit") % counts
                    )

    def _with_relations(self, items: list[Item]) -> list[Item]:
        """Return the items that stay good, with their memberships; a row that falls out is nobody's alliance."""
        while True:
            planner = RelationPlanner(self.register)
            good = []
            for item in items:
                if not item.row.problems:
                    self._plan_relations(item, planner)
                if not item.row.problems:
                    good.append(item)
                elif item.is_new:
                    self.register.forget(item.entry)
            if len(good) == len(items):
                return good
            items = good

    def _plan_relations(self, item: Item, planner: RelationPlanner) -> None:
        """Plan the memberships of one row, and those that earlier lists named before their alliance was known."""
        if not item.row.has("alliances"):
            return
        entry, row = item.entry, item.row
        given = row.get("alliances")
        named = {one["alliance"] for one in given}
        before = {key: words for key, words in entry.unmatched.items() if key.startswith(KEPT)}
        kept = [kept_membership(words) for words in before.values() if words[0] not in named]
        plan = item.relations = planner.plan(entry, given, kept)
        for problem in plan.problems:
            row.problem("alliances", problem)
        for name in named:
            if KEPT + name in plan.unmatched:
                self.report.unknown.add("alliances", name, row.line)
        if plan.new or plan.changed or plan.unmatched != before:
            item.changed.add("alliances")

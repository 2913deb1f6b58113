"""Import a list of organisations: checked as a whole, written in one transaction, safe to repeat."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from network.models import ActorPage, AlliancesPage, DirectoryPage, Organisation, Topic
from network.setup import set_up_portal
from portal.slugs import german_slug

from .applying import Context, create, set_fundings, set_memberships, update
from .reading import RawList
from .resolve import Resolver, Unknown
from .rows import Problem, Row, RowChecker
from .state import pages_with_facts, states

Progress = Callable[[int, int], None]


@dataclass
class Report:
    """What an import did, or would do."""

    created: list[str] = field(default_factory=list)
    updated: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    unknown: Unknown = field(default_factory=Unknown)
    unknown_headings: tuple[str, ...] = ()
    new_topics: list[str] = field(default_factory=list)
    written: bool = False


class _Undo(Exception):
    """Rolls the import back after it was tried."""


class Importer:
    """Imports one list; `dry_run` tries everything and writes nothing."""

    def __init__(self, *, dry_run: bool = False, partial: bool = False, create_topics: bool = False) -> None:
        self.dry_run = dry_run
        self.partial = partial
        self.create_topics = create_topics
        self.report = Report()

    def run(self, raw: RawList, progress: Progress = lambda done, total: None) -> Report:
        """Check and write a list; nothing is written when a row is bad, unless `partial`."""
        self.report.unknown_headings = raw.unknown_headings
        try:
            with transaction.atomic():
                self._run(raw, progress)
                if self.dry_run or (self.report.problems and not self.partial):
                    raise _Undo
            self.report.written = True
        except _Undo:
            pass
        return self.report

    def _run(self, raw: RawList, progress: Progress) -> None:
        """Check every row, then write the good ones."""
        set_up_portal()
        if self.create_topics:
            self._add_topics(raw)
        self.resolver = Resolver()
        checker = RowChecker(self.resolver, self.report.unknown)
        rows = [checker.check(row) for row in raw.rows]
        self._check_repetitions(rows)
        self.report.problems += [problem for row in rows for problem in row.problems]
        self.register = Register()
        good = [row for row in rows if not row.problems]
        if self.report.problems and not (self.partial or self.dry_run):
            return
        self._write(good, progress)

    def _add_topics(self, raw: RawList) -> None:
        """Create the topics that the list names and nobody has."""
        known = Resolver()
        for row in raw.rows:
            words = row.cells.get("topics") or []
            for word in words if isinstance(words, list) else [words]:
                name = str(word).strip()
                if name and known.topic(name) is None and german_slug(name, ""):
                    topic = Topic(name=name[:100], slug=german_slug(name, "thema", 90))
                    topic.save()
                    known.add_topic(topic)
                    self.report.new_topics.append(name)

    def _check_repetitions(self, rows: Iterable[Row]) -> None:
        """Refuse the same id or the same name and town twice in one list."""
        seen: dict[tuple[str, str], int] = {}
        for row in rows:
            key = (
                ("id", row.get("id"))
                if row.get("id")
                else _name_key(row.get("name"), row.get("municipality"))
            )
            if not row.get("name"):
                continue
            first = seen.setdefault(key, row.line)
            if first != row.line:
                column = "id" if row.get("id") else "name"
                row.problems.append(Problem(row.line, column, f"stands in line {first} already"))

    def _write(self, rows: list[Row], progress: Progress) -> None:
        """Write rows, then what refers to other rows."""
        context = Context.load(DirectoryPage.objects.get(), AlliancesPage.objects.get())
        present = self._present(rows)
        entries: list[tuple[Row, Organisation, set[str]]] = []
        for number, row in enumerate(rows, start=1):
            try:
                with transaction.atomic():
                    entry, changed = self._write_row(row, present, context)
                entries.append((row, entry, changed))
            except RowRefused as error:
                self.report.problems.append(error.problem)
            progress(number, len(rows))
        for row, entry, changed in entries:
            self._write_relations(row, entry, changed)
        for row, entry, changed in entries:
            if changed == {"new"}:
                self.report.created.append(entry.name)
            elif changed:
                self.report.updated.append((entry.name, tuple(sorted(changed))))
            else:
                self.report.unchanged += 1
            del row

    def _present(self, rows: list[Row]) -> dict[int, tuple[ActorPage | None, dict[str, Any]]]:
        """Return page and columns of the organisations that rows speak of."""
        matched = {entry.pk: entry for row in rows if (entry := self.register.find_row(row)) is not None}
        pages = {
            page.organisation_id: page for page in pages_with_facts().filter(organisation_id__in=matched)
        }
        found = {}
        for entry, state in zip(matched.values(), states(matched.values(), pages.values()), strict=True):
            found[entry.pk] = (pages.get(entry.pk), state)
        return found

    def _write_row(
        self, row: Row, present: dict[int, Any], context: Context
    ) -> tuple[Organisation, set[str]]:
        """Create or change one organisation; return it and the columns that changed ("new" for all)."""
        entry = self.register.find_row(row)
        if entry is None:
            entry = create(row, context)
            self.register.add(entry, row.get("municipality"))
            return entry, {"new"}
        page, state = present[entry.pk]
        changed = changed_columns(row, state)
        if not changed:
            return entry, set()
        if page is not None and page.has_unpublished_changes:
            raise RowRefused(
                Problem(row.line, "", f"{entry.name} has unpublished changes; publish or discard them first")
            )
        row.values = {key: value for key, value in row.values.items() if key in changed | {"id"}}
        update(entry, page.specific if page else None, row, context)
        return entry, changed

    def _write_relations(self, row: Row, entry: Organisation, changed: set[str]) -> None:
        """Write memberships and fundings once every organisation exists."""
        kinds = self.resolver.membership_kinds
        given = set_memberships(
            entry, row, self.register.find, kinds, self.report.problems, self.report.unknown
        )
        if given and changed != {"new"}:
            changed.add("alliances")
        if row.has("funding") and (row.get("funding") or entry.fundings.exists()):
            try:
                set_fundings(entry, row, self.register.find)
            except ValueError as error:
                self.report.problems.append(Problem(row.line, "funding", str(error)))


class RowRefused(Exception):
    """A row that cannot be written as things stand."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def changed_columns(row: Row, state: dict[str, Any]) -> set[str]:
    """Return the columns in which a row differs from the present state."""
    given = dict(row.values)
    if row.topics is not None:
        given["topics"] = [topic.slug for topic in row.topics] + row.unmatched.get("topics", [])
    if row.areas is not None:
        given["regions_served"] = [region.key for region in row.areas] + list(row.reach or [])
    if row.hours is not None:
        given["opening_hours"] = None
    if given.get("district"):
        given["district"] = (
            row.seat.code if row.seat and row.seat.kind == "district" else state.get("district")
        )
    return {
        key
        for key, value in given.items()
        if key not in {"id", "alliances", "funding"} and _differs(key, value, row, state)
    }


def _differs(key: str, value: Any, row: Row, state: dict[str, Any]) -> bool:
    """Return whether a column says something else than the present state; order matters only where it is seen."""
    now = state.get(key, [] if isinstance(value, list) else "")
    if key == "opening_hours":
        from .hours import hours_line  # noqa: PLC0415

        return [hours_line(one) for one in row.hours or []] != now
    if key == "disclosure":
        return _normal_rules(value) != _normal_rules(state.get("disclosure", {}), stored=True)
    if key == "offers":
        return [_normal(offer) for offer in value] != [
            _normal(offer) for offer in now if offer.get("status") != "ended"
        ]
    if key in {"topics", "regions_served", "target_groups", "languages", "accessibility"}:
        unmatched = row.unmatched.get(key, [])
        return sorted({*value, *unmatched}) != sorted(set(now))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_normal(one) for one in value] != [_normal(one) for one in now]
    return value != now


def _normal(item: dict[str, Any]) -> dict[str, str]:
    """Return an object without empty fields and defaults, values as text."""
    defaults = {"status": "active", "level": "mittlerziel"}
    aliases = {"title": "heading"} if "text" in item else {}
    return {
        aliases.get(key, key): str(value)
        for key, value in item.items()
        if value not in (None, "", []) and value != defaults.get(key)
    }


def _normal_rules(rules: dict[str, str], stored: bool = False) -> dict[str, str]:
    """Return audiences without those everybody may see."""
    found = {}
    for what, word in rules.items():
        if stored and what == "address":
            found["precision"] = word
        elif what == "address_audience":
            found["address"] = word
        else:
            found[what] = word
    return {what: word for what, word in found.items() if word not in {"public", "exact"}}


class Register:
    """Finds organisations by register id, or by name and town."""

    def __init__(self) -> None:
        self._by_id: dict[str, Organisation] = {}
        self._by_name: dict[tuple[str, str], list[Organisation]] = {}
        self._by_any_name: dict[str, list[Organisation]] = {}
        for entry in Organisation.objects.select_related("seat"):
            self.add(entry, entry.seat.name if entry.seat else "")

    def add(self, entry: Organisation, town: str) -> None:
        """Make an organisation known."""
        self._by_id[entry.register_id] = entry
        self._by_name.setdefault(_name_key(entry.name, town), []).append(entry)
        for name in {entry.name, entry.short_name, *entry.former_names} - {""}:
            self._by_any_name.setdefault(german_slug(name, ""), []).append(entry)

    def find_row(self, row: Row) -> Organisation | None:
        """Return the organisation a row speaks of: by id, without one by name and town."""
        if row.get("id"):
            return self._by_id.get(row.get("id"))
        found = self._by_name.get(
            _name_key(row.get("name"), row.seat.name if row.seat else row.get("municipality")), []
        )
        return found[0] if len(found) == 1 else None

    def find(self, word: str) -> Organisation | None:
        """Return the organisation of an id or of a name that only one has."""
        if word in self._by_id:
            return self._by_id[word]
        found = self._by_any_name.get(german_slug(word, ""), []) if german_slug(word, "") else []
        return found[0] if len({entry.pk for entry in found}) == 1 else None


def _name_key(name: str, town: str) -> tuple[str, str]:
    """Return a name and town without case and marks."""
    return german_slug(name, ""), german_slug(town or "", "")

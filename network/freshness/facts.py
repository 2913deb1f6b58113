"""The facts of pages as what wants confirming: opening hours, offers, contacts, and everything else on the page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Model, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.care import page_edits
from network.models import ActorPage, FactKind
from network.models.organisations import LISTED
from network.records import ActorRecord
from network.records.build import records_from
from network.records.load import Rows, actor_pages, load_rows
from portal.addresses import page_url
from portal.models import User

from .confirming import confirm_kinds
from .dating import due, due_kind, fact_pages, with_kinds
from .ending import ended, without_hours
from .fact_words import endings_of, lines_of
from .periods import Periods, ends_on, later
from .settings import periods
from .sources import Item, state_of

NAME = "facts"
# The page's own columns that are facts or prose; the rest is bookkeeping.
_COLUMNS = (
    "title",
    "summary",
    "story",
    "reach",
    "languages",
    "target_groups",
    "accessibility",
    "accessibility_note",
    "logo",
)
_TABLES = {
    FactKind.HOURS: ("hours",),
    FactKind.OFFERS: ("offers",),
    FactKind.CONTACTS: ("contacts", "addresses"),
    FactKind.PAGE: ("areas", "topics", "links", "milestones", "goals", "focus", "partner_lines"),
}
_BOOKKEEPING = {"id", "page_id", "content_object_id", "sort_order"}


@dataclass(frozen=True)
class _Sheet:
    """A page with its days (`known` is the same page from `with_kinds`) and what everybody may know of it."""

    page: ActorPage
    known: Any
    record: ActorRecord


class Facts:
    """The source of what stands on published pages of listed organisations."""

    def due(self, day: date) -> dict[int, set[str]]:
        """Return the keys of facts that want confirming by a day, by organisation; one query."""
        wanted = periods()
        found: dict[int, set[str]] = {}
        pages = due(with_kinds(_pages()), day, wanted)
        flags = {f"due_{kind}": _flag(kind, day, wanted) for kind in FactKind.values}
        for row in pages.annotate(**flags).values("pk", "organisation_id", *flags):
            keys = {_key(kind, row["pk"]) for kind in FactKind.values if row[f"due_{kind}"]}
            found.setdefault(row["organisation_id"], set()).update(keys)
        return found

    def items(self, organisations: Collection[int]) -> Iterator[Item]:
        """Yield the kinds of facts of these organisations' pages; a constant number of queries."""
        known = {page.pk: page for page in with_kinds(_pages().filter(organisation__in=organisations))}
        pages = list(actor_pages(known).order_by("pk"))
        today, wanted = timezone.localdate(), periods()
        rows = load_rows(pages, today, with_points=False)
        for page, record in zip(pages, records_from(pages, rows, today), strict=True):
            sheet = _Sheet(page, known[page.pk], record)
            for kind in FactKind.values:
                if kind == FactKind.PAGE or getattr(sheet.known, f"has_{kind}"):
                    yield _item(FactKind(kind), sheet, rows, wanted)

    def confirm(self, keys: Collection[str], today: date, by: User | None) -> None:
        """Note that these facts are right."""
        by_page: dict[int, set[str]] = {}
        for key in keys:
            kind, page_id = _parts(key)
            by_page.setdefault(page_id, set()).add(kind)
        for page_id, kinds in by_page.items():
            confirm_kinds(page_id, kinds, today, by)

    def end(self, item: Item, endings: Collection[str], today: date, by: User | None) -> str:
        """End offers or take hours away, shown at once; the end of an organisation is the office's to carry out."""
        kind, page_id = _parts(item.key)
        if kind == FactKind.PAGE:
            return _("The organisation says that it does not exist any more. Please take its entry out.")
        page = ActorPage.objects.get(pk=page_id)
        if reason := page_edits.obstacle(page):
            names = [ending.words for ending in item.endings if ending.key in endings] or list(item.lines)
            text = _("The organisation ended this, which could not be done at once (%(reason)s): %(what)s")
            return text % {"reason": reason, "what": ", ".join(names)}
        edit = without_hours(page) if kind == FactKind.HOURS else ended(frozenset(endings))
        page_edits.apply(page_id, edit, by)
        if kind == FactKind.OFFERS:
            confirm_kinds(page_id, {kind}, today, by)
        return ""


def _pages() -> QuerySet[ActorPage]:
    """Return the published pages that hold the facts of listed organisations."""
    return fact_pages().filter(live=True, organisation__status__in=LISTED)


def _flag(kind: str, day: date, wanted: Periods) -> Any:
    """Return the condition of a kind as a column."""
    return Case(
        When(due_kind(kind, day, wanted), then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def _key(kind: str, page_id: int) -> str:
    """Return the key of the facts of a kind on a page."""
    return f"{NAME}:{kind}:{page_id}"


def _parts(key: str) -> tuple[str, int]:
    """Return kind and page of a key."""
    _name, kind, page_id = key.split(":")
    return kind, int(page_id)


def _item(kind: FactKind, sheet: _Sheet, rows: Rows, wanted: Periods) -> Item:
    """Return the facts of a kind on a page."""
    page, known = sheet.page, sheet.known
    since, freshness = getattr(known, f"{kind}_since"), rows.freshness.get(page.pk)
    due_on = ends_on(since, wanted.due[kind])
    if kind == FactKind.PAGE and known.is_called_outdated:
        due_on = min(due_on, freshness.outdated_since)
    return Item(
        key=_key(kind, page.pk),
        organisation_id=page.organisation_id,
        label=str(kind.label),
        lines=tuple(lines_of(kind, sheet.record)),
        state=_state(kind, page, rows),
        due_on=due_on,
        confirmed_on=later([page.confirmed_on, getattr(freshness, f"{kind}_on", None)]),
        can_end=kind != FactKind.CONTACTS,
        endings=tuple(endings_of(kind, sheet.record)),
        edit_path=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        url=page_url(page),
    )


def _state(kind: FactKind, page: ActorPage, rows: Rows) -> str:
    """Return the state of all facts of a kind, whoever may see them."""
    tables = [sorted(str(_plain(row)) for row in rows.of(name, page.pk)) for name in _TABLES[kind]]
    if kind != FactKind.PAGE:
        return state_of(page.pk, kind, tables)
    columns = {name: page._meta.get_field(name).get_prep_value(_value(page, name)) for name in _COLUMNS}
    return state_of(page.pk, kind, tables, columns)


def _value(page: ActorPage, name: str) -> Any:
    """Return the value of a column, of a reference its key."""
    return getattr(page, page._meta.get_field(name).attname)


def _plain(row: Model) -> dict[str, Any]:
    """Return what a row says."""
    fields = (field for field in row._meta.concrete_fields if field.attname not in _BOOKKEEPING)
    return {field.attname: str(field.value_from_object(row)) for field in fields}

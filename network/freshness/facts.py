"""The facts of pages as what wants confirming: opening hours, offers, contacts, and everything else on the page."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Model, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.care import page_edits
from network.choices import OfferStatus
from network.models import ActorPage, FactKind
from network.models.organisations import LISTED
from network.presentation.words import hours_words
from network.records import ActorRecord, public_records
from network.records.load import Rows, actor_pages, load_rows
from portal.addresses import page_url
from portal.models import User

from .confirming import confirm_kinds
from .dating import due, due_kind, fact_pages, with_kinds
from .periods import Periods, ends_on, later
from .settings import periods
from .sources import Ending, Item, state_of

NAME = "facts"
SUMMARY = 300
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
        for page, record in zip(pages, public_records(pages, with_points=False, with_text=False), strict=True):
            for kind in FactKind.values:
                if kind == FactKind.PAGE or getattr(known[page.pk], f"has_{kind}"):
                    yield _item(FactKind(kind), page, known[page.pk], record, rows, wanted)

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
        edit = _without_hours(page) if kind == FactKind.HOURS else _ended(frozenset(endings))
        page_edits.apply(page_id, edit, by)
        if kind == FactKind.OFFERS:
            confirm_kinds(page_id, {kind}, today, by)
        return ""


def _pages() -> QuerySet[ActorPage]:
    """Return the published pages that hold the facts of listed organisations."""
    return fact_pages().filter(live=True, organisation__status__in=LISTED)


def _flag(kind: str, day: date, wanted: Periods) -> Any:
    """Return the condition of a kind as a column."""
    return Case(When(due_kind(kind, day, wanted), then=Value(True)), default=Value(False), output_field=BooleanField())


def _key(kind: str, page_id: int) -> str:
    """Return the key of the facts of a kind on a page."""
    return f"{NAME}:{kind}:{page_id}"


def _parts(key: str) -> tuple[str, int]:
    """Return kind and page of a key."""
    _name, kind, page_id = key.split(":")
    return kind, int(page_id)


def _item(
    kind: FactKind, page: ActorPage, known: Any, record: ActorRecord, rows: Rows, wanted: Periods
) -> Item:
    """Return the facts of a kind on a page; `known` is the same page with its days."""
    since, freshness = getattr(known, f"{kind}_since"), rows.freshness.get(page.pk)
    due_on = ends_on(since, wanted.due[kind])
    if kind == FactKind.PAGE and known.is_called_outdated:
        due_on = min(due_on, freshness.outdated_since)
    confirmed = later([page.confirmed_on, getattr(freshness, f"{kind}_on", None)])
    return Item(
        key=_key(kind, page.pk),
        organisation_id=page.organisation_id,
        label=str(kind.label),
        lines=tuple(_lines(kind, record)),
        state=_state(kind, page, rows),
        due_on=due_on,
        confirmed_on=confirmed,
        can_end=kind != FactKind.CONTACTS,
        endings=tuple(_endings(kind, record)),
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


def _lines(kind: FactKind, record: ActorRecord) -> Iterable[str]:
    """Yield what everybody may see of the facts of a kind, a line each."""
    if kind == FactKind.PAGE:
        yield record.title
        yield record.summary[:SUMMARY]
        if record.topics:
            yield ", ".join(topic.name for topic in record.topics)
        return
    if kind == FactKind.HOURS:
        for hours in hours_words(record.opening_hours):
            yield f"{hours.days}: {hours.hours}" + (f" ({hours.note})" if hours.note else "")
    elif kind == FactKind.OFFERS:
        yield from (ending.words for ending in _endings(kind, record))
    else:
        yield from _contact_lines(record)
    if record.is_shielded:
        yield _("Some of it is not shown, because your emergency switch is on.")


def _contact_lines(record: ActorRecord) -> Iterable[str]:
    """Yield contacts and addresses."""
    for contact in record.contacts:
        yield ": ".join(filter(None, [contact.label, contact.value]))
    for address in record.addresses:
        town = f"{address.postcode} {address.town}".strip()
        place = address.place.official_name if address.place and not town else ""
        yield ", ".join(filter(None, [address.label, address.street, town, place]))
    if record.withheld_contacts:
        text = ngettext(
            "%(number)s further contact is not public.",
            "%(number)s further contacts are not public.",
            record.withheld_contacts,
        )
        yield text % {"number": record.withheld_contacts}


def _endings(kind: FactKind, record: ActorRecord) -> Iterable[Ending]:
    """Yield the offers that can be ended one by one."""
    if kind == FactKind.OFFERS:
        running = (offer for offer in record.offers if offer.status != OfferStatus.ENDED)
        yield from (Ending(offer.key, offer.title) for offer in running)


def _without_hours(shown: ActorPage) -> page_edits.Edit:
    """Return the edit that takes away the opening hours that are shown; new ones in a draft stay there."""
    gone = {str(key) for key in shown.opening_hours.values_list("key", flat=True)}

    def edit(page: ActorPage) -> None:
        for row in list(page.opening_hours.all()):
            if str(row.key) in gone:
                page.opening_hours.remove(row)

    return edit


def _ended(keys: frozenset[str]) -> page_edits.Edit:
    """Return the edit that ends these offers."""

    def edit(page: ActorPage) -> None:
        offers = list(page.offers.all())
        for offer in offers:
            if str(offer.key) in keys:
                offer.status = OfferStatus.ENDED
        page.offers.set(offers)

    return edit

"""What one entry and its page know that the other lacks; the office chooses what is taken over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from wagtail.models import Locale

from network.models import ActorPage, Organisation

from .likeness import address_key, bare_name, folded, phone_key
from .row_order import append_rows

ENTRY = "entry"
_ENTRY_FIELDS = ("short_name", "register_number", "founded", "seat")
_LISTS = ("reach", "languages", "target_groups", "accessibility")
LOGO = "logo"
_TEXTS = ("accessibility_note", LOGO)


@dataclass(frozen=True)
class Offered:
    """Something that can be taken over: its key in forms, what it is, and how it reads."""

    key: str
    kind: str
    text: str


@dataclass(frozen=True)
class Relation:
    """Rows of a page, and what makes two of them the same."""

    name: str
    same: Callable[[Any], Any]


def _contact(row: Any) -> tuple[str, str]:
    """Return what makes two contacts the same."""
    return row.kind, phone_key(row.value) or folded(row.value).rstrip("/")


RELATIONS = (
    Relation("contact_points", _contact),
    Relation("addresses", lambda row: address_key(row.street, row.postcode) or folded(row.town)),
    Relation("offers", lambda row: bare_name(row.title)),
    Relation("opening_hours", lambda row: (row.weekday, row.opens_at, row.closes_at)),
    Relation("served_areas", lambda row: row.region_id),
    Relation("links", lambda row: row.url.rstrip("/")),
    Relation("milestones", lambda row: (row.year, folded(row.text))),
    Relation("topic_links", lambda row: row.tag_id),
    Relation("goals", lambda row: folded(row.text)),
    Relation("partner_lines", lambda row: folded(row.text)),
    Relation("yearly_focus", lambda row: (row.year, folded(row.text))),
)


def page_of(entry: Organisation) -> ActorPage | None:
    """Return the page that holds an entry's facts, None where it has none."""
    found = ActorPage.objects.filter(organisation=entry, locale_id=Locale.get_default().pk)
    return found.specific().first()


def offered(source: Organisation, target: Organisation) -> list[Offered]:
    """Return what the source knows and the target lacks; of pages only where both have one."""
    found = list(_of_entry(source, target))
    pages = page_of(source), page_of(target)
    return found + (list(_of_page(*pages)) if all(pages) else [])


def entry_values(source: Organisation, target: Organisation, taken: frozenset[str]) -> dict[str, Any]:
    """Return the fields of the register that are taken over."""
    keys = {one.key for one in _of_entry(source, target)} & taken
    return {key.partition(".")[2]: getattr(source, key.partition(".")[2]) for key in keys}


def page_edit(source: ActorPage, taken: frozenset[str]) -> Callable[[ActorPage], None]:
    """Return the edit that adds what is taken over to a page, published or draft; what is there already stays."""

    def edit(page: ActorPage) -> None:
        for relation in _relations(source):
            there = {relation.same(row) for row in getattr(page, relation.name).all()}
            append_rows(
                getattr(page, relation.name),
                [
                    _copy(row)
                    for row in getattr(source, relation.name).all()
                    if f"{relation.name}.{row.pk}" in taken and relation.same(row) not in there
                ],
            )
        for name in _LISTS:
            if name in taken:
                setattr(page, name, list(dict.fromkeys([*getattr(page, name), *getattr(source, name)])))
        for name in _TEXTS:
            if name in taken and not getattr(page, name):
                setattr(page, name, getattr(source, name))

    return edit


def _of_entry(source: Organisation, target: Organisation) -> Iterator[Offered]:
    """Yield the register's fields that the target has left empty."""
    for name in _ENTRY_FIELDS:
        value = getattr(source, name)
        if value and not getattr(target, name):
            label = Organisation._meta.get_field(name).verbose_name
            yield Offered(f"{ENTRY}.{name}", capfirst(label), str(value))


def _of_page(source: ActorPage, target: ActorPage) -> Iterator[Offered]:
    """Yield the page's facts that the target's page lacks."""
    for relation in _relations(source):
        there = {relation.same(row) for row in getattr(target, relation.name).all()}
        for row in getattr(source, relation.name).all():
            if relation.same(row) not in there:
                text = str(row.tag if relation.name == "topic_links" else row)
                yield Offered(f"{relation.name}.{row.pk}", capfirst(row._meta.verbose_name), text)
    for name in _LISTS:
        labels = dict(source._meta.get_field(name).options)
        missing = [key for key in getattr(source, name) if key not in getattr(target, name)]
        if missing:
            label = source._meta.get_field(name).verbose_name
            yield Offered(name, capfirst(label), ", ".join(str(labels.get(key, key)) for key in missing))
    for name in _TEXTS:
        if getattr(source, name) and not getattr(target, name):
            yield Offered(
                name, capfirst(source._meta.get_field(name).verbose_name), str(getattr(source, name))
            )


def _relations(page: ActorPage) -> Iterator[Relation]:
    """Yield the relations that a page of this type has."""
    return (relation for relation in RELATIONS if hasattr(page, relation.name))


def _copy(row: Any) -> Any:
    """Return an unsaved row with the same words and a key of its own, which has no place in a list yet."""
    left_out = {"id", "page", "content_object", "key", "sort_order"}
    fields = [field for field in row._meta.concrete_fields if field.name not in left_out]
    return type(row)(**{field.attname: field.value_from_object(row) for field in fields})

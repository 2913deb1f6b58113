"""A version of a page in the words of its form, for those who check it: every fact, with who may see it.

Read from the models, so that later types of pages and later fields are told without a line here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from django.db import models
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from network.fact_source import FACT_FIELDS, holds_facts
from network.fields import ChoiceListField
from portal.deadlines.fields import EndsAtField
from portal.disclosure import Audience, Precision
from portal.link_schemes import WEB, links_in_texts, scheme_of
from portal.models import BasePage, PortalImage

from .targets import Part, Targets, parts_of, targets_in
from .versions import Group, Row, Shot, Text, Version

# What Wagtail and the portal keep for themselves, and what is told elsewhere.
UNTOLD = {field.name for field in BasePage._meta.get_fields()} | {
    field.name for field in Page._meta.get_fields()
}
OWN_WORDS = ("title", "seo_title", "search_description", "social_image")
OF_ROWS = frozenset({"id", "page", "sort_order", "key", "content_object"})
_COARSENESS = [Precision.DISTRICT, Precision.MUNICIPALITY, Precision.EXACT]


def version_of(page: Page, with_chosen: bool = True) -> Version:
    """Return what a page says, everything that its form asks for; a translation has no facts of its own."""
    texts: list[Text] = []
    groups: list[Group] = []
    pictures: list[Shot] = []
    targets = replace(targets_of(page), tells_chosen=with_chosen)
    for field in _fields(page):
        value = field.value_from_object(page)
        label = label_of(field)
        if isinstance(field, StreamField):
            texts.append(Text(field.name, label, stream_text(getattr(page, field.name), targets)))
            pictures += stream_pictures(field.name, label, getattr(page, field.name))
        elif isinstance(field, models.ForeignKey) and field.related_model is PortalImage:
            if value:
                pictures.append(Shot(field.name, label, value))
        elif isinstance(field, ChoiceListField):
            groups.append(Group(field.name, label, tuple(_choices(field, value))))
        elif isinstance(field, RichTextField):
            texts.append(Text(field.name, label, targets.words(RichText(value or ""))))
        else:
            texts.append(Text(field.name, label, told(page, field)))
    if holds_facts(page):
        groups += [_rows(page, relation) for relation in child_relations(page)]
    return Version(
        tuple(text for text in texts if text.text),
        tuple(group for group in groups if group.rows),
        tuple(pictures),
        tuple(dict.fromkeys(links_of(page, groups))),
    )


def label_of(field: Any) -> str:
    """Return how the form calls a field."""
    return capfirst(str(field.verbose_name))


def told(row: models.Model, field: models.Field) -> str:
    """Return the value of a field as people read it, "" for nothing."""
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display and field.choices else getattr(row, field.name)
    if value in (None, "", []):
        return ""
    if isinstance(field, ChoiceListField):
        return ", ".join(one.name for one in _choices(field, value))
    if isinstance(field, models.BooleanField):
        return _("yes") if value else ""
    if isinstance(field, models.DateField | models.TimeField):
        return _when(field, value)
    return Targets().words(RichText(value)) if isinstance(field, RichTextField) else str(value)


def _when(field: models.Field, value: Any) -> str:
    """Return a day, an hour, or an end by its last day."""
    if isinstance(field, EndsAtField):
        return field.words(value)
    if isinstance(field, models.TimeField):
        return time_format(value, "TIME_FORMAT")
    return date_format(value, "DATE_FORMAT")


def targets_of(page: Page) -> Targets:
    """Return what the texts of a page lead to, read once for all."""
    parts: list[Part] = []
    for field in _fields(page):
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            parts += parts_of(value.stream_block, value)
        elif isinstance(field, RichTextField):
            parts.append(RichText(field.value_from_object(page) or ""))
    return targets_in(parts)


def stream_text(value: Any, targets: Targets) -> str:
    """Return the words in a stream of blocks, a paragraph each, with where they lead."""
    words = map(targets.words, parts_of(value.stream_block, value))
    return "\n".join(filter(None, map(str.strip, words)))


def stream_pictures(name: str, label: str, value: Any) -> Iterator[Shot]:
    """Yield the pictures in a stream of blocks, known again by the block."""
    for block in value:
        image = block.value.get("image") if hasattr(block.value, "get") else None
        if isinstance(image, PortalImage):
            yield Shot(f"{name}:{block.id}", label, image.pk, block.value.get("caption") or "")


def links_of(page: Page, groups: Iterable[Group]) -> Iterator[str]:
    """Yield the addresses outside of the portal that a page leads to, in texts and facts."""
    yield from filter(is_outside, (unescape(address) for _name, address in links_in_texts(page)))
    for group in groups:
        yield from (value for row in group.rows for _label, value in row.fields if is_outside(value))


def is_outside(address: str) -> bool:
    """Return whether a text is a web address."""
    return scheme_of(address) in WEB and " " not in address


def openness(row: models.Model) -> int:
    """Return how much of a fact everybody sees; 0 for nothing, more for a name beside it or a more exact place."""
    if not hasattr(row, "disclosure"):
        return 1
    if row.disclosure != Audience.PUBLIC:
        return 0
    if hasattr(row, "precision"):
        return 1 + _COARSENESS.index(Precision(row.precision))
    shows_person = bool(getattr(row, "person", "")) and row.person_disclosure == Audience.PUBLIC
    return 2 if shows_person else 1


def _fields(page: Page) -> Iterator[models.Field]:
    """Yield the fields that a page's form asks for, its own first."""
    skipped = set() if holds_facts(page) else set(FACT_FIELDS)
    for field in page._meta.concrete_fields:
        is_own = field.name not in UNTOLD and not field.name.endswith("_ptr")
        if field.editable and field.name not in skipped and (is_own or field.name in OWN_WORDS):
            yield field


def _choices(field: Any, keys: Iterable[str]) -> Iterator[Row]:
    """Yield what was ticked, each by its label, as the boxes stand."""
    labels = {str(key): str(label) for key, label in field.options}
    yield from (Row(str(key), labels.get(str(key), str(key)), (), 1) for key in field.in_order(keys))


def child_relations(page: Page) -> Iterator[Any]:
    """Yield the tables of facts that belong to a page; what colleagues say about it is none."""
    for relation in get_all_child_relations(type(page)):
        if relation.related_model._meta.app_label != "wagtailcore":
            yield relation


def _rows(page: Page, relation: Any) -> Group:
    """Return the facts of one table."""
    model = relation.related_model
    name = relation.get_accessor_name()
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name not in OF_ROWS and not (field.remote_field and field.remote_field.parent_link)
    ]
    if name == "topic_links":
        topics = (Row(str(row.tag_id), str(row.tag), (), 1) for row in page.topic_links.all())
        return Group(name, _("Topics"), tuple(topics))
    found = tuple(_row(number, row, fields) for number, row in enumerate(getattr(page, name).all()))
    return Group(name, capfirst(str(model._meta.verbose_name_plural)), found)


def _row(number: int, row: models.Model, fields: Iterable[models.Field]) -> Row:
    """Return a fact; one without a key of its own is known again by its number in the database."""
    said = tuple((label_of(field), told(row, field)) for field in fields)
    key = str(getattr(row, "key", "") or (f"pk-{row.pk}" if row.pk else f"new-{number}"))
    return Row(key, str(row), tuple(pair for pair in said if pair[1]), openness(row))

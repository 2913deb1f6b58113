"""A form shown again without what its user may not refer to: the reference goes, every typed word stays.

A chooser would show the title of whatever number was sent, so a refused number must not be shown again.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from bs4 import BeautifulSoup
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.blocks import BlockField, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.models import ReferenceIndex
from wagtail.rich_text import RichText, extract_references_from_rich_text

# No database holds a larger number.
LARGEST_KEY = 2**63
# The key of no row: what is no number, or too large a one.
IMPOSSIBLE = ""
# A model and a key.
Reference = tuple[type[Model], str]


def sent(form: forms.BaseForm) -> Iterator[Reference]:
    """Yield what the fields of a bound form refer to as they were sent, wrong ones included."""
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, BlockField):
            yield from _in_block(field.block, value)
        elif _is_text(field):
            yield from _in_text(value)
        elif isinstance(field, forms.ModelChoiceField) and _is_one(value):
            yield named(field.queryset.model, value)


def take_out(form: forms.BaseForm, refused: frozenset[Reference]) -> list[str]:
    """Let a bound form show its fields without these references; return the names of the fields that had one."""
    changed = []
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, BlockField):
            found, kept = _in_block(field.block, value), partial(_block_without, field.block, value, refused)
        elif _is_text(field):
            found, kept = _in_text(value), partial(_text_without, value, refused)
        elif isinstance(field, forms.ModelChoiceField) and _is_one(value):
            found, kept = [named(field.queryset.model, value)], _nothing
        else:
            continue
        if not refused.isdisjoint(found):
            changed.append(name)
            _show(form, name, kept())
    return changed


def named(model: type[Model], key: Any) -> Reference:
    """Return the reference that a model and a key make, with the key as its row writes it, else `IMPOSSIBLE`."""
    base = ReferenceIndex._get_base_content_type(model).model_class()  # a page is a page of any kind
    try:
        value = base._meta.pk.to_python(key)
    except ValidationError:
        return base, IMPOSSIBLE
    is_possible = not isinstance(value, int) or 0 < value < LARGEST_KEY
    return base, str(value) if is_possible else IMPOSSIBLE


def _is_text(field: forms.Field) -> bool:
    """Return whether a field holds running text; the module of its widget cannot be imported before the models."""
    return hasattr(field.widget, "converter")


def _nothing() -> None:
    """Return what an empty chooser holds."""


def _show(form: forms.BaseForm, name: str, value: Any) -> None:
    """Let a field of a bound form show a value instead of the one that was sent."""
    form.fields[name].bound_data = lambda data, initial: value


def _is_one(value: Any) -> bool:
    """Return whether a value is a single key."""
    return bool(value) and isinstance(value, str | int)


def _in_text(source: str | None) -> Iterator[Reference]:
    """Yield what running text refers to."""
    for model, key, _model_path, _content_path in extract_references_from_rich_text(source or ""):
        yield named(model, key)


def _in_block(block: Any, value: Any) -> Iterator[Reference]:
    """Yield what the value of a block refers to."""
    for model, key, _model_path, _content_path in () if value is None else block.extract_references(value):
        yield named(model, key)


def _block_without(block: Any, value: Any, refused: frozenset[Reference]) -> Any:
    """Return a value of a block without these references; blocks stay in their order, choosers are left empty."""
    if isinstance(value, StreamValue):
        rows = [(one.block_type, _block_without(one.block, one.value, refused), one.id) for one in value]
        return StreamValue(block, rows)
    if isinstance(value, ListValue):
        rows = [
            ListValue.ListChild(one.block, _block_without(one.block, one.value, refused), id=one.id)
            for one in value.bound_blocks
        ]
        return ListValue(value.list_block, bound_blocks=rows)
    if isinstance(value, StructValue):
        parts = (
            (name, _block_without(block.child_blocks[name], part, refused)) for name, part in value.items()
        )
        return type(value)(block, parts)
    if isinstance(value, RichText):
        return RichText(_text_without(value.source, refused))
    return None if not refused.isdisjoint(_in_block(block, value)) else value


def _text_without(source: str | None, refused: frozenset[Reference]) -> str:
    """Return running text in which links to these rows are plain words, and pictures of them are gone."""
    text = BeautifulSoup(source or "", "html.parser")
    for tag in text.find_all(["a", "embed"]):
        if not refused.isdisjoint(_in_text(str(tag))):
            if tag.name == "a":
                tag.unwrap()
            else:
                tag.decompose()
    return str(text)

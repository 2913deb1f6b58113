"""Cells of tables: their text as the value that a column holds, and back."""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from .columns import MAPPING, OBJECTS, PROSE, TEXT, Column
from .strict_json import parse_json
from .texts import shown

# A spreadsheet runs what begins like this as a formula; an apostrophe in front keeps it text.
_FORMULA = re.compile(r"^'*[=+\-@\t]")
_MARKED = re.compile(r"^'+[=+\-@\t]")
# “Leipzig, Stadt” and “Zwickau, Landkreis” are one name each.
_COMMA = re.compile(r",(?!\s*(?:Stadt|Kreis|Landkreis)\s*(?:,|$))")


def read_cell(column: Column, text: str) -> Any:
    """Return a cell's text as text, list or mapping; raises ValueError for JSON that cannot be read."""
    if _MARKED.match(text):
        text = text[1:]
    if column.holds in {TEXT, PROSE}:
        return text
    bare = text.strip()
    if _is_json(bare, column):
        return parse_json(bare)
    if column.holds == MAPPING:
        return _mapping(bare)
    return split_cell(bare, column.split)


def _is_json(text: str, column: Column) -> bool:
    """Return whether a cell holds JSON; a text that only begins with a bracket does not."""
    if column.holds in {OBJECTS, MAPPING} and text[:1] in {"{", "["}:
        return True
    return text[:1] == "[" and text[-1:] == "]"


def split_cell(text: str, separators: str) -> list[str]:
    """Return the entries of a cell: separated by `|` or line breaks, else by `;`, else by commas."""
    for group in ("|\n", ";", ","):
        marks = [mark for mark in group if mark in separators]
        if any(mark in text for mark in marks):
            pattern = _COMMA if group == "," else re.compile(f"[{re.escape(''.join(marks))}]")
            return [part.strip() for part in pattern.split(text) if part.strip()]
    return [text] if text else []


def _mapping(text: str) -> Any:
    """Return “E-Mail: intern | Adresse: Ort” as a mapping, a single word as it is."""
    parts = split_cell(text, "|\n;,")
    if not any(":" in part for part in parts):
        return text
    found: dict[str, str] = {}
    for part in parts:
        what, _colon, word = (piece.strip() for piece in part.partition(":"))
        if what in found:
            raise ValueError(_("“%(key)s” stands twice") % {"key": shown(what)})
        found[what] = word
    return found


def write_cell(column: Column, value: Any, runs_formulas: bool = True) -> str:
    """Return a value as the text of a cell that `read_cell` reads as the same value."""
    text = _text(column, value)
    pattern = _FORMULA if runs_formulas else _MARKED
    return f"'{text}" if pattern.match(text) else text


def _text(column: Column, value: Any) -> str:
    """Return a value as text; lists with marks of their own and objects stand as JSON."""
    if column.holds in {TEXT, PROSE}:
        return str(value)
    if not value:
        return ""
    if column.holds == MAPPING:
        return " | ".join(f"{what}: {word}" for what, word in value.items())
    if column.holds == OBJECTS or any(_needs_json(item) for item in value):
        return json.dumps(value, ensure_ascii=False)
    joined = " | ".join(value)
    return joined if split_cell(joined, column.split) == value else json.dumps(value, ensure_ascii=False)


def _needs_json(item: str) -> bool:
    """Return whether an entry of a list would be read as something else."""
    return bool("|" in item or "\n" in item or item[:1] == "[" or _FORMULA.match(item))

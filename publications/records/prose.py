"""The body of a page as far as everybody may read it."""

from typing import Any

from wagtail.blocks import StreamValue

from network.records.covering import OPEN, Cover

# Blocks that show files or lead somewhere; a protected organisation has none.
LEFT_OUT = frozenset({"image", "download", "button"})
# What a block says of where its words come from.
SOURCES = frozenset({"source"})


def public_body(body: StreamValue, cover: Cover) -> StreamValue:
    """Return a body; of a protected organisation covered, without files, buttons, and who said something."""
    if cover == OPEN:
        return body
    kept = [_covered(part, cover) for part in body.raw_data if part["type"] not in LEFT_OUT]
    return StreamValue(body.stream_block, kept, is_lazy=True)


def plain_text(body: StreamValue) -> str:
    """Return the words of a body as plain text, a line for each part."""
    return "\n".join(filter(None, map(str.strip, body.stream_block.get_searchable_content(body))))


def _covered(part: dict[str, Any], cover: Cover) -> dict[str, Any]:
    """Return a part of a body as it is stored, covered."""
    return {**part, "value": _value(part["value"], cover)}


def _value(value: Any, cover: Cover) -> Any:
    """Return what a block holds with every text in it covered."""
    if isinstance(value, str):
        return cover.html(value)
    if isinstance(value, list):
        return [_value(one, cover) for one in value]
    if isinstance(value, dict):
        return {name: "" if name in SOURCES else _value(one, cover) for name, one in value.items()}
    return value

"""Stream fields of the demo: the same content has the same block ids on every machine."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from django.db import models
from wagtail.blocks import StreamBlock, StreamValue

from .content import permanent_id

RawBlock = dict[str, Any]


def raw_block(where: str, kind: str, value: Any) -> RawBlock:
    """Return a block as it is stored; `where` says where it stands and makes its id."""
    return {"type": kind, "value": value, "id": str(permanent_id(f"block:{where}"))}


def text_blocks(where: str, lines: Iterable[str]) -> list[RawBlock]:
    """Return headings and paragraphs as blocks of a body; paragraphs that follow each other share one block."""
    blocks = [(kind, value) for kind, value in _kinds(lines)]
    return [raw_block(f"{where}:{n}", kind, value) for n, (kind, value) in enumerate(blocks)]


def _kinds(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield kind and value of every block."""
    for is_heading, group in groupby(lines, key=lambda line: line.startswith("## ")):
        if is_heading:
            yield from (("heading", line.removeprefix("## ")) for line in group)
        else:
            yield "text", "".join(f"<p>{escape(line, quote=False)}</p>" for line in group)


def set_stream(instance: models.Model, name: str, blocks: list[RawBlock]) -> None:
    """Set a stream field to stored blocks."""
    block: StreamBlock = instance._meta.get_field(name).stream_block
    setattr(instance, name, StreamValue(block, blocks, is_lazy=True))

"""Paragraphs of plain text as the story of a page, and back: what goes in comes out the same."""

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import Any

from .texts import paragraphs

_BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr"}


def story_of(body: str) -> list[tuple[str, str]]:
    """Return paragraphs of plain text as blocks of a story; whatever looks like HTML is shown as it was typed."""
    parts = [part for part in body.split("\n\n") if part]
    html = "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts).replace("\n", "<br/>")
    return [("text", html)] if html else []


def body_of(story: Iterable[Any]) -> str:
    """Return a story as paragraphs of plain text; pictures leave their caption, quotations their source."""
    return paragraphs("\n\n".join(_block_text(block) for block in story))


def _block_text(block: Any) -> str:
    """Return the text of one block."""
    if block.block_type == "text":
        reader = _Reader()
        reader.feed(block.value.source)
        reader.close()
        return "".join(reader.parts)
    if block.block_type == "quote":
        return "\n".join(part for part in (block.value["text"], block.value["source"]) if part)
    return str(block.value.get("caption") or "")


class _Reader(HTMLParser):
    """Collects the text of rich text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a line or an entry of a list."""
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Take text over; line ends of the source are spaces."""
        self.parts.append(data.replace("\n", " "))

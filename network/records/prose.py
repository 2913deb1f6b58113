"""What an organisation says in its own words, as far as everybody may read it."""

from typing import Any

from wagtail.blocks import StreamValue

from .covering import OPEN, Cover


def page_text(body: StreamValue) -> str:
    """Return the prose of a page's body as plain text."""
    return "\n".join(body.stream_block.get_searchable_content(body)).strip()


def public_story(story: StreamValue, cover: Cover) -> StreamValue:
    """Return a story; of a protected organisation without pictures, without who said something, and covered."""
    if cover == OPEN:
        return story
    kept = [_covered(part, cover) for part in story.raw_data if part["type"] != "image"]
    return StreamValue(story.stream_block, kept, is_lazy=True)


def _covered(part: dict[str, Any], cover: Cover) -> dict[str, Any]:
    """Return a part of a story as it is stored, covered; a quotation names nobody."""
    if part["type"] != "quote":
        return {**part, "value": cover.html(part["value"])}
    said = {"text": cover.text(part["value"]["text"]), "source": ""}
    return {**part, "value": {**part["value"], **said}}

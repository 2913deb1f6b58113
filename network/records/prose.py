"""What an organisation says in its own words, as far as everybody may read it."""

from typing import Any

from wagtail.blocks import StreamValue


def page_text(body: StreamValue) -> str:
    """Return the prose of a page's body as plain text."""
    return "\n".join(body.stream_block.get_searchable_content(body)).strip()


def public_story(story: StreamValue, is_shielded: bool) -> StreamValue:
    """Return a story; of a protected organisation without pictures of people and without who said something."""
    if not is_shielded:
        return story
    kept = [_without_source(part) for part in story.raw_data if part["type"] != "image"]
    return StreamValue(story.stream_block, kept, is_lazy=True)


def _without_source(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a story as it is stored; a quotation names nobody."""
    if part["type"] != "quote":
        return part
    return {**part, "value": {**part["value"], "source": ""}}

"""Where words lead, told behind them: the same words with another target are another text.

A file or page is told by its title where everybody may see it, and always by its number: titles may be equal.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

from portal.disclosure import Audience
from portal.models import PortalDocument, PortalImage
from portal.named_pages import named_to_everybody
from portal.pictures import is_for_everybody
from portal.plain_text import paragraphs_of
from portal.row_keys import is_key

# An opening tag without an end leads somewhere, too.
_LINK = re.compile(r"<a(\b[^>]*)>(.*?)(?:</a>|$)", re.DOTALL | re.IGNORECASE)

_WEB = re.compile(r" ‹https?:[^›]*›", re.IGNORECASE)

Part = str | RichText | Model


@dataclass(frozen=True)
class Targets:
    """The titles of files and pages that everybody may see, by key; chosen ones are left out on protected pages."""

    documents: dict[int, str] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    tells_chosen: bool = True

    def words(self, part: Part) -> str:
        """Return a part of a page in words."""
        if isinstance(part, RichText):
            return paragraphs_of(_LINK.sub(self._link, part.source))
        if isinstance(part, str):
            return part
        return self._chosen(part) if self.tells_chosen else ""

    def _link(self, found: re.Match[str]) -> str:
        """Return the words of a link and its target behind them."""
        kind, key, address = _target(found[1])
        words = address
        if kind == "document":
            words = f"{_('file')}: {called(key, self.documents.get(key, ''))}"
        elif kind == "page":
            words = f"{_('page')}: {called(key, self.pages.get(key, ''))}"
        return f"{found[2]} ‹{escape(words)}›" if words else found[2]

    def _chosen(self, chosen: Model) -> str:
        """Return what was chosen in a block."""
        kind, title = str(chosen._meta.verbose_name), ""
        if isinstance(chosen, PortalDocument):
            kind, title = _("file"), chosen.title if is_for_everybody(chosen) else ""
        elif isinstance(chosen, Page):
            kind, title = _("page"), self.pages.get(chosen.pk, "")
        return f"‹{kind}: {called(chosen.pk, title)}›"


def called(key: int, title: str = "") -> str:
    """Return how something is called, where everybody may know that, and its number."""
    number = _("no. %(number)s") % {"number": key}
    return f"{title}, {number}" if title else number


def without_web_addresses(words: str) -> str:
    """Return words without the web addresses that were told behind them."""
    return _WEB.sub("", words)


def targets_in(parts: Iterable[Part]) -> Targets:
    """Return what parts of pages lead to; a query for each kind that they name at all."""
    documents: set[int] = set()
    pages: set[int] = set()
    for part in parts:
        if isinstance(part, Page):
            pages.add(part.pk)
        elif isinstance(part, RichText):
            for found in _LINK.finditer(part.source):
                kind, key, _address = _target(found[1])
                {"document": documents, "page": pages}.get(kind, set()).add(key)
    shown = PortalDocument.objects.filter(pk__in=documents, disclosure=Audience.PUBLIC)
    return Targets(
        dict(shown.values_list("pk", "title")) if documents else {},
        _titles(pages) if pages else {},
    )


def _titles(pages: set[int]) -> dict[int, str]:
    """Return the titles of those pages that may be named to everybody."""
    return dict(Page.objects.filter(named_to_everybody(), pk__in=pages).values_list("pk", "title"))


def parts_of(block: blocks.Block, value: Any) -> Iterator[Part]:
    """Yield the words of a block, formatted texts and whatever was chosen, in their order.

    Pictures are told elsewhere; beside a file or picture that is not for everybody nothing is shown.
    """
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from parts_of(child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        yield from _parts_of_struct(block, value)
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from parts_of(block.child_block, one)
    elif isinstance(value, RichText):
        yield value
    elif isinstance(value, Model):
        yield from () if isinstance(value, PortalImage) else (value,)
    elif value is not None:
        yield from block.get_searchable_content(value)


def _parts_of_struct(block: blocks.StructBlock, value: Any) -> Iterator[Part]:
    """Yield what a block of several parts says; of one with a closed file which file it is."""
    files = [one for one in value.values() if isinstance(one, PortalDocument | PortalImage)]
    if not all(map(is_for_everybody, files)):
        yield from (one for one in files if isinstance(one, PortalDocument))
        return
    for name, child in block.child_blocks.items():
        yield from parts_of(child, value.get(name))


def _target(attributes: str) -> tuple[str, int, str]:
    """Return of what kind the target of a link is, its key, and its address where it has one."""
    attrs = extract_attrs(attributes)
    key = attrs.get("id", "")
    return attrs.get("linktype", ""), int(key) if is_key(key) else 0, attrs.get("href", "")

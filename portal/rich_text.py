"""Links between pages in running text, with addresses that cost no query while no content changes."""

from html import escape
from typing import Any

from wagtail.rich_text.pages import PageLinkHandler

from portal.addresses import page_path
from portal.page_refs import PageRef, refs_by_id
from portal.row_keys import is_key
from portal.successors import successors


class PortalPageLinkHandler(PageLinkHandler):
    """Wagtail asks four queries per link in several languages; the address of a page follows from what is known.

    A link leads to the page in the interface's language; routing sends on to a translation where there is one.
    One to a withdrawn page leads to what took its place, as its address does.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return an opening tag for each link, without address where nothing published is behind it."""
        ids = [_number(attrs.get("id", "")) for attrs in attrs_list]
        refs = refs_by_id(pk for pk in ids if pk is not None)
        withdrawn = [ref for ref in refs.values() if not ref.live]
        shown = refs | (successors(withdrawn) if withdrawn else {})
        return [_tag(shown.get(pk)) for pk in ids]


def _number(text: str) -> int | None:
    """Return the number of a page that a link names; None for what no page can have."""
    return int(text) if is_key(text) else None


def _tag(ref: PageRef | None) -> str:
    """Return the opening tag of a link to a page."""
    path = page_path(ref) if ref is not None and ref.live else ""
    return f'<a href="{escape(path)}">' if path else "<a>"

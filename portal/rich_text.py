"""Links between pages in running text, with addresses that cost no query while no content changes."""

from html import escape
from typing import Any

from wagtail.rich_text.pages import PageLinkHandler

from portal.addresses import page_path
from portal.page_refs import refs_by_id


class PortalPageLinkHandler(PageLinkHandler):
    """Wagtail asks four queries per link in several languages; the address of a page follows from what is known.

    A link leads to the page in the interface's language; routing sends on to a translation where there is one.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return an opening tag for each link, without address where the page is gone or not published."""
        ids = [int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdigit()]
        refs = refs_by_id(ids)
        return [
            _tag(refs.get(int(attrs["id"])) if str(attrs.get("id", "")).isdigit() else None)
            for attrs in attrs_list
        ]


def _tag(ref: Any) -> str:
    """Return the opening tag of a link to a page."""
    path = page_path(ref) if ref is not None and ref.live else ""
    return f'<a href="{escape(path)}">' if path else "<a>"

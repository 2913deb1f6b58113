"""The lines of HTML that people copy into their own pages."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network.region_table import RegionTable
from portal.embedding.appearance import Appearance
from portal.search_url import SearchUrl

from ..directory_request import Asked
from .lists import directory_url, embed_url, heading_of
from .view_models import Snippet

CARD_HEIGHT, ALLIANCES_HEIGHT = 320, 420


@dataclass(frozen=True)
class Target:
    """What a snippet shows: the path of the frame, and where those go whose browser shows no frames."""

    path: str
    elsewhere: str
    base_url: str


def snippet(key: str, heading: str, title: str, target: Target, height: int) -> Snippet:
    """Return a frame as HTML: loaded when it comes into sight, and without telling us on which page it stands."""
    html = format_html(
        '<iframe src="{}{}" title="{}" width="100%" height="{}" loading="lazy" referrerpolicy="no-referrer" '
        'style="border: 0"><a href="{}{}">{}</a></iframe>',
        target.base_url, target.path, title, height, target.base_url, target.elsewhere, title,
    )  # fmt: skip
    return Snippet(key, heading, title, target.path, html, height)


def list_snippet(asked: Asked, look: Appearance, base_url: str, table: RegionTable) -> Snippet:
    """Return the snippet of the list or map with these filters and this look."""
    target = Target(embed_url(asked, look).page(1), str(directory_url(asked)), base_url)
    return snippet("list", _("Your list"), heading_of(asked, table), target, look.height)


def entry_snippets(
    uuid: UUID, name: str, look: Appearance, base_url: str, has_alliances: bool
) -> tuple[Snippet, ...]:
    """Return the snippets of an entry: its card, and its alliances where it has any."""
    look_alone = {name: value for name, value in look.parameters.items() if name != "ansicht"}
    elsewhere = reverse("permanent_address", args=[uuid])

    def made(key: str, route: str, heading: str, title: str, height: int) -> Snippet:
        target = Target(str(SearchUrl(reverse(route, args=[uuid]), look_alone)), elsewhere, base_url)
        return snippet(key, heading, title, target, height)

    own = made("entry", "embed_entry", _("Our entry"), name, CARD_HEIGHT)
    if not has_alliances:
        return (own,)
    title = _("Alliances of %(name)s") % {"name": name}
    return own, made("alliances", "embed_alliances", _("Our alliances"), title, ALLIANCES_HEIGHT)

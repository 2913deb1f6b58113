"""The frame around every page: brand, menu, languages, footer, and the bar of signed-in editors."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.addresses import page_path, prefix_of
from portal.languages import languages_of_page, languages_of_view, page_language
from portal.navigation import footer, menu
from portal.page_refs import ref_of
from portal.registries import footer_links
from portal.sites import office_in, portal_settings, site_facts
from portal.tiles import Tile, tile_for
from portal.view_models import EditorBar, FooterColumn, LanguageLink, Link, Message, Office
from portal.visitors import is_anonymous
from portal.way import Way

BRAND_TILES = tuple(tile_for(f"brand-{name}") for name in ("a3", "b", "c", "d1"))
BAND_TILES = tuple(tile_for(f"band{number}start") for number in range(24))
_LEVELS = {"success": "ok", "warning": "warn", "error": "danger"}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return `portal` and `page_language` for every template; nothing is read before a template asks for it."""
    return {"portal": SimpleLazyObject(lambda: Frame(request)), "page_language": page_language()}


class Frame:
    """The view model `portal`; each part is made when a template reads it."""

    brand_tiles: Sequence[Tile] = BRAND_TILES
    band: Sequence[Tile] = BAND_TILES
    # What the last line says of cookies, where it is not true that there are none.
    footer_note: str = ""

    def __init__(self, request: HttpRequest, page: Page | None = None, way: Way | None = None) -> None:
        self._request = request
        self._page = page
        self._way = way
        self._facts = site_facts(request)
        self._settings = portal_settings(self._facts.site) if self._facts else None

    @property
    def name(self) -> str:
        """Return the name of the network."""
        return self._settings.full_name if self._settings else settings.WAGTAIL_SITE_NAME

    @property
    def name_lines(self) -> tuple[str, ...]:
        """Return the name in one or two lines."""
        lines = (self._settings.name, self._settings.name_second_line) if self._settings else (self.name,)
        return tuple(line for line in lines if line)

    @property
    def home_url(self) -> str:
        """Return the address of the home page in the active language."""
        if self._facts is None:
            return prefix_of(get_language() or settings.LANGUAGE_CODE)
        own = self._facts.roots.get(get_language() or "")
        return page_path(own if own is not None and own.live else self._facts.main)

    @property
    def tagline(self) -> str:
        """Return the sentence below the name."""
        return self._settings.tagline if self._settings else ""

    @property
    def exit_url(self) -> str:
        """Return where the quick exit leads."""
        return self._settings.quick_exit_url if self._settings else ""

    @property
    def share_url(self) -> str:
        """Return the absolute address of the picture for pages without one of their own."""
        address = static("portal/share.png")
        return address if "://" in address or self._facts is None else self._facts.base_url + address

    @property
    def office(self) -> Office | None:
        """Return how the coordination office is reached, None where nothing is known of it."""
        return office_in(self._settings) if self._settings else None

    @cached_property
    def navigation(self) -> tuple[Link, ...]:
        """Return the main menu."""
        return menu(self._facts.site, self._request.path) if self._facts else ()

    @cached_property
    def footer_columns(self) -> tuple[FooterColumn, ...]:
        """Return the columns of the footer."""
        return footer(self._facts.site) if self._facts else ()

    @property
    def footer_links(self) -> tuple[Link, ...]:
        """Return the links of the last line."""
        return tuple(link() for link in footer_links)

    @cached_property
    def languages(self) -> tuple[LanguageLink, ...]:
        """Return the ways to this page in other languages."""
        if self._facts is None:
            return ()
        query = self._request.META.get("QUERY_STRING", "")
        if self._page is not None and self._way is not None:
            return languages_of_page(self._facts, ref_of(self._page), self._way.versions, query)
        return languages_of_view(self._facts, self._request.path, query)

    @cached_property
    def editor_bar(self) -> EditorBar | None:
        """Return the bar of a signed-in editor, None for the public."""
        if is_anonymous(self._request) or getattr(self._request, "is_preview", False):
            return None
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
            return None
        links = [Link(_("Desk"), reverse("wagtailadmin_home"), icon="list")]
        if self._page is not None and self._page.permissions_for_user(user).can_edit():
            edit = reverse("wagtailadmin_pages:edit", args=[self._page.pk])
            links.append(Link(_("Edit this page"), edit, icon="edit"))
        return EditorBar(str(user), tuple(links), reverse("wagtailadmin_logout"))

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """Return what was said after a form; visitors without a cookie have no messages."""
        if is_anonymous(self._request) or not hasattr(self._request, "_messages"):
            return ()
        return tuple(
            Message(_LEVELS.get(message.level_tag, "info"), str(message))
            for message in get_messages(self._request)
        )

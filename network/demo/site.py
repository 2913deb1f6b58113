"""Name, contact, menu and footer of the demo's site; settings that the office wrote itself stay as they are."""

from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from network.models import AlliancesPage, DirectoryPage
from portal.models import HomePage, NavigationSettings, PortalSettings

from .content import page
from .streams import RawBlock, raw_block, set_stream

LISTS: dict[str, type[Page]] = {"directory": DirectoryPage, "alliances": AlliancesPage}
SETTINGS = {
    "name": "Netzwerk Weltoffen Sachsen",
    "name_second_line": "Vorführung",
    "tagline": "Vorführung: alle Einträge sind erfunden. Ähnlichkeiten mit wirklichem Engagement sind erwünscht.",
    "office_name": "Koordinierungsbüro (erfunden)",
    "office_email": "buero@weltoffen-sachsen.example.org",
    "office_phone": "030 23125-014",
    "office_hours": "Mo–Do 10–15 Uhr",
}
# The signpost is a view of the search, so it is named by its address.
PATHS = {"signpost": ("/mitmachen/", "Mitmachen")}
# Pages that a later app adds to the ground of every portal, by their slug.
GROUND = {
    "calendar": "termine",
    "guides": "leitfaeden",
    "news": "aktuelles",
    "jobs": "stellen",
    "deadlines": "fristen",
}
MENU = ("directory", "calendar", "guides", "news", "signpost", "alliances", "about")
FOOTER = (
    ("Finden", ("directory", "calendar", "signpost", "alliances")),
    ("Lesen", ("news", "guides", "jobs", "deadlines")),
    ("Mitmachen", ("join", "charter")),
    ("Über uns", ("about", "accessibility", "privacy", "imprint")),
)


def write_site(site: Site, home: HomePage) -> list[str]:
    """Write the settings of a site where nobody did; return which."""
    written = []
    known = PortalSettings.objects.filter(site=site).first() or PortalSettings(site=site)
    if known.name == PortalSettings._meta.get_field("name").default:
        for name, value in SETTINGS.items():
            setattr(known, name, value)
        known.save()
        written.append("settings")
    navigation = NavigationSettings.objects.filter(site=site).first() or NavigationSettings(site=site)
    if not (navigation.menu or navigation.footer):
        set_stream(navigation, "menu", _menu(home))
        set_stream(navigation, "footer", _footer(home))
        navigation.save()
        written.append("menu and footer")
    return written


def is_settings_of_demo(found: PortalSettings) -> bool:
    """Return whether settings still carry the demo's mark."""
    return found.tagline == SETTINGS["tagline"]


def navigation_of_demo(site: Site, home: HomePage) -> NavigationSettings | None:
    """Return menu and footer where they are those of the demo."""
    found = NavigationSettings.objects.filter(site=site).first()
    if found is None or not found.menu:
        return None
    return found if found.menu.get_prep_value()[0]["id"] == _menu(home)[0]["id"] else None


def _menu(home: HomePage) -> list[RawBlock]:
    """Return the main menu."""
    return _links("menu", home, MENU)


def _footer(home: HomePage) -> list[RawBlock]:
    """Return the columns of the footer."""
    return [
        raw_block(
            f"footer:{heading}",
            "column",
            {"heading": heading, "links": _links(f"footer:{heading}", home, names)},
        )
        for heading, names in FOOTER
    ]


def _links(where: str, home: HomePage, names: tuple[str, ...]) -> list[RawBlock]:
    """Return links to the pages of these names that exist, and to views."""
    links = [(name, _link(home, name)) for name in names]
    return [raw_block(f"{where}:{name}", "item", link) for name, link in links if link["page"] or link["url"]]


def _link(home: HomePage, name: str) -> dict[str, Any]:
    """Return the link to a view or page; neither page nor address in one to a page that does not exist."""
    if name in PATHS:
        url, label = PATHS[name]
        return {"page": None, "url": url, "label": label}
    return {"page": _page_id(home, name), "url": "", "label": ""}


def _page_id(home: HomePage, name: str) -> int | None:
    """Return the page meant by a name: a list below the home page, or a text of the demo or in its place."""
    below = Page.objects.child_of(home)
    if name in LISTS:
        return LISTS[name].objects.child_of(home).values_list("pk", flat=True).first()
    slug = GROUND[name] if name in GROUND else page(settings.LANGUAGE_CODE, name).slug
    return below.filter(slug=slug).values_list("pk", flat=True).first()

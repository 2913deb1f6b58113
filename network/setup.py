"""The ground every portal stands on: languages, home, directory, list of alliances, places, topics, roles."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from network.access.shelves import shared_collection
from network.models import AlliancesPage, DirectoryPage
from network.moderation.setup import ensure_workflow
from network.roles import ensure_roles
from network.seed import load_seed
from portal.models import HomePage
from portal.registries import setup_steps


@transaction.atomic
def set_up_portal(hostname: str = "localhost", port: int = 80) -> HomePage:
    """Create what is missing and return the home page of the default site; safe to repeat."""
    locale, _new = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    Locale.objects.get_or_create(language_code="en")
    home = _home(locale)
    ground_page(home, DirectoryPage, "Initiativen", "initiativen")
    ground_page(home, AlliancesPage, "Bündnisse", "buendnisse")
    if not Site.objects.filter(is_default_site=True).exists():
        Site.objects.create(hostname=hostname, port=port, root_page=home, is_default_site=True)
    load_seed()
    ensure_roles()
    ensure_workflow()
    shared_collection()
    for step in setup_steps:
        step(home)
    return home


def is_set_up() -> bool:
    """Return whether the pages are there that organisations and alliances stand below."""
    own = {"locale__language_code": settings.LANGUAGE_CODE}
    return DirectoryPage.objects.filter(**own).exists() and AlliancesPage.objects.filter(**own).exists()


def _home(locale: Locale) -> HomePage:
    """Return the home page, created in place of Wagtail's welcome page where that stands."""
    home = HomePage.objects.filter(locale=locale).order_by("path").first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    home = HomePage(title="Start", slug="start", locale=locale)
    root.add_child(instance=home)
    welcome = Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk).first()
    if welcome is not None and welcome.specific_class is Page:
        Site.objects.filter(root_page=welcome).update(root_page=home, site_name="")
        welcome.delete()
    return home


def ground_page(home: HomePage, model: type[Page], title: str, slug: str, **fields: str) -> Page:
    """Return the page of a kind below home that every portal has, created if missing; it is left as it is."""
    page = model.objects.child_of(home).first()
    if page is None:
        page = model(title=title, slug=slug, locale=home.locale, show_in_menus=True, **fields)
        home.add_child(instance=page)
    return page

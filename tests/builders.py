"""Plain functions that build what tests need; every argument has a natural default."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils import translation
from wagtail.models import Locale, Page, Site

from network.models import (
    AlliancePage,
    AlliancesPage,
    DirectoryPage,
    Organisation,
    OrganisationPage,
    Region,
)
from portal import changes
from portal.models import HomePage, StandardPage, User
from portal.slugs import german_slug

_numbers = count(1)


@dataclass(frozen=True)
class SiteTree:
    """The pages every portal has."""

    site: Site
    home: HomePage
    directory: DirectoryPage
    alliances: AlliancesPage
    standard: StandardPage


def user(email: str = "", **fields: Any) -> User:
    """Return an account without rights."""
    email = email or f"person{next(_numbers)}@example.org"
    return User.objects.create_user(email, fields.pop("password", None), **fields)


def superuser(email: str = "leitung@example.org", **fields: Any) -> User:
    """Return an account with every right."""
    return User.objects.create_superuser(email, fields.pop("password", None), **fields)


def locale(code: str) -> Locale:
    """Return the locale of a language code, made where it is missing."""
    return Locale.objects.get_or_create(language_code=code)[0]


def site_tree() -> SiteTree:
    """Return a site with home page, directory, list of alliances and one text page; no welcome page."""
    site = Site.objects.get(is_default_site=True)
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Startseite", slug="start"))
    Site.objects.filter(pk=site.pk).update(root_page=home, hostname="testserver", port=80)
    site.refresh_from_db()
    Site.clear_site_root_paths_cache()
    Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
    home = HomePage.objects.get(pk=home.pk)
    directory = home.add_child(instance=DirectoryPage(title="Initiativen", slug="initiativen"))
    alliances = home.add_child(instance=AlliancesPage(title="Bündnisse", slug="buendnisse"))
    return SiteTree(site, home, directory, alliances, standard_page(home, "Über uns"))


def standard_page(parent: Page, title: str = "Textseite", **fields: Any) -> StandardPage:
    """Return a published text page below another page."""
    return _child(parent, StandardPage(title=title, slug=fields.pop("slug", german_slug(title)), **fields))


def region(code: str = "14524", name: str = "Zwickau", **fields: Any) -> Region:
    """Return a region; its kind follows from the length of the official key."""
    kind = fields.pop("kind", {2: "state", 5: "district", 8: "municipality"}.get(len(code), "area"))
    return Region.objects.create(kind=kind, code=code, name=name, **fields)


def organisation(name: str = "", **fields: Any) -> Organisation:
    """Return an entry of the register."""
    return Organisation.objects.create(name=name or f"Initiative {next(_numbers)}", **fields)


def organisation_page(
    directory: DirectoryPage, entry: Organisation | None = None, **fields: Any
) -> OrganisationPage:
    """Return the published page of an organisation, made where none is given."""
    return _child(directory, OrganisationPage(**_actor_fields(entry or organisation(), fields)))


def alliance_page(alliances: AlliancesPage, entry: Organisation | None = None, **fields: Any) -> AlliancePage:
    """Return the published page of an alliance, made where none is given."""
    entry = entry or organisation(f"Bündnis {next(_numbers)}", kind="alliance")
    return _child(alliances, AlliancePage(**_actor_fields(entry, fields)))


def translated(page: Page, code: str, **fields: Any) -> Page:
    """Return a page's published translation, parents included."""
    copy = page.copy_for_translation(locale(code), copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    for ancestor in copy.get_ancestors().filter(locale=copy.locale, live=False).specific():
        ancestor.save_revision().publish()
    return type(copy).objects.get(pk=copy.pk)


def drain() -> int:
    """Work in every recorded change, as the commit would; return how many there were."""
    return changes.drain()


def _actor_fields(entry: Organisation, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an actor's page with defaults for what is not given."""
    title = fields.pop("title", entry.name)
    defaults = {
        "organisation": entry,
        "title": title,
        "slug": german_slug(title),
        "summary": f"{title} hilft.",
    }
    return {**defaults, **fields}


def _child(parent: Page, page: Page) -> Any:
    """Add a page below another one, read fresh so that the tree's counters are right."""
    return type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def language(code: str) -> Any:
    """Return a context in which a language is active, as an address under its prefix makes it."""
    return translation.override(code)

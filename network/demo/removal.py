"""Take the demo away: everything it made, and nothing else.

Languages, home page, lists, places and topics stay: every portal begins with them (`set_up_portal`).
"""

from collections import Counter
from collections.abc import Iterable

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError, Q
from wagtail.models import Collection, CollectionMember, Page, Site

from network.models import ActorPage, Funding, Membership, Organisation, Stewardship
from portal.models import HomePage, PortalSettings
from portal.registries import demo_steps

from .accounts import accounts_of_demo, leader
from .content import PREFIX
from .forgetting import delete_page, forget_rows
from .introductions import introductions_of_demo
from .pictures import collection_of_demo, pictures_of_demo
from .register import DemoFailed
from .site import is_settings_of_demo, navigation_of_demo
from .text_pages import empty_home, is_home_of_demo, pages_of_demo


@transaction.atomic
def remove() -> Counter[str]:
    """Remove the demo and return how many of what went; raises DemoFailed where something else holds on to it."""
    gone: Counter[str] = Counter()
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    home = site.root_page.specific
    if isinstance(home, HomePage):
        _remove_site(site, home, gone)
    for step in demo_steps:  # some have written below the pages
        gone.update(step.remove())
    _remove_pages(gone)
    gone["pages"] += _delete_each(introductions_of_demo())
    _remove_register(gone)
    pictures = pictures_of_demo()
    gone["pictures"] = _delete_each(pictures)
    collection = collection_of_demo()
    if collection is not None and _is_empty(collection):
        collection.delete()
    gone["accounts"] = _delete_each(accounts_of_demo())
    return +gone


def _remove_site(site: Site, home: HomePage, gone: Counter[str]) -> None:
    """Remove settings, menu and footer, and the words on the home page."""
    settings = PortalSettings.objects.filter(site=site).first()
    if settings is not None and is_settings_of_demo(settings):
        gone["settings"] += _delete_each([settings])
    navigation = navigation_of_demo(site, home)
    if navigation is not None:
        gone["settings"] += _delete_each([navigation])
    empty_home(home)


def _remove_pages(gone: Counter[str]) -> None:
    """Remove the pages of organisations, the text pages and the home pages in other languages."""
    owner = leader()
    homes = [
        home
        for home in HomePage.objects.filter(owner=owner, owner__isnull=False).order_by("path")
        if is_home_of_demo(home)
    ]
    for page in [
        *ActorPage.objects.filter(organisation__register_id__startswith=PREFIX),
        *pages_of_demo(),
        *homes,
    ]:
        gone["pages"] += _remove_page(page)


def _remove_page(page: Page) -> int:
    """Remove a page with its history; one that has pages of others below it raises DemoFailed."""
    page.refresh_from_db()
    below = page.get_children().first()
    if below is not None:
        raise DemoFailed(f"“{below}” lies below “{page}”. Move or delete it first; nothing was removed.")
    delete_page(page)
    return 1


def _remove_register(gone: Counter[str]) -> None:
    """Remove the organisations with their memberships and fundings."""
    entries = Organisation.objects.filter(register_id__startswith=PREFIX)
    either_side = Q(organisation__in=entries) | Q(alliance__in=entries)
    gone["memberships"] = _delete_each(Membership.objects.filter(either_side))
    gone["fundings"] = _delete_each(Funding.objects.filter(Q(alliance__in=entries) | Q(funder__in=entries)))
    gone["stewardships"] = _delete_each(Stewardship.objects.filter(organisation__in=entries))
    ids = list(entries.values_list("pk", flat=True))
    gone["organisations"] = len(ids)
    try:
        entries.delete()
        forget_rows(Organisation, ids)
    except ProtectedError as error:
        held = ", ".join(sorted({f"{one._meta.verbose_name} “{one}”" for one in error.protected_objects}))
        raise DemoFailed(
            f"Something outside of the demo refers to it: {held}. Nothing was removed."
        ) from None


def _is_empty(collection: Collection) -> bool:
    """Return whether nobody put anything into a collection or has rights on it."""
    members = [model for model in apps.get_models() if issubclass(model, CollectionMember)]
    is_used = any(model._base_manager.filter(collection=collection).exists() for model in members)
    return not (is_used or collection.numchild or collection.group_permissions.exists())


def _delete_each(rows: Iterable[models.Model]) -> int:
    """Delete rows one by one, so that what follows them hears of it; return how many there were."""
    rows = list(rows)
    for row in rows:
        row.delete()
    return len(rows)

"""What an organisation publishes changes with it: its name, its status, the emergency switch, its page."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from network.access.page_policy import below
from network.models import ActorPage, AlliancePage, Organisation, OrganisationPage
from portal import changes


def connect() -> None:
    """Connect every handler once."""
    for sender in (OrganisationPage, AlliancePage):
        page_published.connect(on_page, sender=sender, dispatch_uid=f"own-published-{sender.__name__}")
        page_unpublished.connect(on_page, sender=sender, dispatch_uid=f"own-unpublished-{sender.__name__}")
    post_save.connect(on_organisation, sender=Organisation, dispatch_uid="own-organisation")


def on_page(sender: type, instance: ActorPage, **kwargs: Any) -> None:
    """Record what lies below a page that was published or unpublished."""
    _record([instance.path])


def on_organisation(
    sender: type, instance: Organisation, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Record what an organisation published."""
    if not raw and not created:
        _record(instance.pages.order_by().values_list("path", flat=True))


def _record(paths: Iterable[str]) -> None:
    """Record the pages below some pages."""
    found = list(paths)
    if found:
        pages = Page.objects.filter(below(found)).exclude(path__in=found).order_by()
        changes.record_ids(("wagtailcore.page", pk) for pk in pages.values_list("pk", flat=True))

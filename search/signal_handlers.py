"""Record changes that alter search documents and that nobody below this app needs to record."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_slug_changed

from network.models import Postcode
from portal import changes
from portal.signal_handlers import record_subtree


def connect() -> None:
    """Connect every handler once."""
    page_slug_changed.connect(on_slug_changed, dispatch_uid="search-slug")
    post_delete.connect(on_postcode_deleted, sender=Postcode, dispatch_uid="search-postcode-deleted")
    post_delete.connect(on_page_deleted, sender=Page, dispatch_uid="search-page-deleted")


def on_slug_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Record everything below a page whose address changed."""
    record_subtree(instance)


def on_postcode_deleted(sender: type[Postcode], instance: Postcode, **kwargs: Any) -> None:
    """Record a deleted postcode by its code: addresses in it lose their point."""
    changes.record_ids([("network.postcode", instance.code)])


def on_page_deleted(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Record the translations of a deleted page: they may stand for themselves now."""
    versions = Page.objects.filter(translation_key=instance.translation_key).values_list("pk", flat=True)
    changes.record_ids(("wagtailcore.page", pk) for pk in versions)

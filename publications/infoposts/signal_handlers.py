"""What follows when an infopost is public no more: its share kits go."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import page_unpublished

from publications.models import InfopostPage

from .kit.store import forget_page


def connect() -> None:
    """Connect every handler once."""
    page_unpublished.connect(on_gone, sender=InfopostPage, dispatch_uid="infopost-unpublished")
    post_delete.connect(on_gone, sender=InfopostPage, dispatch_uid="infopost-deleted")


def on_gone(sender: type, instance: InfopostPage, **kwargs: Any) -> None:
    """Delete the kits of a page."""
    forget_page(instance.pk)

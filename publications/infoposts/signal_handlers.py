"""What follows when an infopost is public no more, or an author needs protection: its kits and waiting mails go."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_unpublished

from network.access.page_policy import below
from network.models import Organisation
from publications.models import InfopostPage

from .kit.store import forget_page
from .partners.withdrawing import hold_back


def connect() -> None:
    """Connect every handler once."""
    page_unpublished.connect(on_gone, sender=InfopostPage, dispatch_uid="infopost-unpublished")
    post_delete.connect(on_gone, sender=InfopostPage, dispatch_uid="infopost-deleted")
    post_save.connect(on_organisation, sender=Organisation, dispatch_uid="infopost-organisation")


def on_gone(sender: type, instance: InfopostPage, **kwargs: Any) -> None:
    """Delete the kits of a page, and the mails about it that wait."""
    forget_page(instance.pk)
    hold_back([instance.pk])


def on_organisation(sender: type, instance: Organisation, raw: bool = False, **kwargs: Any) -> None:
    """Hold back what waits about the posts of an organisation that is protected: it tells too much now."""
    if raw or not instance.is_shielded:
        return
    own = below(instance.pages.order_by().values_list("path", flat=True))
    told = InfopostPage.objects.filter(told__isnull=False).filter(own | Q(co_authors__organisation=instance))
    hold_back(told.order_by().values_list("pk", flat=True).distinct())

"""What follows when an infopost is public, and when it is so no more or an author needs protection.

Whoever took itself off is not named again; kits and waiting mails go.
"""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished

from network.access.page_policy import below
from network.models import Organisation
from network.named.leaving import sweep
from network.named.refusing import forget
from publications.models import InfopostPage

from .co_authors.kind import POSTS
from .co_authors.telling import forget_namings
from .kit.store import forget_page
from .partners.withdrawing import hold_back


def connect() -> None:
    """Connect every handler once."""
    page_published.connect(on_public, sender=InfopostPage, dispatch_uid="infopost-published")
    page_unpublished.connect(on_gone, sender=InfopostPage, dispatch_uid="infopost-unpublished")
    post_delete.connect(on_deletion, sender=InfopostPage, dispatch_uid="infopost-deleted")
    post_save.connect(on_organisation, sender=Organisation, dispatch_uid="infopost-organisation")


def on_public(sender: type, instance: InfopostPage, **kwargs: Any) -> None:
    """Let nobody be named who took itself off: an alias copies its source, and what was in memory may be older."""
    sweep(POSTS, instance)


def on_gone(sender: type, instance: InfopostPage, **kwargs: Any) -> None:
    """Delete the kits of a page, and the mails about it that wait."""
    forget_page(instance.pk)
    hold_back([instance.pk])
    forget_namings([instance.translation_key])


def on_deletion(sender: type, instance: InfopostPage, **kwargs: Any) -> None:
    """Do the same, and forget who took itself off a post of which nothing is left."""
    on_gone(sender, instance)
    if not POSTS.versions([instance.translation_key]).exists():
        forget(instance.translation_key)


def on_organisation(sender: type, instance: Organisation, raw: bool = False, **kwargs: Any) -> None:
    """Hold back what waits about the posts of an organisation that is protected: it tells too much now."""
    if raw or not instance.is_shielded:
        return
    own = below(instance.pages.order_by().values_list("path", flat=True))
    told = InfopostPage.objects.filter(told__isnull=False).filter(own | Q(co_authors__organisation=instance))
    works = dict(told.order_by().values_list("pk", "translation_key"))
    hold_back(works)
    forget_namings(set(works.values()))

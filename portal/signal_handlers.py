"""Record what changed in the site's own content."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal import changes
from portal.models import NavigationSettings, PortalDocument, PortalImage, PortalSettings


def connect() -> None:
    """Connect every handler once."""
    settings = (PortalSettings, NavigationSettings)
    for sender in (*settings, Site, Locale, PortalImage, PortalDocument, Redirect):
        post_save.connect(on_change, sender=sender, dispatch_uid=f"change-{sender.__name__}")
        post_delete.connect(on_change, sender=sender, dispatch_uid=f"change-delete-{sender.__name__}")
    post_save.connect(on_page_saved, dispatch_uid="change-page")
    post_delete.connect(on_page_saved, dispatch_uid="change-page-delete")
    page_published.connect(on_page_event, dispatch_uid="change-page-published")
    page_unpublished.connect(on_page_event, dispatch_uid="change-page-unpublished")
    post_page_move.connect(on_page_moved, dispatch_uid="change-page-moved")
    post_save.connect(on_restriction, sender=PageViewRestriction, dispatch_uid="change-restriction")
    post_delete.connect(on_restriction, sender=PageViewRestriction, dispatch_uid="change-restriction-delete")


def on_change(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Record a changed setting, picture, document or redirect."""
    changes.record(instance)


def on_page_saved(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Record a page that was saved or deleted, by the base model's label."""
    if isinstance(instance, Page):
        changes.record_ids([("wagtailcore.page", instance.pk)])


def on_page_event(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Record a page that was published or unpublished; its children's visibility does not depend on it."""
    changes.record_ids([("wagtailcore.page", instance.pk)])


def on_page_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Record a moved page with all below it: their addresses and restrictions changed."""
    record_subtree(instance)


def on_restriction(sender: type[models.Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    """Record the subtree whose visibility changed."""
    record_subtree(instance.page)


def record_subtree(page: Page) -> None:
    """Record a page and everything below it."""
    below = Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True)
    changes.record_ids(("wagtailcore.page", pk) for pk in below)

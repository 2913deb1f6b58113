"""Follow sections: what changes in one changes in every guide, and one that is used is not deleted."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, pre_delete
from django.utils.translation import gettext as _
from wagtail.signals import published, unpublished

from portal import changes
from publications.models import GuideSection

from .uses import holding


def connect() -> None:
    """Connect every handler once."""
    published.connect(on_change, sender=GuideSection, dispatch_uid="guide-section-published")
    unpublished.connect(on_change, sender=GuideSection, dispatch_uid="guide-section-unpublished")
    post_delete.connect(on_change, sender=GuideSection, dispatch_uid="guide-section-deleted")
    pre_delete.connect(before_deletion, sender=GuideSection, dispatch_uid="guide-section-kept")


def on_change(sender: type[models.Model], instance: GuideSection, **kwargs: Any) -> None:
    """Record a section that was published, withdrawn or deleted."""
    changes.record(instance)


def before_deletion(sender: type[models.Model], instance: GuideSection, **kwargs: Any) -> None:
    """Raise ProtectedError for a section that stands somewhere, whoever deletes it and however."""
    if there := holding(instance):
        names = ", ".join(use.title for use in there)
        raise models.ProtectedError(_("This section stands in: %(guides)s") % {"guides": names}, {instance})

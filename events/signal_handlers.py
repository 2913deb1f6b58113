"""Follow publications of events, whoever makes them: the admin, an import, a proposal that was accepted."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.signals import published, unpublished

from events import publishing, references, wishes
from events.co_organisers import protection
from events.co_organisers.kind import DATES
from events.co_organisers.telling import forget_namings
from events.curation import following, workflow
from events.models import Event, SchoolHoliday, Venue
from network.models import Organisation
from network.named import refusing
from network.named.leaving import sweep
from portal import changes


def connect() -> None:
    """Connect every handler once."""
    published.connect(on_change, sender=Event, dispatch_uid="event-published")
    published.connect(following.on_publication, sender=Event, dispatch_uid="event-queue-published")
    workflow.connect()
    unpublished.connect(on_withdrawal, sender=Event, dispatch_uid="event-unpublished")
    pre_delete.connect(on_deletion, sender=Event, dispatch_uid="event-deleted")
    for sender in (Venue, SchoolHoliday):
        post_save.connect(on_row, sender=sender, dispatch_uid=f"event-change-{sender.__name__}")
        post_delete.connect(on_row, sender=sender, dispatch_uid=f"event-delete-{sender.__name__}")
    for sender in references.REFERENCES:
        pre_save.connect(before_reference, sender=sender, dispatch_uid=f"event-before-{sender.__name__}")
        post_save.connect(after_reference, sender=sender, dispatch_uid=f"event-after-{sender.__name__}")


def on_change(sender: type[models.Model], instance: Event, **kwargs: Any) -> None:
    """Name nobody who took itself off, and bring wishes, dates and feeds in step."""
    sweep(DATES, instance)
    wishes.freshen_row(instance)
    publishing.after_change(instance)


def on_withdrawal(sender: type[models.Model], instance: Event, **kwargs: Any) -> None:
    """Bring it in step, too, and tell nobody of it any more."""
    on_change(sender, instance)
    forget_namings(instance)


def on_deletion(sender: type[models.Model], instance: Event, **kwargs: Any) -> None:
    """Remember that it has gone, and nothing of who was named there."""
    publishing.before_deletion(instance)
    forget_namings(instance)
    refusing.forget(instance.uuid)


def on_row(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Record a changed row."""
    changes.record(instance)


def before_reference(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Look at what a row was before it changes."""
    references.before_save(instance)


def after_reference(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Let the events that refer to a row follow it."""
    references.after_save(instance)
    if isinstance(instance, Organisation) and "is_shielded" in instance.changed_for_events:
        protection.after_switch(instance, timezone.now())

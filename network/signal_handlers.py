"""Record changes of the network's own rows, so that pages and search follow them."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from network.care.recording import log_removed_membership
from network.models import Funding, Introduction, Membership, Organisation, Postcode, Region, Topic
from network.tile_choice import choose_tile
from portal import changes


def connect() -> None:
    """Connect every handler once."""
    for sender in (Introduction, Organisation, Region, Topic):
        post_save.connect(on_change, sender=sender, dispatch_uid=f"change-{sender.__name__}")
        post_delete.connect(on_change, sender=sender, dispatch_uid=f"change-delete-{sender.__name__}")
    for sender in (Membership, Funding):
        post_save.connect(on_relation, sender=sender, dispatch_uid=f"change-{sender.__name__}")
        post_delete.connect(on_relation, sender=sender, dispatch_uid=f"change-delete-{sender.__name__}")
    post_delete.connect(on_membership_deleted, sender=Membership, dispatch_uid="log-membership-deleted")
    post_save.connect(on_postcode, sender=Postcode, dispatch_uid="change-postcode")
    m2m_changed.connect(on_recipients, sender=Funding.recipients.through, dispatch_uid="change-recipients")
    pre_save.connect(on_organisation_new, sender=Organisation, dispatch_uid="choose-tile")


def on_change(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Record a changed row."""
    changes.record(instance)


def on_relation(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Record both sides of a membership, or the alliance of a funding."""
    sides = {getattr(instance, "organisation_id", None), instance.alliance_id} - {None}
    changes.record_ids(("network.organisation", pk) for pk in sides)


def on_membership_deleted(sender: type[models.Model], instance: Membership, **kwargs: Any) -> None:
    """Note a deleted membership in the history of both sides, which is all that is left of it."""
    log_removed_membership(instance.organisation, instance.alliance, instance.get_kind_display())


def on_recipients(sender: type[models.Model], instance: Any, action: str, **kwargs: Any) -> None:
    """Record the alliance of a funding whose recipients changed."""
    if action.startswith("post_") and isinstance(instance, Funding) and instance.alliance_id:
        changes.record_ids([("network.organisation", instance.alliance_id)])


def on_postcode(sender: type[models.Model], instance: Postcode, **kwargs: Any) -> None:
    """Record a changed postcode by its code, which addresses carry as text."""
    changes.record_ids([("network.postcode", instance.code)])


def on_organisation_new(sender: type[models.Model], instance: Organisation, **kwargs: Any) -> None:
    """Give a new organisation its tile."""
    if not instance.tile and not kwargs.get("raw"):
        choose_tile(instance)

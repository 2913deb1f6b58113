"""When access is brought in step: with what it follows from, in the same transaction."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Revision, UploadedFile

from network.models import Access, AlliancePage, Organisation, OrganisationPage, Stewardship
from portal.models import PortalDocument, PortalImage
from portal.uploads.pictures import redrawn

from .memberships import keep_in_step
from .office_fields import keep_office_fields
from .provisioning import let_in, provision


def connect() -> None:
    """Connect every handler once."""
    for sender in (OrganisationPage, AlliancePage):
        post_save.connect(on_page, sender=sender, dispatch_uid=f"access-{sender.__name__}")
    post_save.connect(on_organisation, sender=Organisation, dispatch_uid="access-organisation")
    post_save.connect(on_stewardship, sender=Stewardship, dispatch_uid="access-stewardship")
    post_delete.connect(on_stewardship_deleted, sender=Stewardship, dispatch_uid="access-stewardship-deleted")
    pre_save.connect(on_revision, sender=Revision, dispatch_uid="access-revision")
    pre_save.connect(on_upload, sender=UploadedFile, dispatch_uid="access-upload")
    post_delete.connect(on_access_deleted, sender=Access, dispatch_uid="access-deleted")


def on_page(
    sender: type[models.Model], instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Provide for the organisation of a page that is new, or was given to another organisation."""
    if raw:
        return
    ruling = set(Organisation.objects.filter(access__group__page_permissions__page=instance))
    if created or ruling != {instance.organisation}:
        for organisation in ruling | {instance.organisation}:
            provision(organisation)


def on_organisation(
    sender: type[models.Model], instance: Organisation, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Follow an organisation's name, status and trust."""
    if not raw and not created and Access.objects.filter(organisation=instance).exists():
        provision(instance)


def on_stewardship(
    sender: type[models.Model], instance: Stewardship, raw: bool = False, **kwargs: Any
) -> None:
    """Give and take what follows from a row."""
    if not raw:
        let_in(instance)


def on_stewardship_deleted(sender: type[models.Model], instance: Stewardship, **kwargs: Any) -> None:
    """Take what followed from a row that is gone."""
    keep_in_step(instance.user)


def on_revision(sender: type[models.Model], instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    """Keep what is the office's in every revision of a page."""
    if not raw:
        keep_office_fields(instance)


def on_upload(sender: type[models.Model], instance: UploadedFile, **kwargs: Any) -> None:
    """Draw a picture anew that waits for its description: Wagtail keeps what was sent, not what the form made."""
    kind = instance.for_content_type
    if kind is not None and kind.model_class() is PortalImage and not instance.file._committed:
        instance.file = redrawn(instance.file)


def on_access_deleted(sender: type[models.Model], instance: Access, **kwargs: Any) -> None:
    """Take the group of a deleted entry away, and its collection unless files lie in it."""
    instance.group.delete()
    collection = instance.collection
    if not any(
        model.objects.filter(collection=collection).exists() for model in (PortalImage, PortalDocument)
    ):
        collection.delete()

"""Who may have a file: everybody what is public, and what is not whoever may choose or change it."""

from typing import Any

from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import CollectionViewRestriction

from portal.disclosure import Audience
from portal.wagtail_policies import document_policy, image_policy

USED = ("choose", "change")


def is_public(file: AbstractImage | AbstractDocument) -> bool:
    """Return whether everybody may have a file: its owner says so, and nobody closed the collection it lies in."""
    if file.disclosure != Audience.PUBLIC:
        return False
    closed = CollectionViewRestriction.objects.filter(
        collection__in=file.collection.get_ancestors(inclusive=True)
    )
    return not closed.exists()


def may_have(user: Any, file: AbstractImage | AbstractDocument) -> bool:
    """Return whether somebody may have a file that is not public."""
    policy = image_policy() if isinstance(file, AbstractImage) else document_policy()
    return user.is_authenticated and policy.user_has_any_permission_for_instance(user, USED, file)

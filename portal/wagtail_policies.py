"""The policies that Wagtail itself asks: 7.4 keeps them in modules, 8 in a registry."""

from typing import Any

from wagtail import permissions
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page


def page_policy() -> Any:
    """Return the policy for pages."""
    if hasattr(permissions, "policy_registry"):
        return permissions.policy_registry.get_by_type(Page)
    return permissions.page_permission_policy


def image_policy() -> Any:
    """Return the policy for images."""
    if hasattr(permissions, "policy_registry"):
        return permissions.policy_registry.get_by_type(get_image_model())
    from wagtail.images.permissions import permission_policy  # noqa: PLC0415 - Wagtail 8 warns of it

    return permission_policy


def document_policy() -> Any:
    """Return the policy for documents."""
    if hasattr(permissions, "policy_registry"):
        return permissions.policy_registry.get_by_type(get_document_model())
    from wagtail.documents.permissions import permission_policy  # noqa: PLC0415 - Wagtail 8 warns of it

    return permission_policy

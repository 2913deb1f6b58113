"""The policies that Wagtail itself asks: 7.4 keeps them in modules, 8 in a registry."""

from typing import Any

from wagtail import permissions
from wagtail.documents import get_document_model
from wagtail.documents import permissions as document_permissions
from wagtail.images import get_image_model
from wagtail.images import permissions as image_permissions
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
    return image_permissions.permission_policy


def document_policy() -> Any:
    """Return the policy for documents."""
    if hasattr(permissions, "policy_registry"):
        return permissions.policy_registry.get_by_type(get_document_model())
    return document_permissions.permission_policy

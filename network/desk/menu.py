"""What stands in the sidebar of somebody who is here for organisations alone: what they can use, and nothing else."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from network.models.stewardship import acts_today
from portal.menu import MenuItemFor

from .serving import is_member

# By the names of Wagtail's menu; what a later version or app adds is not there for members until it stands here.
FOR_MEMBERS = frozenset({"desk", "own-pages", "images", "documents", "calendar", "members", "manual"})


def desk_item() -> MenuItem:
    """Return the way to the desk."""
    return MenuItemFor(
        _("My desk"), reverse("desk:begin"), acts_today, name="desk", icon_name="home", order=50
    )


def pages_item() -> MenuItem:
    """Return the way to one's own pages, without the explorer that slides in."""
    return MenuItemFor(
        _("Pages"),
        reverse("wagtailadmin_explore_root"),
        is_member,
        name="own-pages",
        icon_name="doc-full",
        order=100,
    )


def manual_item() -> MenuItem:
    """Return the way to the manual, from every page of the admin."""
    return MenuItem(_("Manual"), reverse("manual"), name="manual", icon_name="help", order=10_900)


def keep_for_members(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out of a member's menu what does not concern members (a hook of Wagtail's menu)."""
    if is_member(request.user):
        items[:] = [item for item in items if item.name in FOR_MEMBERS]

"""What the network adds to Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.signals import copy_for_translation_done
from wagtail.snippets.models import register_snippet

from network import shielding
from network.access.admin_api import take_over
from network.access.beginning import refuse_too_many
from network.access.choosing import pages_to_choose
from network.access.page_lists import AnyPageViewSet
from network.care import hooks as care
from network.care.admin import CareViewSet
from network.desk import hooks as desk
from network.desk.admin import DeskViewSet
from network.freshness import hooks as freshness
from network.freshness.admin import FreshnessViewSet
from network.messages import hooks as circulars
from network.messages.admin import CircularsViewSet
from network.moderation import hooks as moderation
from network.moderation.admin import ModerationViewSet
from network.named.allow_page import NamedViewSet
from network.named.leaving import register_log_action
from network.page_buttons import actor_page_buttons
from network.page_viewsets import AlliancePageViewSet, OrganisationPageViewSet
from network.roles import follow_translation
from network.stewards import hooks as stewards
from network.stewards.admin import StewardsViewSet
from network.viewsets import NetworkGroup

register_snippet(NetworkGroup)
for room in (care, freshness, circulars, moderation, desk, stewards):
    room.connect()
hooks.register("register_log_actions", register_log_action)
hooks.register("register_page_header_buttons", actor_page_buttons)
hooks.register("construct_page_chooser_queryset", pages_to_choose)
hooks.register("before_create_page", refuse_too_many)
# After Wagtail's own views, whose place these take.
hooks.register("construct_admin_api", take_over, order=10)
copy_for_translation_done.connect(follow_translation, dispatch_uid="roles-of-translated-home")


@hooks.register("register_admin_viewset")
def register_page_viewsets() -> list[ViewSet]:
    """Return the explorer's views, and the pages of the rooms that have some."""
    return [
        AnyPageViewSet(),
        OrganisationPageViewSet(),
        AlliancePageViewSet(),
        CareViewSet(),
        FreshnessViewSet(),
        CircularsViewSet(),
        ModerationViewSet(),
        DeskViewSet(),
        StewardsViewSet(),
        NamedViewSet(),
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the emergency switch in histories."""
    actions.register_action(shielding.SHIELD, _("Emergency switch on"), _("Persons and places hidden"))
    actions.register_action(
        shielding.UNSHIELD, _("Emergency switch off"), _("Persons and places shown again")
    )


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Return the style sheets of the rooms' pages in the admin, and of phones."""
    names = ("admin", "care", "desk", "moderation", "stewards", "phone")
    links = ((static(f"network/css/{name}.css"),) for name in names)
    return format_html_join("", '<link rel="stylesheet" href="{}">', links)


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    """Return the script that opens a page's form at the field of the address, and folds its groups on a phone."""
    return format_html('<script type="module" src="{}"></script>', static("network/js/page-form.js"))

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
from network.access.choosing import pages_to_choose
from network.admin_home import add_desk
from network.care import admin as care
from network.care import log_actions as care_log
from network.desk import action_menu, earlier, menu
from network.desk import admin as desk
from network.freshness import admin as freshness
from network.freshness import log_actions as freshness_log
from network.messages import admin as circulars
from network.messages import log_actions as circulars_log
from network.moderation import action_menu
from network.moderation import admin as moderation
from network.moderation import log_actions as moderation_log
from network.page_buttons import actor_page_buttons
from network.page_viewsets import AlliancePageViewSet, OrganisationPageViewSet
from network.roles import follow_translation
from network.stewards import admin as stewards
from network.stewards import log_actions as stewards_log
from network.viewsets import NetworkGroup

register_snippet(NetworkGroup)
hooks.register("construct_homepage_panels", add_desk)
hooks.register("construct_homepage_panels", care.add_panel)
hooks.register("construct_homepage_panels", moderation.add_panel)
hooks.register("register_admin_menu_item", care.menu_item)
hooks.register("register_admin_menu_item", freshness.menu_item)
hooks.register("register_admin_menu_item", circulars.circulars_item)
hooks.register("register_admin_menu_item", circulars.members_item)
hooks.register("register_admin_menu_item", menu.desk_item)
hooks.register("register_admin_menu_item", menu.pages_item)
hooks.register("register_admin_menu_item", menu.manual_item)
hooks.register("construct_main_menu", menu.keep_for_members)
hooks.register("before_edit_page", earlier.keep_unversioned)
hooks.register("construct_page_action_menu", action_menu.put_first)
hooks.register("register_log_actions", care_log.register)
hooks.register("register_log_actions", freshness_log.register)
hooks.register("register_log_actions", circulars_log.register)
hooks.register("register_admin_menu_item", moderation.menu_item)
hooks.register("register_log_actions", moderation_log.register)
hooks.register("construct_page_action_menu", action_menu.in_our_words)
hooks.register("after_edit_page", action_menu.lead_to_check)
hooks.register("before_edit_page", action_menu.say_what_is_asked)
hooks.register("register_admin_menu_item", stewards.menu_item)
hooks.register("register_log_actions", stewards_log.register)
hooks.register("register_page_header_buttons", actor_page_buttons)
hooks.register("construct_page_chooser_queryset", pages_to_choose)
# After Wagtail's own views, whose place these take.
hooks.register("construct_admin_api", take_over, order=10)
copy_for_translation_done.connect(follow_translation, dispatch_uid="roles-of-translated-home")


@hooks.register("register_admin_viewset")
def register_page_viewsets() -> list[ViewSet]:
    """Return the explorer's views of entries, and the pages of the rooms that have some."""
    """Return the explorer's views of entries, and the pages of the network's other rooms."""
    return [
        OrganisationPageViewSet(),
        AlliancePageViewSet(),
        care.CareViewSet(),
        freshness.FreshnessViewSet(),
        circulars.CircularsViewSet(),
        moderation.ModerationViewSet(),
        desk.DeskViewSet(),
        stewards.StewardsViewSet(),
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the emergency switch and what the desk keeps in histories."""
    actions.register_action(shielding.SHIELD, _("Emergency switch on"), _("Persons and places hidden"))
    actions.register_action(
        shielding.UNSHIELD, _("Emergency switch off"), _("Persons and places shown again")
    )
    actions.register_action(earlier.KEPT, _("Keep as it was"), _("Kept as it was before the first change"))


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Return the style sheets of the rooms' pages in the admin."""
    names = ("admin", "care", "desk", "moderation", "phone")
    links = ((static(f"network/css/{name}.css"),) for name in names)
    """Return the style sheets of the network's panels and of register care."""
    links = ((static(f"network/css/{name}.css"),) for name in ("admin", "care", "stewards"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', links)


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    """Return the script that opens a page's form at the field of the address, and folds its groups on a phone."""
    return format_html('<script type="module" src="{}"></script>', static("network/js/page-form.js"))

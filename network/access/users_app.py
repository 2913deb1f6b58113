"""Wagtail's app of accounts and groups, with our views of groups (Wagtail takes them from here alone)."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's app under its own name."""

    group_viewset = "network.access.kept_groups.KeptGroupViewSet"

"""Groups that nobody deletes or renames, superusers included: those of organisations, and those of every portal.

Rights of organisations hang on the first, and all rights of the office, the editors and the members on the others.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.users.forms import GroupForm
from wagtail.users.views.groups import DeleteView, GroupViewSet

from network.models import Access
from network.roles import ROLES


def reason_to_stay(group: Group) -> str:
    """Return why a group must not be deleted, "" where it may."""
    access = Access.objects.filter(group=group).select_related("organisation").first()
    if access is not None:
        return _(
            "“%(group)s” holds the rights of “%(name)s”, so it stays. To take them from somebody, end what that "
            "person does for the organisation."
        ) % {"group": group, "name": access.organisation}
    if any(group.name == role.name for role in ROLES):
        return _("The portal works with “%(group)s”, so it stays. You can take people out of it.") % {
            "group": group
        }
    return ""


class KeepingDeleteView(DeleteView):
    """Deletes a group unless it must stay; then it says why."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer."""
        if self.user_has_permission("delete") and (reason := reason_to_stay(self.object)):
            messages.error(request, reason)
            return redirect(self.edit_url_name, self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class KeepingForm(GroupForm):
    """The form of a group; one that must stay keeps its name, by which the portal finds it."""

    def clean_name(self) -> str:
        """Return the name; raises ValidationError for another one than the portal knows."""
        name = super().clean_name()
        if self.instance.pk and name != self.initial["name"] and reason_to_stay(self.instance):
            raise ValidationError(
                _("The portal knows this group by its name: leave it at “%(name)s”."),
                params={"name": self.initial["name"]},
            )
        return name


class KeptGroupViewSet(GroupViewSet):
    """Wagtail's views of groups."""

    delete_view_class = KeepingDeleteView

    def get_form_class(self, for_update: bool = False) -> type[GroupForm]:
        """Return the form that keeps names."""
        return KeepingForm

"""The first thing on an editor's desk: where to change what, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from portal.registries import first_steps


@dataclass(frozen=True)
class Step:
    """A task, what one does for it, and where."""

    title: str
    text: str
    url: str


class FirstStepsPanel(Component):
    """A short guide instead of links to foreign handbooks; shows only what the person may do."""

    name = "first_steps"
    template_name = "portal/admin/first_steps.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the steps for the person at the desk."""
        return {"steps": steps_for(parent_context["request"].user)}


def steps_for(user: Any) -> list[Step]:
    """Return what a person may do, the most frequent first."""
    steps = [
        Step(
            _("Change a page"),
            _("Open it in the list of pages, change it, look at the preview, and publish it below."),
            reverse("wagtailadmin_explore_root"),
        ),
        *filter(None, (step(user) for step in first_steps)),
    ]
    if user.has_perm("portal.change_navigationsettings"):
        steps.append(
            _setting("navigationsettings", _("Menu and footer"), _("Choose what stands in the main menu."))
        )
    if user.has_perm("portal.change_portalsettings"):
        text = _("The name of the network, and how people reach the coordination office.")
        steps.append(_setting("portalsettings", _("Name and office"), text))
    return steps


def _setting(model: str, title: str, text: str) -> Step:
    """Return the step to a page of settings."""
    return Step(title, text, reverse("wagtailsettings:edit", args=["portal", model]))

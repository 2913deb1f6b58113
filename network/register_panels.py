"""The form of a register entry, grouped by what the office asks itself."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel

from network.care.reasons import reason_words
from network.register_form import OrganisationForm
from network.register_related import related


class LookAlikesPanel(Panel):
    """Entries that the one being saved looks like, with the question whether it is another one."""

    def get_form_options(self) -> dict[str, Any]:
        """Return the field of the answer."""
        return {"fields": ["despite"]}

    class BoundPanel(Panel.BoundPanel):
        """The panel in one form."""

        template_name = "network/admin/look_alikes_panel.html"

        def is_shown(self) -> bool:
            """Return whether there is something to ask."""
            return bool(self.form.look_alikes)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the entries in words."""
            rows = [(one, reason_words(one.alike.reasons)) for one in self.form.look_alikes]
            return {**super().get_context_data(parent_context), "rows": rows, "field": self.form["despite"]}


class RelatedPanel(Panel):
    """What refers to the entry, to read."""

    class BoundPanel(Panel.BoundPanel):
        """The panel in one form."""

        template_name = "network/admin/related_panel.html"

        def is_shown(self) -> bool:
            """Return whether there is an entry yet."""
            return bool(self.instance and self.instance.pk)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the groups of rows."""
            context = super().get_context_data(parent_context)
            return {**context, "groups": related(self.instance, self.request.user)}


class EmergencyPanel(Panel):
    """Whether the emergency switch is on, and where it is."""

    class BoundPanel(Panel.BoundPanel):
        """The panel in one form."""

        template_name = "network/admin/emergency_panel.html"

        def is_shown(self) -> bool:
            """Return whether there is an entry yet."""
            return bool(self.instance and self.instance.pk)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the state and the switch's address."""
            url = reverse("wagtailsnippets_network_organisation:shield", args=[self.instance.pk])
            return {
                **super().get_context_data(parent_context),
                "is_shielded": self.instance.is_shielded,
                "url": url,
            }


class UnassignedPanel(MultiFieldPanel):
    """Words of an import that match nothing, with what to do about them."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The panel in one form."""

        def is_shown(self) -> bool:
            """Return whether a word is left."""
            return bool(self.instance and self.instance.unmatched)


WHO = MultiFieldPanel(
    [
        FieldPanel("name", classname="title"),
        FieldPanel("short_name", help_text=_("As people say it: “KuBa”. Found in the search.")),
        FieldPanel(
            "former_names", help_text=_("One per line. Whoever searches for them still finds this entry.")
        ),
        FieldPanel(
            "kind",
            help_text=_("A filter of the directory. An alliance has members and a page of its own type."),
        ),
        FieldPanel("legal_form"),
        FieldPanel("register_number", help_text=_("With the court: “VR 12345, Amtsgericht Chemnitz”.")),
        FieldPanel("founded"),
        FieldPanel(
            "is_non_state",
            help_text=_(
                "Some alliances admit only non-governmental members, some funders ask for a municipal one."
            ),
        ),
    ],
    heading=_("Who is it?"),
)

WHERE = MultiFieldPanel(
    [
        FieldPanel(
            "seat",
            help_text=_(
                "Town or district of the seat. Where it works is said on its page. The map shows the seat only as "
                "exactly as the addresses there allow."
            ),
        ),
    ],
    heading=_("Where?"),
)

LISTED = MultiFieldPanel(
    [
        FieldPanel(
            "status",
            help_text=_(
                "Active and dormant entries are listed and found, proposed and dissolved ones are not. Their page "
                "keeps its address, and their memberships stay in the history."
            ),
        ),
        FieldPanel(
            "is_external",
            help_text=_(
                "Known as a member or funder, without a page here. It is not missed in “without page”."
            ),
        ),
        FieldPanel("register_id"),
    ],
    heading=_("How is it listed?"),
)

TRUSTED = MultiFieldPanel(
    [
        FieldPanel(
            "trust",
            help_text=_(
                "“Publishes directly” also holds for new events of this organisation; otherwise the editors look at "
                "every change first. Who acts for it is kept under “Stewardships”."
            ),
        ),
    ],
    heading=_("Who checks its events?"),
)

UNASSIGNED = UnassignedPanel(
    [
        FieldPanel(
            "settled",
            help_text=_(
                "These words came with an import and match nothing we know; they are kept, and the search finds "
                "them. Choose what they mean on the page of the organisation (create the topic or place first if "
                "there is none), then tick them here and save."
            ),
        ),
    ],
    heading=_("Words not yet assigned"),
)

EDIT_HANDLER = ObjectList(
    [
        LookAlikesPanel(heading=_("Is it in the register already?")),
        WHO,
        WHERE,
        LISTED,
        TRUSTED,
        UNASSIGNED,
        RelatedPanel(heading=_("What belongs to it")),
        EmergencyPanel(heading=_("Emergency")),
    ],
    base_form_class=OrganisationForm,
)

"""The register in the admin."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.widgets.button import HeaderButton

from network.care.lookalikes import keep_apart
from network.care.recording import log_changes
from network.choosers import OrganisationChooserViewSet
from network.columns import DayColumn, LinkColumn
from network.models import Organisation
from network.models.organisations import OrganisationKind, OrganisationStatus
from network.models.stewardship import stewards_choose
from network.register_filters import RegisterFilterSet
from network.register_panels import EDIT_HANDLER
from network.register_queries import with_columns
from network.renaming import follow_name
from network.shield_view import ShieldView
from network.stewards.beginning import rights_path
from portal.models import User
from portal.scoped_views import CreateView, EditView, IndexView
from portal.scoped_viewset import ScopedViewSet


def stewards_choose_listed(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return the entries that stand in the public directory to whoever acts for one of them, to choose from."""
    listed = (OrganisationStatus.ACTIVE, OrganisationStatus.DORMANT)
    return stewards_choose(user, action, rows).filter(status__in=listed)


def lacks_page(entry: Organisation) -> bool:
    """Return whether an entry without a page should have one: it is ours, and has not become another."""
    return not entry.is_external and entry.status != OrganisationStatus.MERGED


def page_words(entry: Organisation) -> str:
    """Return the state of the entry's page in words."""
    if entry.page_pk is None:
        return _("missing: create it") if lacks_page(entry) else ""
    return _("published") if entry.page_live else _("draft")


def page_url(entry: Organisation) -> str | None:
    """Return where the entry's page is edited, or created where one is missed."""
    if entry.page_pk:
        return reverse("wagtailadmin_pages:edit", args=[entry.page_pk])
    return reverse("register_care:make_page", args=[entry.pk]) if lacks_page(entry) else None


def hints_url(entry: Organisation) -> str | None:
    """Return where the open hints on an entry are listed."""
    if not entry.open_hints:
        return None
    return f"{reverse('wagtailsnippets_network_correction:list')}?organisation={entry.pk}&status=open"


def memberships_url(entry: Organisation) -> str:
    """Return where the entry's memberships, or an alliance's members, are listed."""
    side = "alliance" if entry.kind == OrganisationKind.ALLIANCE else "organisation"
    return f"{reverse('wagtailsnippets_network_membership:list')}?{side}={entry.pk}"


class RegisterIndexView(IndexView):
    """The register with what the office wants to see of each entry at a glance."""

    table_classname = "listing register"

    def get_base_queryset(self) -> QuerySet:
        """Return the permitted entries with their columns."""
        return with_columns(super().get_base_queryset(), timezone.localdate())

    def get_list_more_buttons(self, instance: Organisation) -> list[Any]:
        """Add the emergency switch."""
        buttons = super().get_list_more_buttons(instance)
        if self._may("change", instance):
            label = _("Switch off emergency") if instance.is_shielded else _("Emergency switch")
            url = reverse("wagtailsnippets_network_organisation:shield", args=[instance.pk])
            buttons.append(MenuItem(label, url=url, icon_name="warning", priority=90))
        return buttons


class RegisterCreateView(CreateView):
    """The form of a new entry."""

    def save_instance(self) -> Organisation:
        """Save the entry and remember what it was said not to be."""
        entry = super().save_instance()
        keep_apart(entry, self.form.look_alikes, self.request.user, timezone.now())
        return entry


class RegisterEditView(EditView):
    """The form of an entry, with what else is done with it above."""

    def save_instance(self) -> Organisation:
        """Save the entry; pages that bear its name follow it."""
        before = Organisation.objects.select_related("seat").get(pk=self.object.pk)
        entry = super().save_instance()
        log_changes(before, entry, self.request.user)
        keep_apart(entry, self.form.look_alikes, self.request.user, timezone.now())
        if entry.name != before.name:
            follow_name(entry, before.name, self.request.user)
        return entry

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the switch and the ways to people, history and merging."""
        url = reverse("wagtailsnippets_network_organisation:shield", args=[self.object.pk])
        label = _("Switch off emergency") if self.object.is_shielded else _("Emergency switch")
        history = reverse("register_care:history", args=[self.object.pk])
        merge = f"{reverse('register_care:choose_pair')}?source={self.object.pk}"
        page = reverse("register_care:make_page", args=[self.object.pk])
        is_missing = lacks_page(self.object) and not self.object.pages.exists()
        return [
            *([HeaderButton(_("Create a page"), url=page, icon_name="doc-empty")] if is_missing else []),
            HeaderButton(_("Who may do what here?"), url=rights_path(self.object), icon_name="user"),
            HeaderButton(label, url=url, icon_name="warning"),
            HeaderButton(_("Everything that happened"), url=history, icon_name="history"),
            HeaderButton(_("Merge into another entry"), url=merge, icon_name="copy"),
        ]


class OrganisationViewSet(ScopedViewSet):
    """The register; nothing in it is ever deleted, because others refer to it."""

    model = Organisation
    icon = "group"
    menu_label = gettext_lazy("Register")
    never = frozenset({"delete"})
    edit_handler = EDIT_HANDLER
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["id", "uuid", "tile", "unmatched", "merged_into"]
    index_view_class = RegisterIndexView
    add_view_class = RegisterCreateView
    edit_view_class = RegisterEditView
    chooser_viewset_class = OrganisationChooserViewSet
    row_rule = staticmethod(stewards_choose_listed)
    list_display = [
        "name",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("seat", label=gettext_lazy("Seat"), sort_key="seat__name"),
        Column("status", label=gettext_lazy("Status"), accessor="get_status_display", sort_key="status"),
        LinkColumn("page", page_url, label=gettext_lazy("Page"), accessor=page_words, sort_key="page_live"),
        LinkColumn(
            "membership_count",
            memberships_url,
            label=gettext_lazy("Memberships"),
            sort_key="membership_count",
        ),
        DayColumn("confirmed_on", label=gettext_lazy("Confirmed"), sort_key="confirmed_on"),
        LinkColumn("open_hints", hints_url, label=gettext_lazy("Hints"), sort_key="open_hints"),
        StatusFlagColumn(
            "is_shielded",
            label=gettext_lazy("Emergency"),
            true_label=gettext_lazy("shielded"),
            sort_key="is_shielded",
        ),
    ]
    filterset_class = RegisterFilterSet
    search_fields = ("name", "short_name", "former_names", "register_id", "register_number")
    ordering = "name"
    list_per_page = 50

    @cached_property
    def shield_view(self) -> Any:
        """Return the emergency switch."""
        return self.construct_view(ShieldView)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the emergency switch."""
        return [*super().get_urlpatterns(), path("shield/<int:pk>/", self.shield_view, name="shield")]

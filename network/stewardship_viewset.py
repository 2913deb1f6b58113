"""Who acts for which organisation, in the admin; the only place where these rights are given."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from network.columns import DayColumn, LinkColumn
from network.membership_viewsets import NOW, PrefilledCreateView
from network.models import Stewardship
from network.models.stewardship import today
from network.register_filters import YES_NO, one_of
from network.stewards.beginning import rights_path
from network.stewards.overview import WANTED
from portal.scoped_viewset import ScopedViewSet


class StewardshipCreateView(PrefilledCreateView):
    """A new stewardship."""

    prefilled = ("organisation",)


class StewardshipFilterSet(WagtailFilterSet):
    """By whether it holds, and by whether somebody could stand in."""

    when = one_of(_("Valid"), NOW, "by_validity")
    alone = one_of(_("Only one person acts for the organisation"), YES_NO, "by_company")

    def by_validity(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Return the rows that hold today, or are over."""
        return rows.on(today()) if value == "now" else rows.filter(until__lte=today())

    def by_company(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Return the rows that hold today of organisations with one person, or with several."""
        rows = rows.on(today())
        return rows.filter(company__lt=WANTED) if value == "yes" else rows.filter(company__gte=WANTED)

    class Meta:
        model = Stewardship
        fields: list[str] = []


def person_words(stewardship: Stewardship) -> str:
    """Return who it is, with the address that tells two of the same name apart."""
    user = stewardship.user
    return f"{name} ({user.email})" if (name := user.get_full_name()) else user.email


def rights_url(stewardship: Stewardship) -> str:
    """Return where one sees who may do what for the organisation, and invites somebody."""
    return rights_path(stewardship.organisation)


def rights_words(stewardship: Stewardship) -> str:
    """Return what stands behind the link."""
    return str(_("Look, or invite"))


class StewardshipViewSet(ScopedViewSet):
    """Who may act for whom; what ended stays, with its end."""

    model = Stewardship
    icon = "user"
    menu_label = _("Stewardships")
    add_view_class = StewardshipCreateView
    list_display = [
        "organisation",
        LinkColumn("rights", rights_url, label=_("Who may do what"), accessor=rights_words),
        Column("person", label=_("Person"), accessor=person_words, sort_key="user__email"),
        DayColumn("since", label=_("Since"), sort_key="since"),
        DayColumn("until", label=_("Until"), sort_key="until"),
        Column("company", label=_("Persons today"), sort_key="company"),
    ]
    filterset_class = StewardshipFilterSet
    search_fields = ("organisation__name", "organisation__short_name", "user__email", "user__last_name")
    ordering = "organisation__name"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("user"), FieldPanel("organisation")],
                heading=_("Who acts for whom?"),
                help_text=_(
                    "The person may write the page and the dates of the organisation. At least two persons per "
                    "organisation are wanted. Whoever has no account yet is invited by mail instead: on the page "
                    "“Who may do what here?” of the organisation."
                ),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("since"), FieldPanel("until")])],
                heading=_("For how long?"),
                help_text=_(
                    "Delete no row when somebody leaves: write down the end, and the rights end with it."
                ),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with how many persons act for the organisation today."""
        others = Stewardship.objects.on(today()).filter(organisation=OuterRef("organisation")).order_by()
        company = others.values("organisation").annotate(number=Count("user", distinct=True)).values("number")
        rows = Stewardship.objects.select_related("user", "organisation")
        return rows.annotate(company=Coalesce(Subquery(company), 0))

"""Places in the admin: imported, with names the office may add to."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from network.choosers import RegionChooserViewSet
from network.models import Postcode, Region
from network.models.regions import RegionKind
from network.models.stewardship import stewards_choose
from network.register_filters import boxes
from portal.scoped_viewset import ScopedViewSet
from portal.viewsets import READ_ONLY


def names(postcode: Postcode) -> str:
    """Return the names of a postcode's municipalities."""
    return ", ".join(str(region) for region in postcode.regions.all())


class RegionFilterSet(WagtailFilterSet):
    """By kind."""

    kind = boxes(_("Kind"), "kind", RegionKind.choices)

    class Meta:
        model = Region
        fields: list[str] = []


class RegionViewSet(ScopedViewSet):
    """States, districts, municipalities and free areas; none is deleted, because addresses refer to it."""

    model = Region
    icon = "site"
    never = frozenset({"delete"})
    chooser_viewset_class = RegionChooserViewSet
    row_rule = staticmethod(stewards_choose)
    chooser_per_page = 20
    list_display = [
        "name",
        Column("official_name", label=_("Official name"), sort_key="official_name"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("code", label=_("Code"), sort_key="code"),
        Column("parent", label=_("Part of"), sort_key="parent__name"),
    ]
    filterset_class = RegionFilterSet
    search_fields = ("name", "official_name", "name_sorbian", "aliases", "code")
    ordering = "name"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("official_name"),
                    FieldPanel("name_sorbian", help_text=_("Shown beside the German name, and found.")),
                    FieldPanel("aliases"),
                ],
                heading=_("What is it called?"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("code")]),
                    FieldPanel(
                        "parent", help_text=_("Who filters by that one finds entries of this one, too.")
                    ),
                ],
                heading=_("What is it part of?"),
                help_text=_(
                    "Kind and code together are the key in addresses and imports. The next import of places "
                    "overwrites what the official lists say; other names are kept."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")]),
                    FieldPanel("population"),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                ],
                heading=_("Where and since when?"),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the places without their outlines."""
        return Region.objects.select_related("parent").defer("shape", "parent__shape")


class PostcodeViewSet(ScopedViewSet):
    """Postcodes, to read: they come from an import."""

    model = Postcode
    icon = "globe"
    never = READ_ONLY
    inspect_view_enabled = True
    list_display = [
        "code",
        Column("place", label=_("Place"), sort_key="place"),
        Column("municipalities", label=_("Municipalities"), accessor=names),
    ]
    search_fields = ("code", "place")
    ordering = "code"
    list_per_page = 50
    add_to_reference_index = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the postcodes with their municipalities."""
        return Postcode.objects.prefetch_related("regions")

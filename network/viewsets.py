"""The network in the admin: one menu beside the pages."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network.correction_viewset import CorrectionViewSet
from network.introduction_viewset import IntroductionViewSet
from network.membership_viewsets import FundingViewSet, MembershipViewSet
from network.models import Topic
from network.place_viewsets import PostcodeViewSet, RegionViewSet
from network.register_viewset import OrganisationViewSet
from network.stewardship_viewset import StewardshipViewSet
from network.topic_form import TopicForm
from portal.scoped_viewset import ScopedViewSet
from portal.viewsets import ChangeViewSet, MailViewSet


class TopicViewSet(ScopedViewSet):
    """The curated topics; their slugs are keys and stay."""

    model = Topic
    icon = "tag"
    list_display = [
        "name",
        Column("slug", label=_("Key"), sort_key="slug"),
        Column("parent", label=_("Part of"), sort_key="parent__name"),
        Column("use_count", label=_("Entries"), sort_key="use_count"),
    ]
    search_fields = ("name", "label_en", "slug", "synonyms")
    ordering = "name"
    list_per_page = 100
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name", help_text=_("As people look for it, at most three words.")),
                    FieldPanel("label_en"),
                    FieldPanel("description"),
                    FieldPanel("synonyms"),
                ],
                heading=_("What is it called?"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("parent", help_text=_("Keeps related topics together.")),
                    FieldPanel(
                        "slug",
                        help_text=_(
                            "Key in addresses, imports and the search. It stays as it is once the topic is saved."
                        ),
                    ),
                ],
                heading=_("Where does it belong?"),
            ),
        ],
        base_form_class=TopicForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the topics with the number of pages that carry them."""
        return Topic.objects.select_related("parent").annotate(use_count=Count("uses"))


class NetworkGroup(SnippetViewSetGroup):
    """The menu of everything that is no page."""

    items = (
        OrganisationViewSet,
        MembershipViewSet,
        FundingViewSet,
        StewardshipViewSet,
        CorrectionViewSet,
        TopicViewSet,
        IntroductionViewSet,
        RegionViewSet,
        PostcodeViewSet,
        MailViewSet,
        ChangeViewSet,
    )
    menu_label = _("Network")
    menu_icon = "group"
    menu_order = 150

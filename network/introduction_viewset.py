"""Introductions of topics and places in the admin."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from network.models import Introduction
from portal.scoped_viewset import ScopedViewSet
from portal.sent_forms import SentModelForm


class IntroductionFilterSet(WagtailFilterSet):
    """By language."""

    class Meta:
        model = Introduction
        fields = ["locale"]


class IntroductionViewSet(ScopedViewSet):
    """What stands above the lists of topics and places; editors and the office write it."""

    model = Introduction
    icon = "doc-full-inverse"
    list_display = [
        "__str__",
        Column("lead", label=_("Introduction")),
        Column("locale", label=_("Language"), sort_key="locale__language_code"),
    ]
    filterset_class = IntroductionFilterSet
    search_fields = ("topic__name", "region__name", "heading", "lead")
    list_per_page = 50
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("topic"), FieldPanel("region"), FieldPanel("locale")],
                heading=_("What is it about?"),
                help_text=_(
                    "Either a topic or a place. A page in a language without an introduction of its own shows "
                    "the German one."
                ),
            ),
            MultiFieldPanel(
                [FieldPanel("heading"), FieldPanel("lead"), FieldPanel("body")],
                heading=_("What does it say?"),
            ),
            MultiFieldPanel(
                [FieldPanel("search_title"), FieldPanel("search_description")],
                heading=_("For search engines and sharing"),
            ),
        ],
        base_form_class=SentModelForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the introductions with what they are about."""
        found = Introduction.objects.select_related("topic", "region", "locale")
        return found.defer("body", "region__shape")

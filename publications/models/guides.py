"""Guides, their list, and what they are about."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from network.choices import TargetGroup
from network.fields import ChoiceListField
from network.models import Organisation, Region, Topic
from portal.models import BasePage
from publications.guides.blocks import ChaptersBlock, TitleWordsStream, UrgentBlock
from publications.guides.page_form import GuidePageForm
from publications.guides.page_panels import GUIDE_CONTENT, GUIDE_SETTINGS

from .lists import ListPage


class GuideIndexPage(ListPage):
    """The list of guides."""

    subpage_types = ["publications.GuidePage", "publications.KitPage"]
    template = ListPage.template

    class Meta:
        verbose_name = _("list of guides")


class GuidePage(BasePage):
    """A guide: chapters of sections, for somebody, about something; its facts stand in the default language."""

    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        help_text=_("What somebody can do who has read it. Stands in every list."),
    )
    for_whom = models.CharField(
        _("for whom, in words"),
        max_length=150,
        blank=True,
        help_text=_("Stands above the title. For example: for neighbours and volunteers."),
    )
    target_groups = ChoiceListField(_("for whom"), options=TargetGroup.choices)
    topics = ClusterTaggableManager(
        through="publications.GuideTopic", blank=True, verbose_name=_("topics"), related_name="guides"
    )
    urgent_heading = models.CharField(
        _("question above the number"),
        max_length=100,
        blank=True,
        help_text=_("For example: Is it happening right now?"),
    )
    urgent = StreamField(UrgentBlock(), verbose_name=_("whom to call at once"), blank=True)
    chapters = StreamField(ChaptersBlock(), verbose_name=_("chapters"), blank=True)
    title_words = StreamField(
        TitleWordsStream(),
        verbose_name=_("title in other languages"),
        blank=True,
        help_text=_(
            "For languages in which sections have versions, and the portal itself has no pages. "
            "Headings of chapters are translated beside them."
        ),
    )
    is_no_advice = models.BooleanField(_("says that it does not replace advice"), default=True)
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guides",
        verbose_name=_("editor of this guide"),
        help_text=_("Gets what readers report. Without one, it goes to the office."),
    )

    content_panels = GUIDE_CONTENT
    settings_panels = GUIDE_SETTINGS
    base_form_class = GuidePageForm
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["publications.GuideIndexPage"]
    subpage_types: list[str] = []
    template = "publications/guides/guide_page.html"
    # More would hide what a guide is about; a kit has one for each place.
    most_urgent = 2
    # Facts exist once: a translation holds prose and reads the facts through its source.
    exclude_fields_in_copy = ["topic_links", "regions", "makers"]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")


class GuideTopic(ItemBase):
    """A topic of a guide."""

    tag = models.ForeignKey(Topic, models.PROTECT, related_name="guide_uses", verbose_name=_("topic"))
    content_object = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class GuideMaker(Orderable):
    """An organisation that worked a guide out, alone or with others."""

    page = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="makers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="made_guides", verbose_name=_("organisation")
    )

    def __str__(self) -> str:
        return str(self.organisation)

    class Meta(Orderable.Meta):
        verbose_name = _("worked out by")
        verbose_name_plural = _("worked out by")


class GuideRegion(Orderable):
    """A place for which a guide is meant; a guide without one holds everywhere."""

    page = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("place"))

    panels = [FieldPanel("region")]

    def __str__(self) -> str:
        return str(self.region)

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

"""Deadlines and the list of them: money that can be applied for, calls, prizes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from network.models import Region, Topic
from portal.blocks.body import StoryBlock
from portal.deadlines.models import WithDeadline
from portal.view_models import Message
from publications.choices import DeadlineKind
from publications.deadlines.panels import DEADLINE_CONTENT
from publications.own.forms import TopicalPageForm
from publications.own.pages import OwnPage

from .lists import ListPage


class DeadlinesPage(ListPage):
    """Deadlines: everything that can still be applied for; the office's own ones stand below it."""

    subpage_types = ["publications.DeadlinePage"]
    template = ListPage.template

    class Meta:
        verbose_name = _("list of deadlines")


class DeadlinePage(WithDeadline, OwnPage):
    """Something that one can apply for until a day; of an organisation, or of the office below the list."""

    kind = models.CharField(_("kind"), max_length=8, choices=DeadlineKind, default=DeadlineKind.FUNDING)
    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        help_text=_("What for and for whom. Stands in every list."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    giver = models.CharField(
        _("who gives or calls"), max_length=200, blank=True, help_text=_("Foundation, ministry, jury.")
    )
    amount = models.CharField(
        _("how much"), max_length=200, blank=True, help_text=_("For example: up to 5,000 €, no own share.")
    )
    for_whom = models.CharField(_("who can apply"), max_length=250, blank=True)
    how_to_apply = models.TextField(pgettext_lazy("for a job", "how to apply"), blank=True)
    info_url = models.URLField(_("more on this"), max_length=500, blank=True)
    is_everywhere = models.BooleanField(
        _("not bound to a place"),
        default=False,
        help_text=_("Tick it where no place below limits who can apply."),
    )
    published_on = models.DateField(_("published on"), default=timezone.localdate)
    topics = ClusterTaggableManager(
        through="publications.DeadlineTopic", blank=True, verbose_name=_("topics"), related_name="deadlines"
    )

    content_panels = DEADLINE_CONTENT
    base_form_class = TopicalPageForm
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = [*OwnPage.parent_page_types, "publications.DeadlinesPage"]
    template = "publications/deadlines/deadline.html"
    in_sitemap = False
    may_stay_open = False

    def over_message(self) -> Message:
        """Return what the page says once it is too late."""
        text = _("The deadline was %(day)s. The page stays here for those who look for it.")
        return Message("warn", text % {"day": self.end_words}, str(_("This deadline is over")))

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")


class DeadlineTopic(ItemBase):
    """A topic of a deadline."""

    tag = models.ForeignKey(Topic, models.PROTECT, related_name="deadline_uses", verbose_name=_("topic"))
    content_object = ParentalKey(DeadlinePage, on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class DeadlineRegion(Orderable):
    """A place in which one must be to apply."""

    page = ParentalKey(DeadlinePage, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("town or area"))

    def __str__(self) -> str:
        return str(self.region)

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

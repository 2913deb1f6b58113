"""Infoposts and news: what organisations say in public, and the list in which all of it is found."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from network.models import Organisation, Region, Topic
from network.named.locking import LockedFirst
from portal.blocks.body import BodyBlock
from publications.infoposts.forms import InfopostForm
from publications.infoposts.panels import INFOPOST_CONTENT
from publications.own.pages import OwnPage

from .lists import ListPage


class InfopostKind(models.TextChoices):
    """What sort of word it is, as newsrooms and visitors would say."""

    PRESS_RELEASE = "press_release", _("Press release")
    STATEMENT = "statement", _("Statement")
    CALL = "call", _("Call")
    REPORT = "report", _("Report")
    INFOPOST = "infopost", _("Infopost")


# Nobody here published anything before.
EARLIEST = date(1945, 1, 1)


def today() -> date:
    """Return the day in Berlin."""
    return timezone.localdate()


class InfopostIndexPage(ListPage):
    """News: everything that organisations and the office published, filtered, by month, as a feed."""

    subpage_types = ["publications.InfopostPage"]
    template = ListPage.template

    class Meta:
        verbose_name = _("news")


class InfopostPage(LockedFirst, OwnPage):
    """A press release, statement, call, report or infopost of an organisation, alone or with others."""

    kind = models.CharField(_("kind"), max_length=14, choices=InfopostKind, default=InfopostKind.INFOPOST)
    published_on = models.DateField(
        _("published on"), default=today, help_text=_("The day it bears; lists are ordered by it.")
    )
    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        help_text=_(
            "What it says, without the heading. Stands in every list, in the feed and in partners' mails."
        ),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    image = models.ForeignKey(
        "portal.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    topics = ClusterTaggableManager(
        through="publications.InfopostTopic", blank=True, verbose_name=_("topics"), related_name="infoposts"
    )

    content_panels = INFOPOST_CONTENT
    base_form_class = InfopostForm
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = [*OwnPage.parent_page_types, "publications.InfopostIndexPage"]
    template = "publications/infoposts/infopost.html"

    def lock_row(self) -> None:
        """Lock the pages of all languages, in the order of their keys: publishing goes on to the aliases."""
        rows = Page.objects.select_for_update(no_key=True).filter(translation_key=self.translation_key)
        list(rows.order_by("pk").values_list("pk"))

    def voices(self) -> list[Organisation]:
        """Return whoever says it, the organisation above first."""
        return [*super().voices(), *(row.organisation for row in self.co_authors.all())]

    def clean(self) -> None:
        """Refuse a day to come, which would stand above everything else until then, and slips in the year."""
        super().clean()
        if self.published_on and self.published_on < EARLIEST:
            raise ValidationError({"published_on": _("This day is too long ago.")})
        latest = max(today(), timezone.localdate(self.go_live_at) if self.go_live_at else today())
        if self.published_on and self.published_on > latest:
            raise ValidationError({"published_on": _("This day has not come yet.")})

    class Meta:
        verbose_name = _("press release, call or infopost")
        verbose_name_plural = _("press releases, calls and infoposts")


class InfopostTopic(ItemBase):
    """A topic of an infopost."""

    tag = models.ForeignKey(Topic, models.PROTECT, related_name="infopost_uses", verbose_name=_("topic"))
    content_object = ParentalKey(InfopostPage, on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class InfopostAuthor(Orderable):
    """Another organisation that says it, too."""

    page = ParentalKey(InfopostPage, on_delete=models.CASCADE, related_name="co_authors")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="co_written", verbose_name=_("organisation")
    )

    def __str__(self) -> str:
        return str(self.organisation)

    class Meta(Orderable.Meta):
        verbose_name = _("further author")
        verbose_name_plural = _("further authors")


class InfopostRegion(Orderable):
    """A place that an infopost is about."""

    page = ParentalKey(InfopostPage, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("place"))

    def __str__(self) -> str:
        return str(self.region)

    class Meta(Orderable.Meta):
        verbose_name = _("place it is about")
        verbose_name_plural = _("places it is about")


class InfopostDate(Orderable):
    """A date that an infopost tells about."""

    page = ParentalKey(InfopostPage, on_delete=models.CASCADE, related_name="dates")
    event = models.ForeignKey(
        "events.Event", models.CASCADE, related_name="infopost_mentions", verbose_name=_("date")
    )

    def __str__(self) -> str:
        return str(self.event)

    class Meta(Orderable.Meta):
        verbose_name = _("date it tells about")
        verbose_name_plural = _("dates it tells about")


class InfopostGuide(Orderable):
    """A guide in which whoever reads an infopost reads on."""

    page = ParentalKey(InfopostPage, on_delete=models.CASCADE, related_name="guides")
    guide = models.ForeignKey(
        "publications.GuidePage",
        models.CASCADE,
        related_name="infopost_mentions",
        limit_choices_to={"live": True},
        verbose_name=_("guide"),
    )

    def __str__(self) -> str:
        return str(self.guide)

    class Meta(Orderable.Meta):
        verbose_name = _("guide that belongs to it")
        verbose_name_plural = _("guides that belong to it")

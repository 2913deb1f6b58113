"""Job postings and the list of them: what stands in a posting, field by field."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
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

from network.contacts import check_contact
from network.fields import ChoiceListField, WordListField
from network.models import Region, Topic
from portal.blocks.body import StoryBlock
from portal.deadlines.models import WithDeadline
from portal.view_models import Message
from publications.choices import ContactPurpose, Employment, HomeOffice, PayPer, PostingContactKind
from publications.jobs.panels import POSTING_CONTENT
from publications.own.forms import TopicalPageForm
from publications.own.pages import OwnPage

from .lists import ListPage


class JobsPage(ListPage):
    """Jobs: every posting that is open, wherever it stands."""

    template = ListPage.template

    class Meta:
        verbose_name = _("list of jobs")


class JobPostingPage(WithDeadline, OwnPage):
    """A job that an organisation offers; it stands below the organisation's page, whoever the employer is."""

    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        help_text=_("What the job is about and who you are. Stands in every list."),
    )
    employer = models.CharField(
        _("employer"), max_length=200, blank=True, help_text=_("If it is not you: who signs the contract.")
    )
    works_for = models.CharField(
        _("one works for"),
        max_length=200,
        blank=True,
        help_text=_("If that is somebody else than the employer: the alliance, campaign or project."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("the posting"), blank=True)
    home_office = models.CharField(_("home office"), max_length=8, choices=HomeOffice, default=HomeOffice.NO)
    employment = ChoiceListField(_("level"), options=Employment.choices)
    hours = models.CharField(
        _("hours"), max_length=150, blank=True, help_text=_("For example: 20 hours a week, freely arranged.")
    )
    pay = models.CharField(
        _("pay"),
        max_length=200,
        blank=True,
        help_text=_("For example: 556 € a month. Say it: more people apply."),
    )
    pay_alternative = models.CharField(
        _("or else"),
        max_length=200,
        blank=True,
        help_text=_("Another way of being paid, for example: as a fee."),
    )
    pay_grade = models.CharField(
        _("grade"),
        max_length=100,
        blank=True,
        help_text=_("For example: TV-L E 10; along the lines of TVöD 11."),
    )
    pay_from = models.DecimalField(
        _("euros"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("As a number, before taxes: job boards show only postings with one to many people."),
    )
    pay_until = models.DecimalField(
        _("up to"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Where it depends."),
    )
    pay_per = models.CharField(_("per"), max_length=5, choices=PayPer, default=PayPer.MONTH)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    start_note = models.CharField(
        _("start in words"), max_length=150, blank=True, help_text=_("For example: as soon as possible.")
    )
    limited_until = models.DateField(
        _("limited until"), null=True, blank=True, help_text=_("The last day of the contract.")
    )
    limit_note = models.CharField(
        _("limit in words"), max_length=200, blank=True, help_text=_("For example: for one year.")
    )
    limit_option = models.CharField(
        _("may go on"),
        max_length=200,
        blank=True,
        help_text=_("For example: half a year more is possible, if the money is granted."),
    )
    is_rolling = models.BooleanField(
        _("applications are looked at as they come"),
        default=False,
        help_text=_(
            "With a last day, too: it pays to be early. Without one, the posting stays until you close it."
        ),
    )
    how_to_apply = models.TextField(
        pgettext_lazy("for a job", "how to apply"),
        blank=True,
        help_text=_("In your words. Addresses and numbers stand below."),
    )
    papers = WordListField(_("what to send"), help_text=_("One per line: letter, CV, earliest start."))
    published_on = models.DateField(_("published on"), default=timezone.localdate)
    topics = ClusterTaggableManager(
        through="publications.PostingTopic", blank=True, verbose_name=_("topics"), related_name="postings"
    )

    content_panels = POSTING_CONTENT
    base_form_class = TopicalPageForm
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    template = "publications/jobs/posting.html"
    in_sitemap = False

    def over_message(self) -> Message:
        """Return what the page says once nobody can apply any more."""
        text = _(
            "Applications were possible until %(day)s. The posting stays here for those who look for it."
        )
        return Message("warn", text % {"day": self.end_words}, str(_("This job is no longer open")))

    def own_names(self) -> tuple[Iterable["PostingContact"], Iterable[str]]:
        """Return its contacts and its houses."""
        return self.contacts.all(), (row.name.strip() for row in self.workplaces.all())

    def clean(self) -> None:
        """Refuse ends before beginnings, and a posting that says nowhere until when it is open."""
        super().clean()
        if self.starts_on and self.limited_until and self.limited_until < self.starts_on:
            raise ValidationError({"limited_until": _("The end lies before the beginning.")})
        if self.pay_until and (self.pay_from is None or self.pay_until < self.pay_from):
            raise ValidationError({"pay_until": _("Say the lower amount first.")})
        if self.ends_at is None and not self.is_rolling:
            raise ValidationError(
                {
                    "ends_at": _(
                        "Say until when one can apply, or that applications are looked at as they come."
                    )
                }
            )

    class Meta:
        verbose_name = _("job posting")
        verbose_name_plural = _("job postings")


class PostingTopic(ItemBase):
    """A topic of a job posting."""

    tag = models.ForeignKey(Topic, models.PROTECT, related_name="posting_uses", verbose_name=_("topic"))
    content_object = ParentalKey(JobPostingPage, on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Workplace(Orderable):
    """One of the places where one can work."""

    page = ParentalKey(JobPostingPage, on_delete=models.CASCADE, related_name="workplaces")
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("town or area"),
        help_text=_("By it the posting is found and stands on the map."),
    )
    name = models.CharField(
        _("house or address"),
        max_length=200,
        blank=True,
        help_text=_("For example: community centre, Lange Str. 1."),
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("For example: by arrangement; or in a partner's office."),
    )

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, str(self.region or "")]))

    def clean(self) -> None:
        """Refuse a place that says nothing."""
        super().clean()
        if self.region_id is None and not self.name:
            raise ValidationError({"region": _("Choose a place, or say where it is.")})

    class Meta(Orderable.Meta):
        verbose_name = _("workplace")
        verbose_name_plural = _("workplaces")


class InterviewDate(Orderable):
    """When interviews take place."""

    page = ParentalKey(JobPostingPage, on_delete=models.CASCADE, related_name="interviews")
    day = models.DateField(_("day"), null=True, blank=True)
    note = models.CharField(
        _("when and how"), max_length=150, blank=True, help_text=_("For example: in the afternoon, online.")
    )

    def __str__(self) -> str:
        return f"{self.day or ''} {self.note}".strip()

    def clean(self) -> None:
        """Refuse a date that says nothing."""
        super().clean()
        if self.day is None and not self.note:
            raise ValidationError({"day": _("Choose a day, or say when it is.")})

    class Meta(Orderable.Meta):
        verbose_name = _("interview date")
        verbose_name_plural = _("interview dates")


class PostingContact(Orderable):
    """Where applications or questions go."""

    page = ParentalKey(JobPostingPage, on_delete=models.CASCADE, related_name="contacts")
    purpose = models.CharField(
        _("for what"), max_length=5, choices=ContactPurpose, default=ContactPurpose.BOTH
    )
    kind = models.CharField(
        _("kind"), max_length=8, choices=PostingContactKind, default=PostingContactKind.EMAIL
    )
    value = models.CharField(
        _("address or number"),
        max_length=255,
        help_text=_("Everybody sees it, machines that collect addresses do not."),
    )
    person = models.CharField(
        _("person"), max_length=100, blank=True, help_text=_("Only with the person's consent; it is public.")
    )

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Check the value against its kind; raises ValidationError with what to write instead."""
        super().clean()
        check_contact(self.kind, self.value)

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

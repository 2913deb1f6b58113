"""What organisations and alliances have in common: the page they keep about themselves, and its facts.

One concrete parent table instead of an abstract class: offers, contacts and addresses then exist once and
whatever refers to them (guides, search, exports) needs one foreign key, at the price of one join by primary key.
"""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from network.access.own_kinds import own_models
from network.access.own_media import check_media
from network.access.page_rights import KeptPage, OwnPageTester
from network.choices import Accessibility, ContactKind, OfferKind, OfferStatus, Reach, TargetGroup, Weekday
from network.contacts import check_contact
from network.fields import ChoiceListField
from network.import_rules import check_year, refused
from network.languages import LANGUAGE_CHOICES
from network.moderation.by_trust import ByTrust
from network.page_form import ActorPageForm
from network.panels import ACTOR_SETTINGS, audience_panel
from network.points import check_point
from portal.blocks.body import StoryBlock
from portal.disclosure import Audience, Precision
from portal.link_schemes import scheme_of
from portal.models import BasePage, User
from portal.revision_rows import RowsTogether
from portal.slugs import german_slug

from .organisations import Organisation, OrganisationKind
from .regions import Region


class ActorPage(KeptPage, ByTrust, RowsTogether, BasePage):
    """What an organisation or alliance says about itself; its facts stand on the page in the default language."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="pages", verbose_name=_("entry in the register")
    )
    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        help_text=_("What you do and for whom. Stands in every list; the first thing people read."),
    )
    story = StreamField(StoryBlock(), verbose_name=_("what you do"), blank=True)
    logo = models.ForeignKey(
        "portal.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Replaces your tile in lists. Without one you have a tile of your own."),
    )
    topics = ClusterTaggableManager(
        through="network.ActorTopic", blank=True, verbose_name=_("topics"), related_name="actors"
    )
    reach = ChoiceListField(_("also"), options=Reach.choices)
    languages = ChoiceListField(_("languages"), options=LANGUAGE_CHOICES)
    target_groups = ChoiceListField(_("for whom"), options=TargetGroup.choices)
    accessibility = ChoiceListField(_("accessibility"), options=Accessibility.choices)
    accessibility_note = models.CharField(_("more on access"), max_length=250, blank=True)
    confirmed_on = models.DateField(
        _("confirmed on"), null=True, blank=True, help_text=_("Shown as “Stand”.")
    )

    settings_panels = ACTOR_SETTINGS
    base_form_class = ActorPageForm
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.FilterField("organisation_id")]
    # Facts exist once: a translation holds prose and reads the facts through its source.
    exclude_fields_in_copy = [
        "contact_points",
        "addresses",
        "offers",
        "opening_hours",
        "served_areas",
        "links",
        "milestones",
        "topic_links",
        "goals",
        "partner_lines",
        "yearly_focus",
    ]
    is_creatable = False
    for_alliances = False  # which kind of entry this type of page is for

    @classmethod
    def clean_subpage_models(cls) -> list[type[Page]]:
        """Return what may lie below the page: the kinds of pages that organisations publish."""
        return own_models()

    def permissions_for_user(self, user: User) -> OwnPageTester:
        """Return what somebody may do with the page: whoever keeps only this one writes it, and no more."""
        return OwnPageTester(user, self)

    def clean(self) -> None:
        """Refuse an entry of the wrong kind, a second page for it in one language, and files of others."""
        super().clean()
        if self.organisation_id is None:
            return
        check_media(self)
        if (self.organisation.kind == OrganisationKind.ALLIANCE) != self.for_alliances:
            raise ValidationError({"organisation": self._wrong_kind()})
        others = ActorPage.objects.filter(organisation_id=self.organisation_id, locale_id=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"organisation": _("This organisation already has a page.")})

    def _wrong_kind(self) -> str:
        """Return what to do about an entry that belongs on the other type of page."""
        if self.for_alliances:
            return _("This entry is no alliance. Create its page in the directory, or change its kind first.")
        return _(
            "This entry is an alliance. Create its page in the list of alliances, or change its kind first."
        )

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Return a free slug, written as everywhere in the portal: Wagtail's keeps umlauts."""
        return super()._get_autogenerated_slug(german_slug(self.title, base_slug))

    class Meta:
        verbose_name = _("page of an organisation")


class Fact(Orderable):
    """A fact of an actor's page; `key` stays the same over revisions, so that others can refer to it."""

    key = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)

    class Meta(Orderable.Meta):
        abstract = True


def only_members_of() -> models.ForeignKey:
    """Return the field that narrows what is for members to those of one alliance."""
    return models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": OrganisationKind.ALLIANCE},
        verbose_name=_("only members of"),
        help_text=_("Where it is for members: of this alliance alone. Empty: of all alliances you are in."),
    )


class ContactPoint(Fact):
    """A way to reach the organisation, with for whom it is meant."""

    page = ParentalKey(ActorPage, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    value = models.CharField(
        _("address or number"),
        max_length=255,
        help_text=_("E-mail address, phone number or https:// address."),
    )
    label = models.CharField(
        _("for what"), max_length=100, blank=True, help_text=_("For example: counselling, press.")
    )
    person = models.CharField(_("person"), max_length=100, blank=True)
    disclosure = models.CharField(
        _("who may see it"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )
    person_disclosure = models.CharField(
        _("who may see the person"), max_length=12, choices=Audience, default=Audience.MEMBERS
    )
    alliance = only_members_of()

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("label"), audience_panel("disclosure")]),
        FieldRowPanel([FieldPanel("person"), audience_panel("person_disclosure")]),
        FieldPanel("alliance"),
    ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Check the value against its kind; raises ValidationError with what to write instead."""
        super().clean()
        check_contact(self.kind, self.value)

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")


class Address(Fact):
    """A place with its precision; the region is chosen, never guessed from the postcode."""

    page = ParentalKey(ActorPage, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(
        _("name of the place"), max_length=120, blank=True, help_text=_("For example: office, café.")
    )
    street = models.CharField(_("street and number"), max_length=150, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("Five digits, for example 08056."))],
    )
    town = models.CharField(_("town"), max_length=120, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    disclosure = models.CharField(
        _("who may see it"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )
    precision = models.CharField(
        _("how exactly"),
        max_length=12,
        choices=Precision,
        default=Precision.EXACT,
        help_text=_("What everybody may see of this address. The map never shows more than this."),
    )
    note = models.CharField(_("how to get there"), max_length=250, blank=True)
    alliance = only_members_of()

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("street")]),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
        FieldPanel("region"),
        FieldRowPanel([FieldPanel("precision"), audience_panel("disclosure")]),
        FieldPanel("alliance"),
        FieldPanel("note"),
        FieldRowPanel(
            [FieldPanel("lat"), FieldPanel("lon")],
            help_text=_("Only where the point on the map is wrong. Empty it when you move."),
        ),
    ]

    def __str__(self) -> str:
        return f"{self.street}, {self.postcode} {self.town}".strip(", ")

    def clean(self) -> None:
        """Refuse a point on no globe."""
        super().clean()
        check_point(self.lat, self.lon)

    class Meta(Orderable.Meta):
        verbose_name = _("address")
        verbose_name_plural = _("addresses")


class Offer(Fact):
    """Something that can be had or done there (HSDS 3.0 `service`); ended, never removed, once others refer to it."""

    page = ParentalKey(ActorPage, on_delete=models.CASCADE, related_name="offers")
    kind = models.CharField(_("kind"), max_length=16, choices=OfferKind)
    title = models.CharField(
        _("title"), max_length=150, help_text=_("As people would ask for it: “Sprachcafé am Dienstag”.")
    )
    description = models.TextField(_("description"), blank=True)
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    languages = ChoiceListField(_("languages"), options=LANGUAGE_CHOICES)
    cost = models.CharField(
        _("cost"),
        max_length=150,
        blank=True,
        help_text=_("For example: free; 5 €, free for those without income."),
    )
    how_to_apply = models.CharField(_("how to apply"), max_length=250, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=OfferStatus, default=OfferStatus.ACTIVE)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("for_whom"), FieldPanel("cost")]),
        FieldPanel("how_to_apply"),
        FieldPanel("languages"),
    ]

    def __str__(self) -> str:
        return self.title

    class Meta(Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")


class OpeningHours(Fact):
    """When somebody is reachable in a week (HSDS 3.0 `schedule`), half-open and in local time."""

    page = ParentalKey(ActorPage, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens_at = models.TimeField(_("from"))
    closes_at = models.TimeField(_("until"), help_text=_("00:00 means midnight."))
    note = models.CharField(_("note"), max_length=120, blank=True, help_text=_("For example: by phone only."))
    since = models.DateField(_("valid from"), null=True, blank=True)
    until = models.DateField(_("valid until"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    def minutes(self) -> tuple[int, int]:
        """Return begin and end in minutes of the week from Monday 0:00; an end at midnight is the day's end."""
        start = self.weekday * 1440 + self.opens_at.hour * 60 + self.opens_at.minute
        end = self.weekday * 1440 + self.closes_at.hour * 60 + self.closes_at.minute
        return start, end if end > self.weekday * 1440 else end + 1440

    def valid_on(self, day: date) -> bool:
        """Return whether these hours hold on a day: half-open `[since, until)`."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def clean(self) -> None:
        """Refuse hours that end before they begin."""
        super().clean()
        if self.opens_at is None or self.closes_at is None:
            return
        start, end = self.minutes()
        if end <= start:
            raise ValidationError(
                {"closes_at": _("The end lies before the beginning. Split hours past midnight in two.")}
            )

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")


class ServedArea(Orderable):
    """An area the organisation works in, distinct from its seat (HSDS 3.0 `service_area`)."""

    page = ParentalKey(ActorPage, on_delete=models.CASCADE, related_name="served_areas")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("area"))

    panels = [FieldPanel("region")]

    def __str__(self) -> str:
        return str(self.region)

    class Meta(Orderable.Meta):
        verbose_name = _("area served")
        verbose_name_plural = _("areas served")


class ActorLink(Orderable):
    """A link to somewhere else."""

    page = ParentalKey(ActorPage, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("words shown"), max_length=120)
    url = models.URLField(_("address"), max_length=500)

    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("url")])]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse what is no address of the web."""
        super().clean()
        if scheme_of(self.url) not in {"http", "https"}:
            raise ValidationError({"url": _("Write a web address; it begins with https://.")})

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")


class Milestone(Orderable):
    """Something that happened: a founding, an award, a first house of one's own."""

    page = ParentalKey(ActorPage, on_delete=models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.CharField(_("what happened"), max_length=250)

    panels = [FieldRowPanel([FieldPanel("year"), FieldPanel("text")])]

    def __str__(self) -> str:
        return f"{self.year}: {self.text}"

    def clean(self) -> None:
        """Refuse a year that no list could hold."""
        super().clean()
        if wrong := refused(year=lambda: check_year(self.year)):
            raise ValidationError(wrong)

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones and awards")

"""Alliances: organisations that decided to act together."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from network.import_rules import check_year, refused
from network.panels import ALLIANCE_CONTENT, LISTING_CONTENT
from portal.models import BasePage

from .actors import ActorPage
from .organisations import Organisation


class AlliancesPage(BasePage):
    """The list of alliances."""

    lead = models.CharField(_("sentence below the heading"), max_length=250, blank=True)

    content_panels = LISTING_CONTENT
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["network.AlliancePage"]
    max_count_per_parent = 1
    template = "network/alliances_page.html"
    is_ground = True

    @property
    def summary(self) -> str:
        """Return the sentence below the heading."""
        return self.lead

    class Meta:
        verbose_name = _("list of alliances")


class AlliancePage(ActorPage):
    """The page of an alliance: what it wants, who belongs to it, who carries it."""

    fixed_rules = models.CharField(
        _("what it is in law"),
        max_length=250,
        blank=True,
        help_text=_("For example: no legal person, no fee."),
    )

    content_panels = ALLIANCE_CONTENT
    parent_page_types = ["network.AlliancesPage"]
    template = "network/alliance_page.html"
    for_alliances = True

    class Meta:
        verbose_name = _("page of an alliance")
        verbose_name_plural = _("pages of alliances")


class GoalLevel(models.TextChoices):
    """Levels of goals as funding rules name them."""

    LEITZIEL = "leitziel", _("Guiding goal (Leitziel)")
    MITTLERZIEL = "mittlerziel", _("Intermediate goal (Mittlerziel)")
    MEASURE = "measure", _("Measure")


class Goal(Orderable):
    """What an alliance wants to reach, and who is responsible for it."""

    page = ParentalKey(AlliancePage, on_delete=models.CASCADE, related_name="goals")
    level = models.CharField(_("level"), max_length=12, choices=GoalLevel, default=GoalLevel.MITTLERZIEL)
    heading = models.CharField(_("in one or two words"), max_length=80, blank=True)
    text = models.TextField(_("goal"))
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible organisation"),
    )
    responsible_text = models.CharField(_("responsible body"), max_length=150, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("heading")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("responsible"), FieldPanel("responsible_text")]),
    ]

    def __str__(self) -> str:
        return self.heading or self.text[:60]

    class Meta(Orderable.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class YearlyFocus(Orderable):
    """What an alliance works on in one year."""

    page = ParentalKey(AlliancePage, on_delete=models.CASCADE, related_name="yearly_focus")
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(_("focus"))

    panels = [FieldPanel("year"), FieldPanel("text")]

    def __str__(self) -> str:
        return f"{self.year}: {self.text[:60]}"

    def clean(self) -> None:
        """Refuse a year that no list could hold."""
        super().clean()
        if wrong := refused(year=lambda: check_year(self.year)):
            raise ValidationError(wrong)

    class Meta(Orderable.Meta):
        verbose_name = _("focus of a year")
        verbose_name_plural = _("focus by year")


class PartnerLine(Orderable):
    """Partners that are no entries of the register: “Bürgerinitiativen im Landkreis”."""

    page = ParentalKey(AlliancePage, on_delete=models.CASCADE, related_name="partner_lines")
    text = models.CharField(_("partners"), max_length=200)

    panels = [FieldPanel("text")]

    def __str__(self) -> str:
        return self.text

    class Meta(Orderable.Meta):
        verbose_name = _("line of partners")
        verbose_name_plural = _("further partners")

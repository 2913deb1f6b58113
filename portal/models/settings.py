"""What the office sets for its site: name, contact, wording, menu and footer."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from portal.blocks.navigation import FooterColumnBlock, NavigationItemBlock

# Months after which an entry may count as out of date: days further back than years lie in no calendar.
STALE_MONTHS = range(1, 121)
MONTHS = ("hours_months", "offers_months", "contacts_months", "page_months", "stale_after_months")


class GenderStyle(models.TextChoices):
    """How the portal itself writes persons of every gender; what members write is never changed."""

    COLON = ":", _("Colon (Sprecher:in)")
    UNDERSCORE = "_", _("Underscore (Sprecher_in)")
    STAR = "*", _("Star (Sprecher*in)")
    CAPITAL = "I", _("Capital I (SprecherIn)")
    PAIR = "&", _("Both forms (Sprecherin und Sprecher)")


def _bounded(months: int) -> int:
    """Return a number of months within the bounds of calendars."""
    return min(max(months, STALE_MONTHS[0]), STALE_MONTHS[-1])


@register_setting(icon="site")
class PortalSettings(BaseSiteSetting):
    """The name of the network, how its coordination office is reached, and how it writes."""

    name = models.CharField(_("name of the network"), max_length=100, default="Bündnisportal")
    name_second_line = models.CharField(_("second line of the name"), max_length=100, blank=True)
    tagline = models.CharField(_("sentence below the name in the footer"), max_length=250, blank=True)
    office_name = models.CharField(_("name of the coordination office"), max_length=150, blank=True)
    office_email = models.EmailField(_("e-mail of the office"), blank=True)
    office_phone = models.CharField(_("phone of the office"), max_length=50, blank=True)
    office_hours = models.CharField(_("when it is reachable"), max_length=150, blank=True)
    gender_style = models.CharField(
        _("gender spelling"), max_length=1, choices=GenderStyle, default=GenderStyle.COLON
    )
    quick_exit_url = models.URLField(
        _("where the quick exit leads"),
        default="https://www.wetter.com/",
        help_text=_("A harmless page. Nothing is loaded from it before somebody presses the button."),
    )
    stale_after_months = models.PositiveSmallIntegerField(
        _("entries count as out of date after (months)"), default=14
    )
    hours_months = models.PositiveSmallIntegerField(_("confirm opening hours every (months)"), default=6)
    offers_months = models.PositiveSmallIntegerField(_("confirm offers every (months)"), default=6)
    contacts_months = models.PositiveSmallIntegerField(_("confirm contacts every (months)"), default=12)
    page_months = models.PositiveSmallIntegerField(_("confirm everything else every (months)"), default=12)
    data_licence_name = models.CharField(
        _("licence of the open data"),
        max_length=100,
        default="CC BY 4.0",
        help_text=_("Under which everybody may use the directory’s data, with the name of the network."),
    )
    data_licence_url = models.URLField(
        _("where this licence is explained"), default="https://creativecommons.org/licenses/by/4.0/"
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("name_second_line"), FieldPanel("tagline")], _("Name")
        ),
        MultiFieldPanel(
            [
                FieldPanel("office_name"),
                FieldPanel("office_email"),
                FieldPanel("office_phone"),
                FieldPanel("office_hours"),
            ],
            _("Coordination office"),
        ),
        MultiFieldPanel(
            [FieldPanel("gender_style"), FieldPanel("quick_exit_url")],
            _("Ways"),
        ),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in MONTHS if name != "stale_after_months"),
                FieldPanel("stale_after_months"),
            ],
            _("Freshness"),
            help_text=_(
                "When its time has come, an organisation is asked by mail whether what stands here is still right. "
                "Who does not answer is marked in public once the last number of months is over; leave two months "
                "more than for everything else, so that there is time to answer."
            ),
        ),
        MultiFieldPanel([FieldPanel("data_licence_name"), FieldPanel("data_licence_url")], _("Open data")),
    ]

    @property
    def full_name(self) -> str:
        """Return both lines of the name in one."""
        return f"{self.name} {self.name_second_line}".strip()

    @property
    def months_until_stale(self) -> int:
        """Return after how many months entries count as out of date, within bounds whatever is stored."""
        return _bounded(self.stale_after_months)

    def months_until_due(self, kind: str) -> int:
        """Return after how many months facts of a kind want confirming, within bounds whatever is stored."""
        return _bounded(getattr(self, f"{kind}_months"))

    def clean(self) -> None:
        """Refuse a number of months that no calendar reaches back."""
        super().clean()
        given = {name: getattr(self, name) for name in MONTHS}
        wrong = [name for name, months in given.items() if months is not None and months not in STALE_MONTHS]
        if wrong:
            bounds = {"least": STALE_MONTHS[0], "most": STALE_MONTHS[-1]}
            text = _("At least %(least)s month and at most %(most)s months.")
            raise ValidationError({name: ValidationError(text, params=bounds) for name in wrong})

    class Meta:
        verbose_name = _("portal")


@register_setting(icon="bars")
class NavigationSettings(BaseSiteSetting):
    """The main menu and the columns of the footer."""

    menu = StreamField([("item", NavigationItemBlock())], verbose_name=_("main menu"), blank=True)
    footer = StreamField([("column", FooterColumnBlock())], verbose_name=_("footer"), blank=True)
    easy_language_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page in Easy German"),
    )
    sign_language_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page in sign language"),
    )

    panels = [
        FieldPanel("menu"),
        FieldPanel("footer"),
        FieldPanel("easy_language_page"),
        FieldPanel("sign_language_page"),
    ]

    class Meta:
        verbose_name = _("menu and footer")


__all__ = ["GenderStyle", "NavigationSettings", "PortalSettings"]

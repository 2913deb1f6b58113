"""When an organisation last said that what stands about it is right, and how it was asked."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actors import ActorPage
from .care import Done
from .organisations import Organisation


class FactKind(models.TextChoices):
    """Kinds of facts that grow old at a different pace."""

    HOURS = "hours", _("Opening hours")
    OFFERS = "offers", _("Offers")
    CONTACTS = "contacts", _("Contacts and addresses")
    PAGE = "page", _("Everything else on the page")


class Freshness(models.Model):
    """The days on which the facts of a page were last confirmed, kind by kind.

    Beside the page and not on it: a field of the page is part of every draft, so that publishing an older draft would
    take a confirmation back. `ActorPage.confirmed_on` says the same of all kinds at once; the later day counts.
    """

    page = models.OneToOneField(ActorPage, models.CASCADE, related_name="freshness", primary_key=True)
    hours_on = models.DateField(_("opening hours confirmed on"), null=True, blank=True)
    offers_on = models.DateField(_("offers confirmed on"), null=True, blank=True)
    contacts_on = models.DateField(_("contacts confirmed on"), null=True, blank=True)
    page_on = models.DateField(_("page confirmed on"), null=True, blank=True)
    outdated_since = models.DateField(
        _("out of date since"),
        null=True,
        blank=True,
        help_text=_("Set by the office; a confirmation of the page ends it."),
    )

    def __str__(self) -> str:
        return str(self.page)

    class Meta:
        verbose_name = _("freshness of a page")
        verbose_name_plural = _("freshness of pages")


class AskingStage(models.TextChoices):
    """Who is asked now."""

    FIRST = "first", _("Has been asked")
    SECOND = "second", _("The next one has been asked, too")
    OFFICE = "office", _("With the office")


class Asking(models.Model):
    """One round of asking an organisation whether what it owns is still right."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="askings", verbose_name=_("organisation")
    )
    # Keys of what was asked, each with the answer that leaves it unconfirmed (told the office), "" for none yet.
    asked = models.JSONField(default=dict)
    stage = models.CharField(_("state"), max_length=8, choices=AskingStage, default=AskingStage.FIRST)
    begun_on = models.DateField(_("asked on"))
    stage_on = models.DateField(_("since"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.begun_on}"

    class Meta:
        verbose_name = _("round of asking")
        verbose_name_plural = _("rounds of asking")
        ordering = ["-begun_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(closed_on__isnull=True),
                name="asking_open_once",
            )
        ]


class AskingMail(models.Model):
    """That somebody was written to, so that nobody is twice within a month; of an address only a digest is kept."""

    asking = models.ForeignKey(Asking, models.CASCADE, related_name="mails")
    recipient = models.CharField(max_length=64, db_index=True)
    queued_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.asking}: {self.recipient[:8]}"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asking", "recipient"], name="asking_mail_once"),
        ]


class NotAsked(models.Model):
    """An organisation's own address that wants no such questions; stewards have them as a duty."""

    recipient = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.recipient[:8]


class FreshnessEdit(Done):
    """What the office did to several outdated entries at once, and its way back."""

    what = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    class Meta:
        verbose_name = _("step against outdated entries")
        verbose_name_plural = _("steps against outdated entries")
        ordering = ["-done_at", "-id"]

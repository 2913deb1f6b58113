"""Who may act for which organisation: dated rows, the only source of an organisation's rights."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from network.import_rules import check_dates

from .memberships import DatedQuerySet
from .organisations import Organisation

# Where the person of a request keeps for whom they act.
KEPT = "_acts_for_today"


def today() -> datetime.date:
    """Return today where the people live."""
    return timezone.localdate()


class Origin(models.TextChoices):
    """How somebody came to act for an organisation."""

    OFFICE = "office", _("Written down by the office")
    INVITED = "invited", _("Invited")
    RECLAIMED = "reclaimed", _("Asked for access and showed a right to it")


class Stewardship(models.Model):
    """A person acts for an organisation for a time; what ended stays, with its end."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="stewardships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="stewardships", verbose_name=_("organisation")
    )
    since = models.DateField(_("since"), default=today)
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("First day on which it no longer holds.")
    )
    came_by = models.CharField(
        _("how it came about"), max_length=10, choices=Origin, default=Origin.OFFICE, editable=False
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("ended by"),
    )
    answered_on = models.DateField(_("said to be there on"), null=True, editable=False)

    objects = DatedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"

    def clean(self) -> None:
        """Refuse dates that no list could hold, and a second row for the same time."""
        super().clean()
        check_dates(self.since, self.until)
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The end lies before the beginning.")})

    class Meta:
        verbose_name = _("stewardship")
        verbose_name_plural = _("stewardships")
        ordering = ["organisation__name", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(until__isnull=True),
                name="stewardship_open_once",
            )
        ]


def stewards_choose(user: models.Model, action: str, rows: models.QuerySet) -> models.QuerySet:
    """Return the rows to whoever acts for an organisation, to choose from where a form asks for one (a row rule)."""
    return rows if action == "choose" and acts_today(user) else rows.none()


def acts_for(user: models.Model) -> frozenset[int]:
    """Return the ids of the organisations a person acts for today; within a request they are asked once."""
    kept = getattr(user, KEPT, None)
    return _ids(user) if kept is None else kept


def acts_today(user: models.Model) -> bool:
    """Return whether a person acts for any organisation today."""
    return bool(acts_for(user))


def keep_for_request(user: models.Model) -> None:
    """Let `acts_for` ask once for this person, who belongs to one request."""
    setattr(user, KEPT, SimpleLazyObject(lambda: _ids(user)))


def _ids(user: models.Model) -> frozenset[int]:
    """Return the ids of the organisations a person acts for today."""
    return frozenset(stewarded(user).values_list("organisation_id", flat=True))


def stewarded(user: models.Model, day: datetime.date | None = None) -> models.QuerySet:
    """Return the ids of the organisations a person acts for on a day (default: today), as a subquery."""
    rows = Stewardship.objects.filter(user_id=user.pk).on(day or today())
    return rows.order_by().values("organisation_id")

"""Who belongs to which alliance since when, and who pays for what: dated, never overwritten."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.import_rules import check_dates

from .organisations import LISTED, Organisation, OrganisationKind


class MembershipKind(models.TextChoices):
    """In what role an organisation takes part."""

    FOUNDING = "founding", _("Founding member")
    MEMBER = "member", _("Member")
    PARTNER = "partner", _("Cooperation partner")
    SUPPORTER = "supporter", _("Supporter")
    HOST = "host", _("Host organisation")
    GUEST = "guest", _("Guest")


class MembershipStatus(models.TextChoices):
    """Where a membership stands."""

    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
    LEFT = "left", _("Left")
    EXCLUDED = "excluded", _("Excluded")


# Whoever has not left takes part, also while nothing happens.
TAKING_PART = (MembershipStatus.ACTIVE, MembershipStatus.DORMANT)


class Confirmation(models.TextChoices):
    """Who confirmed that the membership is so."""

    MEMBER = "member", _("The member")
    ALLIANCE = "alliance", _("The alliance")
    BOTH = "both", _("Both")


class DatedQuerySet(models.QuerySet):
    """Rows with half-open validity `[since, until)`."""

    def on(self, day: datetime.date) -> "DatedQuerySet":
        """Return the rows valid on a day; history is this query with an earlier day."""
        started = models.Q(since__isnull=True) | models.Q(since__lte=day)
        not_over = models.Q(until__isnull=True) | models.Q(until__gt=day)
        return self.filter(started & not_over)


class MembershipQuerySet(DatedQuerySet):
    """Memberships as lists need them."""

    def taking_part(self, day: datetime.date) -> "MembershipQuerySet":
        """Return those that hold on a day, of who takes part, between entries that are listed."""
        return self.on(day).filter(
            status__in=TAKING_PART, alliance__status__in=LISTED, organisation__status__in=LISTED
        )


class Membership(models.Model):
    """An organisation takes part in an alliance, in a role, for a time."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    alliance = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="members",
        limit_choices_to={"kind": OrganisationKind.ALLIANCE},
        verbose_name=_("alliance"),
    )
    kind = models.CharField(_("role"), max_length=10, choices=MembershipKind, default=MembershipKind.MEMBER)
    status = models.CharField(
        _("status"), max_length=10, choices=MembershipStatus, default=MembershipStatus.ACTIVE
    )
    since = models.DateField(_("since"), null=True, blank=True)
    since_text = models.CharField(
        _("since, as shown"), max_length=30, blank=True, help_text=_("Where only the year is known: 2012.")
    )
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("First day on which it no longer holds.")
    )
    decided_by = models.CharField(
        _("decided by"), max_length=200, blank=True, help_text=_("Body, date or number of the decision.")
    )
    represented_by = models.CharField(
        _("represented by"), max_length=150, blank=True, help_text=_("A body or function, no person's name.")
    )
    confirmed_by = models.CharField(_("confirmed by"), max_length=8, choices=Confirmation, blank=True)
    statement = models.TextField(_("what the member says about it"), blank=True)

    objects = MembershipQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.organisation} – {self.alliance}"

    def clean(self) -> None:
        """Refuse memberships in oneself, in what is no alliance, backwards in time, or in a circle."""
        super().clean()
        check_dates(self.since, self.until)
        if self.since and self.until and self.until <= self.since:
            raise ValidationError({"until": _("The end lies before the beginning.")})
        if self.organisation_id is None or self.alliance_id is None:
            return
        if self.organisation_id == self.alliance_id:
            raise ValidationError({"alliance": _("Nobody can be a member of itself.")})
        if self.alliance.kind != OrganisationKind.ALLIANCE:
            raise ValidationError({"alliance": _("Only an alliance can have members.")})
        if self.organisation_id in alliances_above(self.alliance_id):
            raise ValidationError({"alliance": _("This alliance is itself a member of that organisation.")})

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["alliance__name", "organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "alliance", "kind", "since"], name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "alliance", "kind"],
                condition=models.Q(since__isnull=True),
                name="membership_undated_once",
            ),
        ]


def alliances_above(organisation_id: int) -> set[int]:
    """Return the ids of every alliance an organisation belongs to, directly or through other alliances."""
    found: set[int] = set()
    level = {organisation_id}
    while level:
        upper = Membership.objects.filter(organisation_id__in=level).values_list("alliance_id", flat=True)
        level = set(upper) - found
        found |= level
    return found


class Funding(models.Model):
    """Money for an alliance or its members, from whom and for what."""

    alliance = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fundings",
        verbose_name=_("alliance"),
    )
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    funder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="funds",
        verbose_name=_("funder in the register"),
    )
    funder_text = models.CharField(_("funder"), max_length=200, blank=True)
    recipients = models.ManyToManyField(
        Organisation, blank=True, related_name="received", verbose_name=_("recipients")
    )
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.programme or self.funder_text or str(self.funder or "")

    def clean(self) -> None:
        """Refuse dates that no list could hold."""
        super().clean()
        check_dates(self.since, self.until)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("fundings")
        ordering = ["-since", "programme", "id"]

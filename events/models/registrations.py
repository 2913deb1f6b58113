"""Who comes to an event: off by default, as little as possible, deleted when it is over."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.keys import LONGEST

from .events import Event

# How the keys of all mails about registrations begin.
MAILS = "signup:"


class RegistrationSettings(models.Model):
    """Whether and how one registers for an event."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="registration")
    is_enabled = models.BooleanField(_("registration here"), default=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("Empty: when the date begins.")
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: as many as come.")
    )
    has_waiting_list = models.BooleanField(_("waiting list"), default=True)
    per_date = models.BooleanField(
        _("for each date of a series"), default=True, help_text=_("Otherwise once for the whole series.")
    )
    most_seats = models.PositiveSmallIntegerField(
        _("seats per registration"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    asks_name = models.BooleanField(_("asks for a name"), default=True)
    note = models.CharField(_("note in the form"), max_length=300, blank=True)
    keep_days = models.PositiveSmallIntegerField(
        _("days until everything is deleted"),
        default=28,
        validators=[MinValueValidator(0), MaxValueValidator(365)],
        help_text=_("Counted from the end of the date."),
    )

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.event)

    def clean(self) -> None:
        """Refuse to close before it opens."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("It closes before it opens.")})

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")


class SeatCount(models.Model):
    """How many seats of a date are taken: raised by one conditional update, so that nothing is sold twice.

    `key` is that of the date, or empty where one registers for the whole series.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="seat_counts")
    key = models.CharField(max_length=LONGEST, blank=True)
    taken = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}: {self.taken}"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="seat_count_once")]


class RegistrationState(models.TextChoices):
    """Where a registration stands; only confirmed and offered ones hold seats. What is cancelled is deleted."""

    PENDING = "pending", _("Address not confirmed")
    CONFIRMED = "confirmed", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Offered a seat")


HOLDS_SEATS = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)


class Registration(models.Model):
    """Somebody who wants to come; deleted some days after the date.

    `told` is what the person was last told about the date, so that every change is told once.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    key = models.CharField(max_length=LONGEST, blank=True)
    email = models.EmailField(_("e-mail address"))  # in small letters, so that one address is one address
    name = models.CharField(_("name"), max_length=100, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    state = models.CharField(max_length=9, choices=RegistrationState, default=RegistrationState.PENDING)
    language = models.CharField(max_length=20, default="de")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    delete_after = models.DateTimeField(db_index=True)
    told = models.JSONField(default=dict, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def key_prefix(self) -> str:
        """Return how the keys of all its mails in the outbox begin."""
        return f"{MAILS}{self.uuid}:"

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "key", "email"], name="registration_once"),
        ]

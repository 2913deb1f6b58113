"""What can be chosen in the forms of publications with a deadline."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Employment(models.TextChoices):
    """How much and on what terms somebody works."""

    FULL_TIME = "full_time", _("Full time")
    PART_TIME = "part_time", _("Part time")
    MINI_JOB = "mini_job", _("Mini job")
    FEE = "fee", _("For a fee, self-employed")
    TRAINING = "training", _("Training or traineeship")
    INTERNSHIP = "internship", _("Internship or student job")
    SERVICE = "service", _("Voluntary service (FSJ, BFD)")
    UNPAID = "unpaid", _("Voluntary work")


class HomeOffice(models.TextChoices):
    """Whether one can work from home."""

    NO = "no", _("on site")
    PARTLY = "partly", _("home office possible")
    ONLY = "only", _("home office only")


class PayPer(models.TextChoices):
    """What time an amount of money is for."""

    HOUR = "hour", pgettext_lazy("pay", "an hour")
    MONTH = "month", pgettext_lazy("pay", "a month")
    YEAR = "year", pgettext_lazy("pay", "a year")


class ContactPurpose(models.TextChoices):
    """What a contact of a posting is for."""

    APPLY = "apply", _("Applications")
    ASK = "ask", _("Questions")
    BOTH = "both", _("Applications and questions")


class PostingContactKind(models.TextChoices):
    """By what way one applies or asks."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    WEBSITE = "website", _("Online form")


class DeadlineKind(models.TextChoices):
    """What ends."""

    FUNDING = "funding", pgettext_lazy("kind of deadline", "Funding")
    CALL = "call", pgettext_lazy("kind of deadline", "Call")
    PRIZE = "prize", pgettext_lazy("kind of deadline", "Prize")

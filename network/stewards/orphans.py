"""Which organisations nobody cares for: no people, one only, or only people who are silent.

Silent is whoever has not been here for half a year, cannot be reached by mail, or has left a round of questions about
the page without an answer and has not been here since. All of it is asked of the database, for lists and filters.
"""

from datetime import datetime, timedelta

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.choices import ContactKind
from network.models import Asking, AskingStage, Organisation, Outreach, Stewardship
from network.models.organisations import LISTED
from network.relay.messages import usable_contacts
from portal.accounts.models import Invitation, SignIn
from portal.models import OutgoingMail

from .purposes import STEWARD

SILENT_AFTER = timedelta(days=183)


class Care(TextChoices):
    """How an organisation is cared for."""

    NONE = "none", _("Nobody")
    SILENT = "silent", _("Only people who are silent")
    ONE = "one", _("One person only")
    WELL = "well", _("Well cared for")


def with_care(entries: QuerySet[Organisation], now: datetime) -> QuerySet[Organisation]:
    """Return entries with how they are cared for, and what the list shows beside it; no query per row."""
    held = _held(OuterRef("pk"), now)
    number = held.order_by().values("organisation").annotate(n=Count("user", distinct=True)).values("n")
    last_login = held.order_by(F("user__last_login").desc(nulls_last=True)).values("user__last_login")
    people = _held(OuterRef(OuterRef("pk")), now).values("user")
    devices = SignIn.objects.filter(user__in=people).order_by("-seen_at").values("seen_at")
    invitations = Invitation.objects.filter(
        purpose=STEWARD, subject=OuterRef("subject"), accepted_at=None, withdrawn_at=None
    )
    known = usable_contacts().filter(page__organisation=OuterRef("pk"), kind=ContactKind.EMAIL)
    asked = Outreach.objects.filter(organisation=OuterRef("pk")).order_by("-done_at").values("done_at")
    return entries.annotate(
        subject=Cast("pk", CharField()),
        stewards_now=Coalesce(Subquery(number, output_field=IntegerField()), 0),
        last_login=Subquery(last_login[:1], output_field=DateTimeField()),
        last_device=Subquery(devices[:1], output_field=DateTimeField()),
        is_awake=Exists(_awake(held, now)),
        is_unanswered=Exists(_left_unanswered(now)),
        invited_at=Subquery(
            invitations.order_by("-created_at").values("created_at")[:1], output_field=DateTimeField()
        ),
        has_address=Exists(known),
        asked_at=Subquery(asked[:1], output_field=DateTimeField()),
    ).annotate(
        care=Case(
            When(stewards_now=0, then=Value(Care.NONE.value)),
            When(Q(is_awake=False) | Q(is_unanswered=True), then=Value(Care.SILENT.value)),
            When(stewards_now=1, then=Value(Care.ONE.value)),
            default=Value(Care.WELL.value),
            output_field=CharField(),
        )
    )


def orphaned(now: datetime) -> QuerySet[Organisation]:
    """Return the listed organisations that keep a page here and lack people, those without anybody first."""
    entries = Organisation.objects.filter(status__in=LISTED, is_external=False)
    rank = Case(When(care=Care.NONE, then=0), When(care=Care.SILENT, then=1), default=2)
    rows = with_care(entries, now).exclude(care=Care.WELL).annotate(rank=rank)
    return rows.select_related("seat").order_by("rank", "name", "pk")


def lost(now: datetime) -> QuerySet[Organisation]:
    """Return those that lost the people they had, with the day the last one left: silent, or nobody any more.

    Where nobody ever was, or one person is, nothing has happened that waits for anybody: the list shows them.
    """
    ended = Stewardship.objects.filter(organisation=OuterRef("pk")).exclude(until=None).order_by("-until")
    rows = orphaned(now).annotate(left_on=Subquery(ended.values("until")[:1]))
    return rows.filter(Q(care=Care.SILENT) | Q(care=Care.NONE, left_on__lte=timezone.localdate(now)))


def last_here(entry: Organisation) -> datetime | None:
    """Return when anybody of an entry of these lists was here last."""
    return max(filter(None, (entry.last_login, entry.last_device)), default=None)


def silent(rows: QuerySet[Stewardship], now: datetime) -> QuerySet[Stewardship]:
    """Return those of the stewardships whose people have not been here lately or cannot be reached."""
    return rows.exclude(pk__in=_awake(rows, now).order_by().values("pk"))


def unreachable(address: OuterRef) -> QuerySet[OutgoingMail]:
    """Return mails to an address that were given up, with none that arrived since."""
    arrived = OutgoingMail.objects.filter(
        recipient=OuterRef("recipient"), sent_at__gt=OuterRef("given_up_at")
    )
    failed = OutgoingMail.objects.filter(recipient=address, given_up_at__isnull=False)
    return failed.exclude(Exists(arrived))


def _held(organisation: OuterRef, now: datetime) -> QuerySet[Stewardship]:
    """Return today's stewardships of an organisation with open accounts."""
    today = timezone.localdate(now)
    return Stewardship.objects.on(today).filter(organisation=organisation, user__is_active=True)


def _awake(held: QuerySet[Stewardship], now: datetime) -> QuerySet[Stewardship]:
    """Return those whose people were here lately, or are new, and get their mails."""
    return _here_since(held, now - SILENT_AFTER).exclude(Exists(unreachable(OuterRef("user__email"))))


def _here_since(held: QuerySet[Stewardship], moment: datetime) -> QuerySet[Stewardship]:
    """Return those whose people gave a sign since a moment."""
    day = timezone.localdate(moment)
    device = SignIn.objects.filter(user=OuterRef("user"), seen_at__gte=moment)
    return held.filter(
        Q(user__last_login__gte=moment) | Q(answered_on__gte=day) | Q(since__gte=day) | Exists(device)
    )


def _left_unanswered(now: datetime) -> QuerySet[Asking]:
    """Return rounds about the page that went to the office, and nobody was here since they began."""
    held = _held(OuterRef("organisation"), now)
    device = SignIn.objects.filter(user=OuterRef("user"), seen_at__date__gte=OuterRef(OuterRef("begun_on")))
    here = held.filter(
        Q(user__last_login__date__gte=OuterRef("begun_on"))
        | Q(answered_on__gte=OuterRef("begun_on"))
        | Q(since__gte=OuterRef("begun_on"))
        | Exists(device)
    )
    rounds = Asking.objects.filter(organisation=OuterRef("pk"), closed_on=None, stage=AskingStage.OFFICE)
    return rounds.exclude(Exists(here))

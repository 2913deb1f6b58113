"""“Who may do what here, and why?”: everything the page of an organisation shows, cut to who looks."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Organisation, Origin, Reclaim, Stewardship
from network.models.organisations import Trust
from network.models.reclaims import RUNNING
from portal.accounts.models import Invitation
from portal.accounts.second_factor import FACTORS
from portal.models import User

from .inviting import unanswered_for
from .last_seen import last_seen, month_words
from .reasons import Other, others, sharing
from .rights import cares_for_all, is_open, may_end, stewards_of

# So that illness or a change of job locks nobody out.
WANTED = 2
MOST_ENDED = 30


@dataclass(frozen=True)
class Person:
    """Somebody who acts for the organisation; `factor` is None for whoever may not know."""

    key: int
    name: str
    email: str
    why: str
    seen: str
    factor: bool | None
    is_me: bool
    may_end: bool


@dataclass(frozen=True)
class Former:
    """Somebody who acted for it."""

    name: str
    since: date
    until: date
    ended_by: str


@dataclass(frozen=True)
class Asked:
    """An invitation nobody accepted yet."""

    invitation: Invitation
    is_over: bool


@dataclass(frozen=True)
class Overview:
    """All of it."""

    people: list[Person]
    what: list[str]
    others: list[Other]
    sharing: list[str]
    asked: list[Asked]
    requests: list[Reclaim]
    former: list[Former]
    may_invite: bool
    is_office: bool

    @property
    def lacks(self) -> bool:
        """Return whether somebody else is wanted."""
        return self.may_invite and len(self.people) < WANTED


def overview(organisation: Organisation, user: User, now: datetime) -> Overview:
    """Return what a person who may look sees; a constant number of queries."""
    is_office = cares_for_all(user)
    return Overview(
        people=_people(organisation, user, is_office),
        what=what_stewards_may(organisation),
        others=others(organisation),
        sharing=[sentence for source in sharing for sentence in source(organisation, now)],
        asked=[Asked(one, one.expires_at <= now) for one in unanswered_for(organisation)],
        requests=list(Reclaim.objects.filter(organisation=organisation, state__in=RUNNING)),
        former=_former(organisation, now),
        may_invite=is_open(organisation),
        is_office=is_office,
    )


def what_stewards_may(organisation: Organisation) -> list[str]:
    """Return in sentences what acting for an organisation means; its trust says who publishes."""
    if organisation.trust == Trust.TRUSTED:
        publishing = _("Publish directly: what they write is public at once.")
    elif organisation.trust == Trust.NEW:
        publishing = _(
            "Submit it: the organisation is new, so the office looks at everything before it is public."
        )
    else:
        publishing = _("Submit it: the office looks at changes before they are public.")
    return [
        _("Write the page of the organisation, its offers, contacts and opening hours."),
        _("Write its dates, and read who signed up for them."),
        _("Upload pictures and documents, and change those of the organisation."),
        publishing,
        _("Invite others to act for the organisation, and stop doing so themselves."),
        _("Not: see drafts, files or guests of other organisations, or change name, status or memberships."),
    ]


def _people(organisation: Organisation, user: User, is_office: bool) -> list[Person]:
    """Return who acts for it today, the longest first."""
    rows = stewards_of(organisation)
    people = [row.user for row in rows]
    seen = last_seen(people)
    with_factor = set()
    if is_office:
        found = Authenticator.objects.filter(user__in=people, type__in=FACTORS)
        with_factor = set(found.values_list("user_id", flat=True))
    return [
        Person(
            key=row.pk,
            name=row.user.get_full_name(),
            email=row.user.email,
            why=_why(row),
            seen=month_words(_latest(seen[row.user_id], row.answered_on)),
            factor=row.user_id in with_factor if is_office else None,
            is_me=row.user_id == user.pk,
            may_end=row.user_id == user.pk or (is_office and may_end(user, row)),
        )
        for row in rows
    ]


def _latest(seen: datetime | None, answered: date | None) -> datetime | date | None:
    """Return the later of being signed in and of an answer by mail."""
    if seen is None or (answered and answered > timezone.localdate(seen)):
        return answered
    return seen


def _why(row: Stewardship) -> str:
    """Return since when and by whom somebody acts for it."""
    words = {"day": date_format(row.since, "SHORT_DATE_FORMAT"), "person": row.invited_by or _("somebody")}
    if row.came_by == Origin.INVITED:
        return _("since %(day)s, invited by %(person)s") % words
    if row.came_by == Origin.RECLAIMED:
        return _("since %(day)s, asked for access and showed a right to it") % words
    return _("since %(day)s, written down by the office") % words


def _former(organisation: Organisation, now: datetime) -> list[Former]:
    """Return who acted for it before, the latest first."""
    today = timezone.localdate(now)
    rows = Stewardship.objects.filter(organisation=organisation, until__lte=today)
    rows = rows.select_related("user", "ended_by").order_by("-until", "-pk")[:MOST_ENDED]
    return [
        Former(
            str(row.user),
            row.since,
            row.until,
            _ended_by(row),
        )
        for row in rows
    ]


def _ended_by(row: Stewardship) -> str:
    """Return who ended it, "" where nobody noted that."""
    if row.ended_by is None:
        return ""
    return _("own wish") if row.ended_by_id == row.user_id else str(row.ended_by)

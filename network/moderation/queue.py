"""Pages that wait to be checked, and organisations that could be trusted, for the list of everything that waits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.models import Organisation
from network.models.organisations import Trust
from portal.models import User
from portal.row_keys import keys_in
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, each

from . import deciding, trusting, undoing
from .kinds import NotDone, Said
from .page_kind import settled_words
from .rights import is_moderator, is_office
from .states import glance_of
from .waiting import AlreadySettled, open_submissions, with_people

# An organisation that submitted something wants an answer within these days.
DUE = timedelta(days=3)


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the pages that wait, the longest first; one query."""
    rows = with_people(open_submissions()).select_related("page__latest_revision")
    for row in rows.defer("page__latest_revision__content")[:LONGEST]:
        page = row.page
        is_new = not page.live
        yield WorkItem(
            str(row.pk),
            page.get_admin_display_title(),
            reverse("moderation:decide", args=[row.pk]),
            row.submitted_at,
            row.submitted_at + DUE,
            _("Never public before") if is_new else "",
            _("New page") if is_new else _("Changed page"),
            row.organisation.name,
            glance_of(page),
            max(filter(None, (page.latest_revision_created_at, page.last_published_at)), default=None),
        )


def approve(user: User, keys: Sequence[str], now: datetime, seen: Mapping[str, str]) -> Outcome:
    """Approve several pages in the versions that the list showed."""
    return _each(keys, lambda pk: deciding.approve(pk, Said(user, now, seen=seen[str(pk)])))


def send_back(user: User, keys: Sequence[str], now: datetime, seen: Mapping[str, str]) -> Outcome:
    """Send several pages back with the same words, in the versions that the list showed."""
    words = _("Please look at it once more. We will get in touch about what we mean.")
    return _each(keys, lambda pk: deciding.send_back(pk, Said(user, now, seen=seen[str(pk)], comment=words)))


def undo(user: User, way_back: Mapping[str, Any], now: datetime) -> Sequence[str]:
    """Take decisions back; return what waits again."""
    return _each(way_back["keys"], lambda pk: undoing.undo(pk, user, now)).done


def trust(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Let several organisations publish directly."""
    if not is_office(user):
        return Outcome()
    before = dict(Organisation.objects.filter(pk__in=keys_in(keys)).values_list("pk", "trust"))
    outcome = _each(keys, lambda pk: trusting.trust(pk, user))
    levels = {key: before[int(key)] for key in outcome.done}
    return replace(outcome, way_back={"levels": levels} if levels else None)


def not_yet(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Go on checking several organisations; they are suggested again later."""
    if not is_office(user):
        return Outcome()
    return _each(keys, lambda pk: trusting.not_yet(pk, now))


def untrust(user: User, way_back: Mapping[str, Any], now: datetime) -> Sequence[str]:
    """Give several organisations the level that they had before; whoever has another one by now keeps it."""
    if not is_office(user):
        return ()
    levels = way_back["levels"]
    trusted = Organisation.objects.filter(pk__in=keys_in(levels), trust=Trust.TRUSTED)
    keys = [str(pk) for pk in trusted.values_list("pk", flat=True)]
    return _each(keys, lambda pk: trusting.set_trust(pk, Trust(levels[str(pk)]), user)).done


def suggestions(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the organisations that could be trusted; one query."""
    for entry in trusting.could_be_trusted()[:LONGEST]:
        text = ngettext(
            "%(n)s submission in a row needed no change.",
            "%(n)s submissions in a row needed no change.",
            entry.approvals,
        )
        yield WorkItem(
            str(entry.pk),
            entry.name,
            reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk]),
            entry.last_at,
            None,
            text % {"n": entry.approvals},
            "",
            entry.name,
        )


PAGES = WorkQueue(
    gettext_lazy("Pages to check"),
    is_moderator,
    items,
    (
        QueueAction("approve", gettext_lazy("Approve"), approve, undo, needs_seen=True),
        QueueAction("send_back", gettext_lazy("Send back"), send_back, undo, needs_seen=True),
    ),
)
TRUST = WorkQueue(
    gettext_lazy("Organisations that could be trusted"),
    is_office,
    suggestions,
    (
        QueueAction("trust", gettext_lazy("Let them publish directly"), trust, untrust),
        QueueAction("not_yet", gettext_lazy("Not yet"), not_yet),
    ),
)


def _each(keys: Sequence[str], act: Callable[[int], Any]) -> Outcome:
    """Do something with each key; what cannot be done is left with its reason."""
    reasons = {
        ObjectDoesNotExist: lambda error: _("It does not wait any more."),
        AlreadySettled: lambda error: settled_words(error.submission),
        NotDone: str,
    }
    return each(map(str, keys_in(keys)), lambda key: act(int(key)), reasons)

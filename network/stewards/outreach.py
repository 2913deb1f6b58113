"""The office asks who cares: for many organisations at once, each by what it lacks, and with a way back.

Without people: an invitation that nobody answered goes again, else the organisation's own address may name somebody.
With silent ones: they say whether they are still there. With one: that person is asked to find a second.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.models import Organisation, Outreach, Stewardship
from network.models.stewardship import today
from portal import outbox
from portal.accounts.models import Invitation
from portal.models import OutgoingMail, User
from portal.row_keys import keys_in
from portal.worklist.queues import Outcome

from . import answer_mails, mails, proofs
from .inviting import again, unanswered_for
from .log_actions import ASKED, note
from .orphans import Care, orphaned, silent
from .rights import cares_for_all

MOST = 100
# Nobody is asked about the same organisation more often.
QUIET = timedelta(days=30)


def ask(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Ask for each of these organisations; say which were left and why."""
    if not cares_for_all(user):
        return Outcome(refused={key: _("Not permitted.") for key in keys})
    batch = uuid.uuid4()
    done, refused = [], {}
    entries = {str(one.pk): one for one in orphaned(now).filter(pk__in=keys_in(keys[:MOST]))}
    for key in keys:
        entry = entries.get(key)
        reason = _ask_one(entry, batch, user, now) if entry else _obstacle(keys, key)
        if reason:
            refused[key] = reason
        else:
            done.append(key)
    return Outcome(tuple(done), refused, {"batch": str(batch)} if done else None)


@transaction.atomic
def undo(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Take back what has not gone yet; return the keys of organisations that count as not asked again."""
    if not cares_for_all(user):
        return []
    rows = Outreach.objects.select_for_update().filter(batch=way_back["batch"])
    back = [row for row in rows if not _has_gone(row)]
    for row in back:
        outbox.forget(_prefix(row))
        row.delete()
    return [str(row.organisation_id) for row in back]


@transaction.atomic
def _ask_one(entry: Organisation, batch: uuid.UUID, by: User, now: datetime) -> str:
    """Ask for one organisation; return why not, "" where it was done."""
    Organisation.objects.select_for_update().get(pk=entry.pk)
    if Outreach.objects.filter(organisation=entry, done_at__gt=now - QUIET).exists():
        return _("Was asked less than a month ago.")
    row = Outreach.objects.create(organisation=entry, batch=batch, by=by, done_at=now)
    reason = _write(entry, row, by, now)
    if reason:
        row.delete()
        return reason
    note(entry, ASKED, by)
    return ""


def _write(entry: Organisation, row: Outreach, by: User, now: datetime) -> str:
    """Write to whom it concerns; return why nobody could be written to."""
    rows = Stewardship.objects.on(today()).filter(organisation=entry, user__is_active=True)
    rows = rows.select_related("user", "organisation").order_by("since", "pk")
    if entry.care == Care.ONE:
        answer_mails.find_a_second(rows[0], _prefix(row), now)
        return ""
    if entry.care == Care.SILENT:
        quiet = list(silent(rows, now)) or list(rows)
        for one in quiet:
            answer_mails.still_there(one, _prefix(row), now)
    elif open_one := unanswered_for(entry).first():
        return _invite_again(open_one, by, now)
    if address := proofs.own_address(entry):
        answer_mails.name_somebody(entry, address, _prefix(row), now)
        return ""
    return "" if entry.care == Care.SILENT else _("Nobody is known to ask.")


def _invite_again(invitation: Invitation, by: User, now: datetime) -> str:
    """Send an invitation once more; return why not."""
    try:
        again(invitation, by, now)
    except (PermissionDenied, ValidationError) as error:
        return " ".join(getattr(error, "messages", [_("Not permitted.")]))
    return ""


def _has_gone(row: Outreach) -> bool:
    """Return whether a mail of a question has left, or somebody was invited again: that is not taken back."""
    written = OutgoingMail.objects.filter(key__startswith=_prefix(row))
    return not written.exists() or written.filter(attempts__gt=0).exists()


def _prefix(row: Outreach) -> str:
    """Return how the keys of the mails of a question begin."""
    return f"{mails.KEY}:outreach:{row.pk}:"


def _obstacle(keys: Sequence[str], key: str) -> str:
    """Return why an entry that was ticked is not asked for."""
    if len(keys) > MOST and key in keys[MOST:]:
        return _("At most %(most)s entries at once.") % {"most": MOST}
    return _("Is cared for, or no longer in the list.")

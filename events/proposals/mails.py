"""What a proposer is told by mail; only the outbox and the editors' page ever hold the address."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.addresses import event_path
from events.models import Event, Proposal
from portal import outbox
from portal.models import Urgency
from portal.sites import base_url

from .links import path_of

SUBJECT = 120  # characters of a title in a subject
# A decision can be taken back for so long; only then does its mail go.
SECOND_THOUGHTS = timedelta(minutes=10)
MAILS, ASK = "proposal:", "ask"


def key_of(proposal: Proposal, what: str) -> str:
    """Return the key of a mail; all mails about a proposal begin alike."""
    return f"{MAILS}{proposal.uuid}:{what}"


def ask(proposal: Proposal, base: str, now: datetime) -> None:
    """Ask whoever has the address to confirm; no word that was typed into the form is repeated."""
    lines = [
        _("Somebody proposed a date for our calendar and gave this address."),
        _("If it was you, look at the proposal once more and send it from here: %(link)s")
        % {"link": base + path_of(proposal, now)},
        _("Keep this link: with it you can change or withdraw the proposal later."),
        _("After 48 hours we delete what was not confirmed. If it was not you, there is nothing to do."),
    ]
    subject = _("Please confirm: a date for the calendar")
    body = "\n\n".join(lines)
    outbox.queue(key_of(proposal, ASK), proposal.email, subject, body, urgency=Urgency.ANSWER)


def accepted(proposal: Proposal, event: Event, now: datetime) -> None:
    """Say that it is public, or changed there, and how it can be changed."""
    is_change = event.first_published_at != event.last_published_at
    with override(proposal.language):
        first = (
            _("The calendar shows your change to “%(title)s” now: %(link)s")
            if is_change
            else _("“%(title)s” is in the calendar now: %(link)s")
        )
        lines = [
            first % {"title": event.title, "link": base_url() + event_path(event.slug, event.short_id)},
            _("Something changes, or it does not take place? Tell us here: %(link)s")
            % {"link": base_url() + path_of(proposal, now)},
            _forgetting(),
        ]
        _send(proposal, _("In the calendar: %(title)s"), event.title, lines, now)


def merged(proposal: Proposal, title: str, survivor: Event, now: datetime) -> None:
    """Say that the date was in the calendar already, and where."""
    with override(proposal.language):
        lines = [
            _("“%(title)s” is in the calendar already: %(link)s")
            % {"title": title, "link": base_url() + event_path(survivor.slug, survivor.short_id)},
            _("We made both one entry. Thank you for telling us."),
            _forgetting(),
        ]
        _send(proposal, _("In the calendar: %(title)s"), title, lines, now)


def refused(proposal: Proposal, title: str, now: datetime) -> None:
    """Say that it is not published, and why."""
    with override(proposal.language):
        lines = [
            _("We do not publish “%(title)s”.") % {"title": title},
            _("The reason: %(reason)s") % {"reason": proposal.reason},
            _forgetting(),
        ]
        _send(proposal, _("Not in the calendar: %(title)s"), title, lines, now)


def take_back(proposal: Proposal) -> None:
    """Delete the mail about a decision that was taken back, if it has not gone yet."""
    if proposal.decided_at is not None:
        outbox.forget(_decision_key(proposal))


def _decision_key(proposal: Proposal) -> str:
    """Return the key of the mail about the last decision."""
    return key_of(proposal, f"decided:{proposal.decided_at:%Y%m%d%H%M%S%f}")


def _forgetting() -> str:
    """Return when the address is deleted."""
    return _("We delete your address 30 days after this decision.")


def _send(proposal: Proposal, subject: str, title: str, lines: list[str], now: datetime) -> None:
    """Put a decision's mail into the outbox; nothing to nobody."""
    if not proposal.email:
        return
    outbox.queue(
        _decision_key(proposal),
        proposal.email,
        subject % {"title": Truncator(title).chars(SUBJECT)},
        "\n\n".join(lines),
        not_before=max(now, timezone.now()) + SECOND_THOUGHTS,
    )

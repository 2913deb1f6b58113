"""What is written to partners: plain text in their language, with the way out in every mail."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import outbox
from portal.models import OutgoingMail, Urgency
from portal.sites import base_url, default_settings
from publications.infoposts.kit.contents import KitContents
from publications.infoposts.kit.texts import medium
from publications.models import Partner

from .links import confirm_path, leave_path


def ask_to_confirm(partner: Partner, now: datetime) -> OutgoingMail:
    """Queue the mail whose link confirms the address; one a day, however often it is asked for."""
    with override(partner.language):
        parts = [
            _("Somebody wants to get at this address what is published here to be passed on."),
            _("Here you see whose. If it was you, please confirm it there within two days:"),
            base_url() + confirm_path(partner, now),
            _("Without your confirmation we send nothing."),
        ]
        subject = _("Please confirm: share kits by mail")
        return _queue(partner, f"confirm:{now:%Y-%m-%d}", subject, parts, now, urgency=Urgency.ANSWER)


def tell_it_is_known(partner: Partner, now: datetime) -> OutgoingMail:
    """Queue the mail to somebody who gets them already; one a day, however often it is asked for."""
    with override(partner.language):
        parts = [
            _("You get this already: %(whose)s.") % {"whose": whose(partner)},
            _("There is nothing you need to do. Below you can end it."),
        ]
        return _queue(partner, f"known:{now:%Y-%m-%d}", _("You get share kits already"), parts, now)


def tell(
    partner: Partner, kit: KitContents, kit_url: str, now: datetime, not_before: datetime
) -> OutgoingMail:
    """Queue the mail about an infopost: what it says in short, where it stands, and where its kit is."""
    with override(partner.language):
        parts = [
            _("%(by)s published something that you may want to pass on.") % {"by": kit.by},
            medium(kit),
            _("Texts, pictures with alternative texts and the link in one file: %(link)s")
            % {"link": kit_url},
        ]
        subject = _("To pass on: %(title)s") % {"title": kit.title}
        return _queue(partner, f"post:{kit.page_id}", subject, parts, now, not_before=not_before)


def whose(partner: Partner) -> str:
    """Return whose infoposts a partner gets, in the active language."""
    if partner.organisation is None:
        return _("everything in the news of this portal")
    return _("infoposts of %(name)s") % {"name": partner.organisation.name}


def _queue(  # noqa: PLR0913 - a mail has these parts
    partner: Partner,
    key: str,
    subject: str,
    parts: Sequence[str],
    now: datetime,
    *,
    not_before: datetime | None = None,
    urgency: Urgency = Urgency.NEWS,
) -> OutgoingMail:
    """Put a mail into the outbox with the way out below."""
    leave = base_url() + leave_path(partner, now)
    body = "\n\n".join([*parts, f"-- \n{_foot(partner, leave)}"])
    key = partner.key_prefix + key
    return outbox.queue(
        key,
        partner.email,
        subject,
        body,
        not_before=not_before or now,
        unsubscribe_url=leave,
        urgency=urgency,
    )


def _foot(partner: Partner, leave: str) -> str:
    """Return who writes and why, and how to end it."""
    why = _("%(network)s writes to you because this address was entered for share kits.")
    lines = [why % {"network": default_settings().full_name}]
    if partner.confirmed_at:
        lines.append(_("No more mails, address deleted: %(link)s") % {"link": leave})
    else:
        lines.append(_("Was it not you? Do nothing: the address is deleted after two days."))
    return "\n".join(lines)

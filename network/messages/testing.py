"""A circular of the office to whoever wrote it, as its readers would get it."""

from datetime import datetime

from django.utils.translation import gettext as _

from network.models import Circular
from portal import outbox
from portal.models import User

from .letters import KEY, letter
from .readers import Reader, name_of


def send_test(circular: Circular, user: User, now: datetime) -> None:
    """Queue the mail; the same button twice within a minute sends it once."""
    parts = letter(circular, Reader(user.email, name_of(user)), now)
    outbox.queue(
        f"{KEY}test:{circular.pk}:{user.pk}:{now:%Y%m%d%H%M}",
        user.email,
        _("Test: %(subject)s") % {"subject": parts.subject},
        parts.body,
        reply_to=circular.reply_to,
        not_before=now,
        html=parts.html,
    )

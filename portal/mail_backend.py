"""Mails that Django and Wagtail send by themselves: into the outbox, like ours.

Wagtail tells people of comments inside of the request and fails where the mail server is down.
"""

from collections.abc import Sequence
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal import outbox


class OutboxBackend(BaseEmailBackend):
    """Takes every mail at once; housekeeping hands it to the mail server (`MAIL_TRANSPORT`)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put one mail for each recipient into the outbox; return how many messages there were."""
        for message in email_messages:
            for recipient in message.recipients():
                outbox.queue(
                    f"django:{uuid4()}", recipient, str(message.subject), message.body, html=_html_of(message)
                )
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    """Return the mail as HTML, "" where it is plain text alone."""
    kinds = getattr(message, "alternatives", None) or ()
    return next((content for content, kind in kinds if kind == "text/html"), "")

"""Hints from readers about an event: without an account, into the queue, the address forgotten after the decision."""

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.curation.waiting import open_entries
from events.models import Event, QueueEntry
from events.models.curation import QueueKind
from portal.anonymous_forms import AnonymousForm
from portal.http.rate_limit import RateLimit

KEEP_ADDRESS = timedelta(days=30)  # after it was dealt with
KEEP_WORDS = timedelta(days=90)
MOST_OPEN = 50  # about one event

# Per worker: ten hints at once from one network, then one every five minutes.
limit = RateLimit(size=10, per_second=1 / 300)


class ReportForm(AnonymousForm):
    """What is wrong, and how to ask back."""

    name = "event-report"

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For example: it begins at 19:00, or it does not take place."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only if we may ask back. We delete it 30 days after we have dealt with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@transaction.atomic
def receive(event: Event, form: ReportForm) -> None:
    """Put a hint into the queue; a second press of the button does nothing, nor does one too many."""
    waiting = open_entries().filter(event=event, kind=QueueKind.REPORT)
    if waiting.count() >= MOST_OPEN:
        return
    QueueEntry.objects.get_or_create(
        received_key=UUID(form.submission_key),
        defaults={
            "event": event,
            "kind": QueueKind.REPORT,
            "text": form.cleaned_data["text"],
            "email": form.cleaned_data["email"],
        },
    )


def forget_addresses(before: datetime) -> int:
    """Take the addresses out of hints that were settled before a moment; return how many."""
    return QueueEntry.objects.filter(settled_at__lt=before).exclude(email="").update(email="")


def forget_words(before: datetime) -> int:
    """Delete hints that were settled before a moment; return how many."""
    return QueueEntry.objects.filter(kind=QueueKind.REPORT, settled_at__lt=before).delete()[0]

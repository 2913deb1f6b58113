"""What housekeeping does for circulars: a few mails each round, and forgetting."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from network.models import Circular, CircularMail, CircularState

from .sending import send_some

# Drafts that nobody touched, words that were sent, and what is left of them: counts for the archive.
KEEP_DRAFTS = timedelta(days=90)
KEEP_WORDS = timedelta(days=365)
KEEP_ROWS = timedelta(days=3 * 365)


def send(now: datetime) -> str:
    """Put mails into the outbox; return what was done."""
    return send_some(now)


def forget_drafts(before: datetime) -> int:
    """Delete what was begun, or came back, before a moment and was never sent; return how many there were."""
    open_ones = Circular.objects.filter(state__in=(CircularState.DRAFT, CircularState.RETURNED))
    return open_ones.filter(created_at__lt=before).delete()[0]


def forget_words(before: datetime) -> int:
    """Empty subject and text of circulars finished before a moment, and forget who got them; return how many."""
    old = list(Circular.objects.filter(finished_at__lt=before).exclude(text="").values_list("pk", flat=True))
    CircularMail.objects.filter(circular__in=old).delete()
    kind = ContentType.objects.get_for_model(Circular)
    # Histories name a thing by its subject.
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=map(str, old)).update(label="")
    return Circular.objects.filter(pk__in=old).update(subject="", text="", reply_to="")


def forget_rows(before: datetime) -> int:
    """Delete what is left of circulars finished before a moment; return how many there were."""
    return Circular.objects.filter(finished_at__lt=before).delete()[0]

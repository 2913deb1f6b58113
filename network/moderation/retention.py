"""How long it is remembered who submitted and decided what; the log of Wagtail is kept on its own."""

from datetime import datetime, timedelta

from network.models import Submission

# As long as versions of pages are kept, which these rows refer to.
KEEP = timedelta(days=730)


def forget(before: datetime) -> int:
    """Delete submissions that were settled before a moment; return how many there were."""
    return Submission.objects.filter(settled_at__lt=before).delete()[0]

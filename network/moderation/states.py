"""The state of a page that a decision is about; another one has to be looked at anew."""

from django.utils.crypto import salted_hmac
from wagtail.models import Page


def state_of(page: Page) -> str:
    """Return a text that differs when the draft, what is published, or the place in the tree differs.

    The words count and not only the number of the version, because an editor that saves by itself writes over the
    version it made a moment ago.
    """
    draft = page.latest_revision
    parts = (
        page.pk,
        page.path,
        page.live,
        page.live_revision_id,
        page.last_published_at,
        draft and draft.pk,
        draft and draft.content,
    )
    return salted_hmac("network.moderation.state", repr(parts), algorithm="sha256").hexdigest()[:32]

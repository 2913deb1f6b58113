"""The state of a page or row that a decision is about; another one has to be looked at anew."""

from typing import Any

from django.utils.crypto import salted_hmac


def state_of(row: Any) -> str:
    """Return a text that differs when the draft, what is published, or the place in the tree differs.

    The words count and not only the number of the version, because an editor that saves by itself writes over the
    version it made a moment ago. The hour counts, too: what was changed and put back was not the same all the time.
    """
    draft = row.latest_revision
    parts = (
        row.pk,
        getattr(row, "path", ""),
        row.live,
        row.live_revision_id,
        row.last_published_at,
        draft and draft.pk,
        draft and draft.created_at,
        draft and draft.content,
    )
    return salted_hmac("network.moderation.state", repr(parts), algorithm="sha256").hexdigest()[:32]

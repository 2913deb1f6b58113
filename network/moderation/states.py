"""The state of a page or row that a decision is about; another one has to be looked at anew."""

from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac


def state_of(row: Any) -> str:
    """Return a text that differs when the draft, what is published, or the place in the tree differs.

    The words count and not only the number of the version, because an editor that saves by itself writes over the
    version it made a moment ago. The hour counts, too: what was changed and put back was not the same all the time.
    """
    draft = row.latest_revision
    return _digest("state", *_parts(row), draft and draft.content)


def glance_of(row: Any) -> str:
    """Return the same without reading the words, for long lists: writing over a version changes its hour.

    What everybody writes goes that way; only a row that is changed in the database itself differs in words alone.
    """
    return _digest("glance", *_parts(row))


def is_seen(row: Any, seen: str) -> bool:
    """Return whether a row is as somebody saw it, on its own page or in a list."""
    return any(constant_time_compare(seen, now(row)) for now in (glance_of, state_of))


def _parts(row: Any) -> tuple[Any, ...]:
    """Return what says which version is the draft, which one is public, and where it stands."""
    draft = row.latest_revision
    return (
        row.pk,
        getattr(row, "path", ""),
        row.live,
        row.live_revision_id,
        row.last_published_at,
        draft and draft.pk,
        draft and draft.created_at,
    )


def _digest(purpose: str, *parts: Any) -> str:
    """Return a text that differs when one of the parts does."""
    return salted_hmac(f"network.moderation.{purpose}", repr(parts), algorithm="sha256").hexdigest()[:32]

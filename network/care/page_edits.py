"""A small edit of a page that somebody else may be working on: shown at once, kept in the draft, undone as one.

Publishing the draft would publish what its writer is not done with; so the published content is edited and published,
and the same edit is made in the draft on top of it.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from portal.models import User

Edit = Callable[[Page], None]
Done = dict[str, Any]


def obstacle(page: Page) -> str:
    """Return why a page is left alone, "" where nothing speaks against an edit.

    No query for pages that were read with `annotate_approved_schedule` and `prefetch_workflow_states`.
    """
    if page.locked:
        return _("Its page is locked.")
    if page.approved_schedule:
        return _("A version of its page waits for its hour.")
    if page.current_workflow_state is not None:
        return _("Its page is being moderated.")
    return ""


def apply(page_id: int, edit: Edit, user: User | None) -> Done:
    """Make an edit in what is published and in the draft; return what `undo` needs. Raises ValidationError."""
    page = Page.objects.get(pk=page_id).specific
    draft = page.latest_revision if page.has_unpublished_changes or not page.live else None
    shown = None
    if draft is None and not page.live:
        draft = page.save_revision(user=user, clean=False)
    if page.live:
        shown = page.live_revision or page.save_revision(user=user, clean=False)
        edit(page)
        _publish(page, user)
    if draft is not None:
        written = draft.as_object()
        edit(written)
        written.save_revision(user=user, log_action=True, clean=False)
    latest = Page.objects.values_list("latest_revision_id", flat=True).get(pk=page_id)
    return {
        "page": page_id,
        "title": page.title,
        "live": page.live,
        "shown": shown and shown.pk,
        "draft": draft and draft.pk,
        "latest": latest,
    }


def is_untouched(done: Done) -> bool:
    """Return whether the page is still there and nobody saved, published or withdrew it since."""
    untouched = {"latest_revision_id": done["latest"], "live": done["live"]}
    return Page.objects.filter(pk=done["page"], **untouched).exists()


def undo(done: Done, user: User | None) -> None:
    """Show and keep again what was shown and kept before; the edit and its undoing stay in the history."""
    if done["shown"]:
        _publish(Revision.objects.get(pk=done["shown"]).as_object(), user)
    if done["draft"]:
        draft = Revision.objects.get(pk=done["draft"]).as_object()
        draft.save_revision(user=user, log_action=True, clean=False)


def _publish(page: Page, user: User | None) -> None:
    """Save a page's content as a revision and publish it."""
    revision = page.save_revision(user=user, log_action=True, clean=False)
    revision.publish(user=user, skip_permission_checks=True)

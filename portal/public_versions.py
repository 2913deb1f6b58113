"""A version that was public, or is planned, stays as it was.

Autosave writes into the newest version again and again, and Wagtail lets it do so after that version was approved and
published: what was checked would read otherwise in the history, and taking something back would publish unseen words.
Of a version that waits for its hour, it would drop the plan without a word.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import Revision

PUBLISHED = "wagtail.publish"


class PublicVersionsStay:
    """A page or row with drafts; stands before Wagtail's own class."""

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a version and return it; raises PermissionDenied for one over a public or planned one."""
        written_over = kwargs.get("overwrite_revision")
        if written_over is not None and stays(self, written_over):
            raise PermissionDenied(
                _(
                    "What was saved here last is public or planned by now. Press “Save draft”: what you wrote "
                    "since becomes a new version."
                )
            )
        return super().save_revision(*args, **kwargs)


def stays(row: Model, revision: Revision) -> bool:
    """Return whether a version of a row is, was, or will at its hour be what everybody sees."""
    if row.live_revision_id == revision.pk or revision.approved_go_live_at is not None:
        return True
    return registry.get_logs_for_instance(row).filter(revision=revision, action=PUBLISHED).exists()

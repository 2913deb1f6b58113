"""Pages that are called like their entry keep being called like it."""

from network.models import ActorPage, Organisation
from portal.models import User


def follow_name(entry: Organisation, old_name: str, user: User | None) -> int:
    """Give pages that bore the old name the new one; return how many there were.

    A page with unpublished changes gets the name in its draft and shows it once that is published. Addresses stay.
    """
    renamed = 0
    for page in ActorPage.objects.filter(organisation=entry).specific():
        draft = page.get_latest_revision_as_object()
        if draft.title != old_name:
            continue
        may_publish = page.live and not page.has_unpublished_changes
        draft.title = draft.draft_title = entry.name
        revision = draft.save_revision(user=user, log_action=True)
        if may_publish:
            revision.publish(user=user, skip_permission_checks=True)
        renamed += 1
    return renamed

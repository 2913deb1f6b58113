"""Which version of a page was public before the one that is public now.

Wagtail's log says which version was published when. What was public without a version (imports, plain code) is kept
as one before somebody changes it for the first time, so that the first change can be taken back, too.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from network.access.page_rights import KeptPage

KEPT = "network.kept_before_change"
PUBLISHED = ("wagtail.publish", KEPT)
# So many publications are looked through for one that says something else.
LOOKED_AT = 20
# What of a version is not its content; what its keeper may not take back is none either.
BOOKKEEPING = {
    "latest_revision_created_at",
    "latest_revision",
    "live_revision",
    "last_published_at",
    "first_published_at",
    "has_unpublished_changes",
    "live",
    "draft_title",
    "numchild",
    "path",
    "depth",
    "url_path",
    "locked",
    "locked_at",
    "locked_by",
    "expired",
    "owner",
    "wagtail_admin_comments",
}


def published_versions(page_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of published versions of pages that have more than one, the latest first; one query."""
    entries = PageLogEntry.objects.filter(page__in=page_ids, action__in=PUBLISHED, revision__isnull=False)
    found: dict[int, list[int]] = {}
    for page_id, revision_id in entries.order_by("-timestamp", "-pk").values_list("page_id", "revision_id"):
        known = found.setdefault(page_id, [])
        if revision_id not in known:
            known.append(revision_id)
    return {page_id: known for page_id, known in found.items() if len(known) > 1}


def version_before(page: KeptPage) -> Revision | None:
    """Return the latest version that was public before and says something else, None where there is none."""
    if page.live_revision_id is None:
        return None
    keys = published_versions([page.pk]).get(page.pk, [])
    keys = keys[keys.index(page.live_revision_id) + 1 :] if page.live_revision_id in keys else keys
    kept = Revision.objects.in_bulk(keys[:LOOKED_AT])
    now = _content(page.live_revision, page)
    return next((kept[key] for key in keys if key in kept and _content(kept[key], page) != now), None)


def keep_unversioned(request: HttpRequest, page: Page) -> None:
    """Keep what is public as a version before it is changed for the first time (a hook of Wagtail's editor)."""
    if request.method == "POST" and isinstance(page, KeptPage):
        keep_first(page.pk)


@transaction.atomic
def keep_first(page_id: int) -> None:
    """Keep what is public as a version where it has none; the same again changes nothing."""
    page = Page.objects.select_for_update().get(pk=page_id)
    if not page.live or page.live_revision_id or page.latest_revision_id:
        return
    whole = page.specific
    revision = whole.save_revision(changed=False, clean=False)
    Page.objects.filter(pk=page_id).update(live_revision=revision)
    log(instance=whole, action=KEPT, revision=revision)


def _content(revision: Revision, page: KeptPage) -> Mapping[str, Any]:
    """Return what a version says."""
    left_out = BOOKKEEPING.union(page.office_fields)
    return {name: value for name, value in revision.content.items() if name not in left_out}

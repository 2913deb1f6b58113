"""What of the pages that organisations keep belongs to the office: whose they are, how and where they stand."""

import json
from typing import Any

from wagtail.models import Revision

from .own_media import check_media
from .page_rights import KeptPage, is_free


def keep_office_fields(revision: Revision) -> None:
    """Write into a new revision of a page what the office last wrote there, unless the office writes.

    Forms do not offer these fields; this holds for every other way, an old revision taken up again included. Raises
    ValidationError where the revision shows another organisation's files.
    """
    model = revision.content_type.model_class()
    if model is None or not issubclass(model, KeptPage) or revision.user is None:
        return
    page = model.objects.filter(pk=revision.object_id).first()
    if page is None or is_free(revision.user, page):
        return
    content = _content(revision)
    kept = _content(page.latest_revision) if page.latest_revision_id else page.serializable_data()
    for name in model.office_fields:
        if name in kept:
            content[name] = kept[name]
    revision.content = content
    check_media(revision.as_object())


def _content(revision: Revision) -> dict[str, Any]:
    """Return what a revision holds."""
    content = revision.content
    return json.loads(content) if isinstance(content, str) else dict(content)

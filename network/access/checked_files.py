"""Which files nobody exchanges unseen: all of organisations whose pages and dates are checked first.

What is approved names a file by its number. Other pixels or words under the same number would be public at once, and
whoever was given a file's address would get another one there, whether or not a page shows it.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.models import DraftStateMixin, ReferenceIndex, Revision

from network.models import Access
from network.models.organisations import Trust
from portal.found_references import references
from portal.models import PortalDocument, PortalImage, User


def is_checked(user: User | None, file: PortalImage | PortalDocument) -> bool:
    """Return whether somebody looks first at what a person shows, so that a file stays what and where it is.

    Whoever checks, and plain code, may do all.
    """
    if user is None or user.has_perm("network.view_organisation"):
        return False
    trusted = Access.objects.filter(collection=file.collection_id, organisation__trust=Trust.TRUSTED)
    return not trusted.exists()


def is_used(file: PortalImage | PortalDocument) -> bool:
    """Return whether anything shows a file: what is public, a newest draft, or what is planned.

    Wagtail's index of references knows no drafts.
    """
    if ReferenceIndex.get_references_to(file).exists():
        return True
    return any((type(file), str(file.pk)) in references(draft.as_object()) for draft in _drafts(file.pk))


def _drafts(pk: int) -> Iterator[Revision]:
    """Yield the versions that may become public and in which the number stands, whatever it means there."""
    models = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    newest = (
        Q(pk__in=model._base_manager.filter(has_unpublished_changes=True).values("latest_revision"))
        for model in models
        if not model._meta.parents
    )
    versions = Revision.objects.filter(reduce(or_, newest, Q(approved_go_live_at__isnull=False)))
    written = versions.annotate(written=Cast("content", TextField()))
    yield from written.filter(written__regex=rf"[^0-9]{pk}[^0-9]").iterator()

"""Places in running text and menus that name an entry or its pages: merging leaves them to the office."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

from network.models import Organisation
from portal.models import User

from .relations import references

MOST = 30


@dataclass(frozen=True)
class Leftover:
    """A place that keeps naming what is merged, with where it is edited ("" where the reader may not)."""

    label: str
    where: str
    url: str


def leftovers(source: Organisation, user: User) -> list[Leftover]:
    """Return the places that link to the pages of an entry or name it in blocks; the first `MOST` of them."""
    finder = AdminURLFinder(user)
    found = {}
    for reference in _references(source)[:MOST]:
        holder = reference.content_type.get_object_for_this_type(pk=reference.object_id)
        holder = holder.specific_deferred if isinstance(holder, Page) else holder
        words = capfirst(reference.describe_source_field())
        found[type(holder), holder.pk, words] = Leftover(
            str(holder), words, finder.get_edit_url(holder) or ""
        )
    return list(found.values())


def _references(source: Organisation) -> QuerySet[ReferenceIndex]:
    """Return what Wagtail's index knows of, without the fields that merging re-points and the pages themselves."""
    own = [str(pk) for pk in source.pages.values_list("pk", flat=True)]
    page = ContentType.objects.get_for_model(Page)
    entry = ContentType.objects.get_for_model(Organisation)
    targets = Q(to_content_type=page, to_object_id__in=own) | Q(
        to_content_type=entry, to_object_id=str(source.pk)
    )
    handled = {field.name for field in references()}
    rows = ReferenceIndex.objects.filter(targets).select_related("content_type", "base_content_type")
    rows = rows.exclude(base_content_type=page, object_id__in=own)
    plain = Q(to_content_type=entry, model_path__in=handled)
    for name in handled:
        plain |= Q(to_content_type=entry, model_path__endswith=f".{name}")
    return rows.exclude(plain).order_by("pk")

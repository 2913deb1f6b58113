"""Files to download of the demo's guides, in the media library beside its pictures."""

from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from wagtail.models import Collection

from network.demo.content import OPENED
from network.demo.pictures import COLLECTION, open_collection
from portal.models import PortalDocument

from .guide_texts import DOWNLOADS, FOLDER


def open_files() -> Mapping[str, int]:
    """Return the files by name, saved where they are missing."""
    collection = open_collection()
    present = dict(files_of_demo().values_list("title", "pk"))
    return {name: present.get(name) or _save(name, collection) for name in DOWNLOADS}


def files_of_demo() -> QuerySet[PortalDocument]:
    """Return the files that the demo saved."""
    return PortalDocument.objects.filter(collection__name=COLLECTION, title__in=DOWNLOADS).order_by("title")


def _save(name: str, collection: Collection) -> int:
    """Save a file and return its key."""
    content = ContentFile((FOLDER / name).read_bytes(), name)
    document = PortalDocument(title=name, file=content, collection=collection)
    document.save()
    PortalDocument.objects.filter(pk=document.pk).update(created_at=OPENED)
    return document.pk

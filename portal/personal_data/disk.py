"""Files of rows on the disk: deleted once their row is surely gone, and found where no row names them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from portal.models import PortalDocument, PortalImage, PortalRendition

# Where files lie, and the columns that name them.
FOLDERS: dict[str, tuple[type[models.Model], str]] = {
    "original_images": (PortalImage, "file"),
    "images": (PortalRendition, "file"),
    "documents": (PortalDocument, "file"),
    "avatar_images": (UserProfile, "avatar"),
    "wagtail_uploads": (UploadedFile, "file"),
}


def delete_after_commit(file: FieldFile) -> None:
    """Delete a file when the running transaction is written; a rollback keeps it."""
    transaction.on_commit(partial(file.storage.delete, file.name))


def delete_orphans(before: datetime) -> int:
    """Delete files that no row names and that were written before a moment; return how many."""
    count = 0
    for folder, (model, column) in FOLDERS.items():
        for name in list(_files_in(folder)):
            if not model._base_manager.filter(**{column: name}).exists() and written_at(name) < before:
                default_storage.delete(name)
                count += 1
    return count


def written_at(name: str) -> datetime:
    """Return when a file was written; long ago for one that is not there."""
    try:
        return default_storage.get_modified_time(name)
    except (FileNotFoundError, ValueError):
        return datetime.min.replace(tzinfo=UTC)


def _files_in(folder: str) -> Iterator[str]:
    """Yield the names of the files in a folder of the uploads, and in those below it."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for below in folders:
        yield from _files_in(f"{folder}/{below}")

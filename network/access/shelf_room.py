"""How much of the disk an organisation's files take, and how much they may: one must not fill what all share.

Two uploads at the same moment do not know of each other, so there may be one file more than there should be.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.models import Collection, UploadedFile

from network.models import Access
from portal.models import PortalDocument, PortalImage

MEGABYTE = 1024 * 1024  # as files are shown


@dataclass(frozen=True)
class Room:
    """How many files there are and how many bytes they have, and how many of both there may be."""

    files: int
    size: int
    most_files: int
    most_size: int

    @property
    def percent(self) -> int:
        """Return how much is taken, of files or of bytes, whichever is more; may be above a hundred."""
        return max(
            100 * self.files // max(1, self.most_files),
            100 * self.size // max(1, self.most_size),
        )

    @property
    def is_exceeded(self) -> bool:
        """Return whether there is more than there may be."""
        return self.files > self.most_files or self.size > self.most_size

    def has(self, files: int, size: int) -> bool:
        """Return whether so much more finds room; what takes less than before always does."""
        too_many = files > 0 and self.files + files > self.most_files
        too_large = size > 0 and self.size + size > self.most_size
        return not (too_many or too_large)


def room_in(collection: Collection | int) -> Room | None:
    """Return the room of an organisation's collection, None for one that is no organisation's; four queries.

    Uploads that its people have not finished lie on the same disk until housekeeping deletes them.
    """
    access = Access.objects.filter(collection=collection).first()
    if access is None:
        return None
    files, size = _unfinished(access)
    for model in (PortalImage, PortalDocument):
        found = model.objects.filter(collection=access.collection_id).aggregate(
            n=Count("pk"), size=Sum("file_size")
        )
        files, size = files + found["n"], size + (found["size"] or 0)
    return Room(files, size, settings.FILES_PER_ORGANISATION, settings.MEGABYTES_PER_ORGANISATION * MEGABYTE)


def check_room(collection: Collection | int, files: int, size: int) -> None:
    """Raise ValidationError where so many more files or bytes find no room in a collection."""
    room = room_in(collection)
    if room is not None and not room.has(files, size):
        raise _no_room(room)


def check_counted(collection: Collection | int) -> None:
    """Raise ValidationError where a collection has no room for an upload that waits, and so counts there already."""
    room = room_in(collection)
    if room is not None and room.is_exceeded:
        raise _no_room(room)


def _no_room(room: Room) -> ValidationError:
    """Return what is said to whoever finds no room: how much is taken, and what helps."""
    words = {
        "files": room.files,
        "most_files": room.most_files,
        "size": filesizeformat(room.size),
        "most_size": filesizeformat(room.most_size),
    }
    text = _(
        "There is no room left: your organisation has %(files)s of %(most_files)s files, "
        "with %(size)s of %(most_size)s. Delete pictures and documents that you do not need any more "
        "(your desk leads to those that no page shows), or make the file smaller."
    )
    return ValidationError(text % words, code="no_room")


def _unfinished(access: Access) -> tuple[int, int]:
    """Return how many uploads an organisation's people left unfinished, and their bytes."""
    found = UploadedFile.objects.filter(uploaded_by_user__groups=access.group_id)
    return len(found), sum(map(_size, found))


def _size(upload: UploadedFile) -> int:
    """Return the bytes of an upload, none where its file is gone."""
    try:
        return upload.file.size
    except FileNotFoundError:
        return 0

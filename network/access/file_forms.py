"""The forms of images and documents: cleaned files, and owners that follow from the collection."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.models import Collection

from portal.uploads.documents import check_document
from portal.uploads.pictures import redrawn

from .checked_files import is_checked, is_used
from .shelf_room import check_counted, check_room
from .shelves import owner_ids


class OwnedFile:
    """A form of a file: what lies in an organisation's collection is that organisation's, and finds room there.

    `words` are what others read of a file. Where that is checked first, the file stays what and where it is, and so
    do its words while it is in use.
    """

    words: tuple[str, ...] = ("title",)
    stays: str | Promise = _(
        "What others see of you is checked first, and others may know the address of this file. "
        "So it stays what and where it is: upload the other one as a new file."
    )
    in_use: str | Promise = _(
        "This file is in use, and what others see of you is checked first. "
        "Upload it as a new file and choose that one on the page or date."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        is_office = self.user is None or self.user.has_perm("network.view_organisation")
        if "organisation" in self.fields and not is_office:
            del self.fields["organisation"]
        self.is_limited = not is_office
        self.is_checked = bool(self.instance.pk) and is_checked(self.user, self.instance)
        if self.is_checked and "file" in self.fields:
            self.fields["file"].help_text = self.stays

    def clean(self) -> dict[str, Any] | None:
        """Refuse what finds no room, and another file or other words where nobody would look at them."""
        cleaned = super().clean()
        if self.is_checked:
            self._refuse(("file", "collection"), self.stays)
            words = [name for name in self.words if name in self.changed_data]
            if words and is_used(self.instance):
                self._refuse(words, self.in_use)
        if self.is_limited and not self.errors.get("file"):
            self._find_room()
        return cleaned

    def _refuse(self, names: Iterable[str], why: str | Promise) -> None:
        """Say at each of the fields that were changed why that may not be."""
        for name in names:
            if name in self.changed_data:
                self.add_error(name, why)

    def _find_room(self) -> None:
        """Say where more files or bytes would come into a collection than find room there."""
        try:
            # Where no collection was chosen rightly, what was sent waits on the same disk until one is.
            self._check_room(self.cleaned_data.get("collection") or self.collections[0])
        except ValidationError as refusal:
            self.add_error("file" if "file" in self.fields else None, refusal)

    def _check_room(self, target: Collection) -> None:
        """Raise ValidationError where a collection has no room for what the form would put there."""
        if not self.instance.pk and "file" not in self.fields:
            check_counted(target)
            return
        here, old = self.instance.collection_id if self.instance.pk else None, self.instance.file_size or 0
        sent = self.cleaned_data["file"].size if "file" in self.changed_data else old
        is_here = target.pk == here
        check_room(target, int(not is_here), sent - (old if is_here else 0))

    def save(self, commit: bool = True) -> Any:
        """Write the owner down that follows from the collection the file lies in, then save."""
        if len(self.collections) == 1:
            self.instance.collection = self.collections[0]
        owner = owner_ids({self.instance.collection_id}).get(self.instance.collection_id)
        if owner is not None:
            self.instance.organisation_id = owner
        return super().save(commit=commit)


class PictureField(WagtailImageField):
    """A picture that is drawn anew; Wagtail's field breaks down on one that only looks like a picture."""

    def to_python(self, data: Any) -> Any:
        """Return the picture with nothing but its pixels; raises ValidationError for what is none."""
        try:
            file = super().to_python(data)
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        return redrawn(file) if file else file


class ImageForm(OwnedFile, BaseImageForm):
    """An image; a new file is drawn anew."""

    words = ("description", "is_decorative", "credit", "licence")
    stays = _(
        "What others see of you is checked first, and others may know the address of this picture. "
        "So it stays what and where it is: upload the other one as a new picture."
    )
    in_use = _(
        "This picture is in use, and what others see of you is checked first. "
        "Upload it as a new picture and choose that one on the page or date."
    )
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Below an upload Wagtail leaves the file out, which does not reach a field that a class declares.
        if "file" in (self._meta.exclude or ()):
            del self.fields["file"]


class DocumentForm(OwnedFile, BaseDocumentForm):
    """A document; a new file must be what its name says."""

    def clean_file(self) -> Any:
        """Return the file; raises ValidationError for one in disguise."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_document(file)
        return file

    class Meta(BaseDocumentForm.Meta):
        widgets = {**BaseDocumentForm.Meta.widgets, "file": forms.FileInput()}

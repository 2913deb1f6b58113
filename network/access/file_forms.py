"""The forms of images and documents: cleaned files, and owners that follow from the collection."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.uploads.documents import check_document
from portal.uploads.pictures import redrawn

from .checked_files import is_fixed
from .shelves import owner_ids


class OwnedFile:
    """A form of a file: what lies in an organisation's collection is that organisation's.

    `shown` is what others see of a file; where that is checked first, another file takes the place of one in use.
    """

    shown: tuple[str, ...] = ("file", "title")
    in_use: str | Promise = _(
        "This file is in use, and what others see of you is checked first. "
        "Upload it as a new file and choose that one on the page or date."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        chooses_owner = self.user is None or self.user.has_perm("network.view_organisation")
        if "organisation" in self.fields and not chooses_owner:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any] | None:
        """Refuse another file and other words where nobody would look at them; the collection says whose it is."""
        cleaned = super().clean()
        changed = [name for name in (*self.shown, "collection") if name in self.changed_data]
        if changed and self.instance.pk and is_fixed(self.user, self.instance):
            for name in changed:
                self.add_error(name, self.in_use)
        return cleaned

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

    shown = ("file", "description", "is_decorative", "credit", "licence")
    in_use = _(
        "This picture is in use, and what others see of you is checked first. "
        "Upload it as a new picture and choose that one on the page or date."
    )
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])


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

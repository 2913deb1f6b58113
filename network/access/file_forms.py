"""The forms of images and documents: cleaned files, and owners that follow from the collection."""

from typing import Any

from django import forms
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.uploads.documents import check_document
from portal.uploads.pictures import redrawn

from .shelves import owner_ids


class OwnedFile:
    """A form of a file: what lies in an organisation's collection is that organisation's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        chooses_owner = self.user is None or self.user.has_perm("network.view_organisation")
        if "organisation" in self.fields and not chooses_owner:
            del self.fields["organisation"]

    def save(self, commit: bool = True) -> Any:
        """Write the owner down that follows from the collection the file lies in, then save."""
        if len(self.collections) == 1:
            self.instance.collection = self.collections[0]
        owner = owner_ids({self.instance.collection_id}).get(self.instance.collection_id)
        if owner is not None:
            self.instance.organisation_id = owner
        return super().save(commit=commit)


class ImageForm(OwnedFile, BaseImageForm):
    """An image; a new file is drawn anew."""

    def clean_file(self) -> Any:
        """Return the picture without anything but its pixels."""
        file = self.cleaned_data["file"]
        return redrawn(file) if "file" in self.changed_data and file else file


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

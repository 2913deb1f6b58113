"""Images and documents, with what a publisher must say about them."""

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from portal.disclosure import Audience


class PortalImage(AbstractImage):
    """A picture with its alternative text, credit and licence, owned by an organisation or by the office."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Says nothing that the text does not say; read aloud as nothing."),
    )
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made the picture; shown below it.")
    )
    licence = models.CharField(
        _("licence"), max_length=100, blank=True, help_text=_("For example CC BY 4.0.")
    )
    # A name, not an import: the owner lives in the app above.
    organisation = models.ForeignKey(
        "network.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    disclosure = models.CharField(
        _("who may see it"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "licence",
        "collection",
        "organisation",
        "disclosure",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    def get_upload_to(self, filename: str) -> str:
        """Return where the file is kept: under an address that no other picture gets, also not after this one."""
        return super().get_upload_to(f"{secrets.token_hex(4)}-{filename}")

    @property
    def default_alt_text(self) -> str:
        """Return the alternative text, empty for a decorative picture."""
        return "" if self.is_decorative else self.description or self.title

    def clean(self) -> None:
        """Ask for an alternative text, or for the word that none is needed."""
        super().clean()
        if not self.description and not self.is_decorative:
            raise ValidationError(
                {"description": _("Say in one sentence what can be seen, or tick “decorative”.")}
            )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class PortalRendition(AbstractRendition):
    """One size of a picture, made when first asked for."""

    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="portal_rendition_once"
            )
        ]


class PortalDocument(AbstractDocument):
    """A file to download."""

    organisation = models.ForeignKey(
        "network.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    disclosure = models.CharField(
        _("who may see it"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )

    admin_form_fields = ("title", "file", "collection", "organisation", "disclosure", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

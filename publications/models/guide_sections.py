"""Sections of guides: written once, shown wherever a guide refers to them."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from network.import_rules import check_year, refused
from network.languages import LANGUAGE_CHOICES
from portal.link_schemes import check_links
from portal.registries import page_contexts
from portal.slugs import german_slug
from publications.guides.blocks import SectionBodyBlock
from publications.guides.law import LawStatus


class GuideSection(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """A part of one or several guides, in one language; `original` is the section that it is a version of."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    anchor = models.SlugField(max_length=80, blank=True, editable=False, db_index=True)
    language = models.CharField(
        _("language of these words"), max_length=20, choices=LANGUAGE_CHOICES, default=settings.LANGUAGE_CODE
    )
    original = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("version of"),
        help_text=_("Only where these words are a translation: the section that they translate."),
    )
    body = StreamField(SectionBodyBlock(), verbose_name=_("text"), blank=True)

    law_status_on = models.DateField(
        _("legal status as of"),
        null=True,
        blank=True,
        help_text=_("The day for which somebody has checked that this is the law."),
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day. From the next one on the page says that this part may be out of date."),
    )
    changes_with = models.TextField(
        _("what would change it"),
        max_length=500,
        blank=True,
        help_text=_("For example: a new decree of the ministry, § 60a of the Residence Act."),
    )
    reviewed_by = models.CharField(
        _("checked by, in public"),
        max_length=150,
        blank=True,
        help_text=_("For example: Working Group on Asylum Law."),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guide_sections",
        verbose_name=_("in charge of the check"),
        help_text=_("Gets a mail and an entry in the list of work a month before the last day."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    search_fields = [index.SearchField("title"), index.FilterField("language")]

    def __str__(self) -> str:
        return self.title if self.language == settings.LANGUAGE_CODE else f"{self.title} ({self.language})"

    @property
    def law(self) -> LawStatus:
        """Return how long what it says holds."""
        return LawStatus(self.law_status_on, self.reviewed_by, self.valid_until, self.changes_with)

    @property
    def root_id(self) -> int:
        """Return the key of the section that all versions of this one share."""
        return self.original_id or self.pk

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of a draft."""
        return "publications/guides/section_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what the draft shows."""
        return page_contexts["publications.guidesection"](self, request)

    def clean(self) -> None:
        """Refuse unsafe links, days that contradict each other, and versions that are none."""
        super().clean()
        check_links(self)
        days = {"law_status_on": self.law_status_on, "valid_until": self.valid_until}
        checks = {name: (lambda day=day: check_year(day.year)) for name, day in days.items() if day}
        if wrong := refused(**checks):
            raise ValidationError(wrong)
        if self.law_status_on and self.valid_until and self.valid_until < self.law_status_on:
            raise ValidationError({"valid_until": _("The end lies before the beginning.")})
        self._clean_original()

    def _clean_original(self) -> None:
        """Refuse a version of a version, of itself, in the same language, and a second one in a language."""
        if self.original is None:
            return
        if self.original_id == self.pk or self.original.original_id is not None:
            raise ValidationError({"original": _("Choose the section that was written first.")})
        if self.pk and self.versions.exists():
            raise ValidationError({"original": _("This section has versions of its own.")})
        if self.original.language == self.language:
            raise ValidationError({"language": _("The original is in this language already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new section the jump mark that it keeps, whatever its title becomes."""
        if not self.anchor:
            self.anchor = self.original.anchor if self.original else self._free_anchor()
        super().save(*args, **kwargs)

    def _free_anchor(self) -> str:
        """Return a jump mark from the title that no other section has."""
        base = german_slug(self.title, "abschnitt", 70)
        taken = set(
            GuideSection.objects.filter(original=None, anchor__startswith=base).values_list(
                "anchor", flat=True
            )
        )
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return next(anchor for anchor in (base, *numbered) if anchor not in taken)

    class Meta:
        verbose_name = _("section of guides")
        verbose_name_plural = _("sections of guides")
        ordering = ["title", "language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["original", "language"],
                name="guide_section_version_once",
                violation_error_message=_("There is a version in this language already."),
            )
        ]

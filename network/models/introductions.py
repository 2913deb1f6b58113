"""What editors say about a topic or a place, above the list of who works on it or there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Locale, PreviewableMixin

from portal.blocks.body import StoryBlock
from portal.page_context import view_context
from portal.view_models import PageLanguage

from .regions import Region, RegionKind
from .topics import Topic

# The kinds of places that have a page of their own.
WITH_PAGE = (RegionKind.DISTRICT, RegionKind.MUNICIPALITY)


class Introduction(PreviewableMixin, models.Model):
    """Prose of the editors for the page of one topic or one place, in one language."""

    topic = models.ForeignKey(
        Topic, models.CASCADE, null=True, blank=True, related_name="introductions", verbose_name=_("topic")
    )
    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="introductions", verbose_name=_("place")
    )
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+", verbose_name=_("language"))
    heading = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("Instead of the name of the topic or place.")
    )
    lead = models.TextField(
        _("introduction"), max_length=400, help_text=_("One to three sentences: what people find here.")
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    search_title = models.CharField(
        _("title for search engines"), max_length=70, blank=True, help_text=_("Without one we write it.")
    )
    search_description = models.CharField(
        _("description for search engines"),
        max_length=200,
        blank=True,
        help_text=_("Without one we write it."),
    )

    def __str__(self) -> str:
        return f"{self.topic or self.region} ({self.locale.language_code})" if self.locale_id else ""

    @property
    def prose_language(self) -> PageLanguage:
        """Return the language the words are written in."""
        return PageLanguage(self.locale.language_code)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of a draft."""
        return "network/introduction_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what the draft shows: the words as they will stand on the page."""
        heading = self.heading or str(self.topic or self.region or "")
        return {**view_context(request, heading, robots="noindex"), "heading": heading, "introduction": self}

    def clean(self) -> None:
        """Require one subject, a topic or a place that has a page."""
        super().clean()
        if (self.topic_id is None) == (self.region_id is None):
            raise ValidationError(gettext("Choose either a topic or a place."))
        if self.region and self.region.kind not in WITH_PAGE:
            message = gettext("Only districts and municipalities have a page.")
            raise ValidationError({"region": message})

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["topic__name", "region__name", "locale"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=True, region__isnull=False)
                | Q(topic__isnull=False, region__isnull=True),
                name="introduction_of_one_subject",
                violation_error_message=_("Choose either a topic or a place."),
            ),
            models.UniqueConstraint(
                fields=["topic", "locale"],
                condition=Q(topic__isnull=False),
                name="introduction_of_topic",
                violation_error_message=_("This topic has an introduction in that language already."),
            ),
            models.UniqueConstraint(
                fields=["region", "locale"],
                condition=Q(region__isnull=False),
                name="introduction_of_region",
                violation_error_message=_("This place has an introduction in that language already."),
            ),
        ]

"""The emergency kit: a guide for the worst minute."""

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from portal.http.security_headers import may_have_worker
from publications.kit.page_panels import KIT_CONTENT

from .guides import GuidePage

# Short ones, too: 112 is no number of an organisation.
NUMBER = r"^\+?[0-9][0-9 ()/.–-]{1,38}$"


class KitPage(GuidePage):
    """An emergency kit: whom to call here and now, what to do and say, in every language, without reception, too.

    Whom to call stands in `urgent`: offers of organisations, each for the places that its organisation works in.
    """

    fallback_number = models.CharField(
        _("number for everywhere else"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(NUMBER, _("Digits, spaces, + and / only."))],
        help_text=_("Stands last, and alone where nobody of the directory can be called. For example 112."),
    )
    fallback_words = models.CharField(
        _("who answers there, and when"),
        max_length=150,
        blank=True,
        help_text=_("For example: emergency call, free of charge, day and night."),
    )

    content_panels = KIT_CONTENT
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["publications.GuideIndexPage"]
    subpage_types: list[str] = []
    template = "publications/kit/kit_page.html"
    most_urgent = 60

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> TemplateResponse:
        """Return the page, which alone may start its worker."""
        return may_have_worker(super().serve(request, *args, **kwargs))

    class Meta:
        verbose_name = _("emergency kit")
        verbose_name_plural = _("emergency kits")

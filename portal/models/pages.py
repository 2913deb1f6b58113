"""What every page of the portal has, and the pages that belong to the site itself."""

from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from portal.blocks.body import BodyBlock
from portal.page_context import page_context
from portal.page_meta import with_entity
from portal.registries import home_blocks, page_contexts, page_sections
from portal.restrictions import is_restricted
from portal.text_page import text_page_context


class BasePage(Page):
    """A page of the portal: knows its language, its picture for sharing, and what other apps add to it."""

    social_image = models.ForeignKey(
        "portal.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for sharing"),
        help_text=_("Shown where somebody shares this page. At least 1200 × 630 pixels."),
    )

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
            ],
            _("For search engines and sharing"),
        ),
        FieldPanel("show_in_menus"),
    ]

    # Pages are read; whatever takes a form is a view of its own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    # What the page says of itself in the site search: a sentence under its title.
    summary = ""
    # False where another source of the sitemap speaks for this type, or nobody should be led here.
    in_sitemap = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template context with language, breadcrumbs and the sections other apps registered."""
        context = super().get_context(request, *args, **kwargs)
        context.update(page_context(self, request))
        context["sections"] = page_sections.for_page(self, request)
        if provider := page_contexts.get(self._meta.label_lower):
            context.update(provider(self, request))
        if entity := context.pop("json_ld_entity", None):
            context["meta"] = with_entity(context["meta"], entity)
        return context

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return Wagtail's answer, without its queries where nothing restricts the page."""
        if not is_restricted(self.path):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    class Meta:
        abstract = True


class HomePage(BasePage):
    """The front door: search first, then regions, topics and what is new."""

    lead = models.CharField(
        _("sentence below the heading"),
        max_length=250,
        blank=True,
        help_text=_("What people find here, in one sentence."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text below the blocks"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    parent_page_types = ["wagtailcore.Page"]
    template = "portal/home_page.html"

    @property
    def summary(self) -> str:
        """Return the sentence below the heading."""
        return self.lead

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the blocks that the apps registered for the home page."""
        context = super().get_context(request, *args, **kwargs)
        context["home"] = home_blocks.build(self, request)
        return context

    class Meta:
        verbose_name = _("home page")


class StandardPage(BasePage):
    """A page of text: about us, charter, imprint, how to join."""

    intro = models.TextField(_("introduction"), blank=True, max_length=500)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    subpage_types = ["portal.StandardPage"]
    template = "portal/standard_page.html"

    @property
    def summary(self) -> str:
        """Return the introduction."""
        return self.intro

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below, the headings and the day of the last change."""
        return {**super().get_context(request, *args, **kwargs), **text_page_context(self)}

    class Meta:
        verbose_name = _("text page")

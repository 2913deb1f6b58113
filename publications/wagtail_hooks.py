"""What the publications add to Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from publications.guides.admin import GuidesGroup
from publications.guides.offer_chooser_views import offer_chooser
from publications.guides.section_viewset import keep_used_sections
from publications.infoposts.co_authors.admin import CoAuthorsViewSet

register_snippet(GuidesGroup)
hooks.register("before_bulk_action", keep_used_sections)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    """Return the chooser of offers, and the page on which a further author leaves a post."""
    return [offer_chooser(), CoAuthorsViewSet()]

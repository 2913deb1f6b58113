"""Guides in the admin's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .hint_viewset import GuideHintViewSet
from .section_viewset import GuideSectionViewSet


class GuidesGroup(SnippetViewSetGroup):
    """Sections of guides, and what readers say of them."""

    items = (GuideSectionViewSet, GuideHintViewSet)
    menu_label = _("Guides")
    menu_icon = "doc-full"
    menu_order = 145

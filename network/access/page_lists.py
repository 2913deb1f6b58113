"""The explorer's lists of pages: whoever keeps only some pages is offered no names of people who keep others.

Wagtail's filters offer everybody who ever made or edited any page.
"""

from typing import Any

from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from portal.chosen_keys import refuse_impossible

from .closed_views import is_staff

PEOPLE = ("owner", "edited_by")


class PeopleForStaff:
    """A filter of pages, by people only for the office and the editors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        refuse_impossible(self.filters.values())
        if not is_staff(self.request.user):
            for name in PEOPLE:
                self.filters.pop(name, None)


class AnyPageFilterSet(PeopleForStaff, GenericPageFilterSet):
    """The filter of pages of every kind."""

    class Meta(GenericPageFilterSet.Meta):
        pass


class AnyPageIndexView(ExplorableIndexView):
    """The pages below a page."""

    base_filterset_class = AnyPageFilterSet


class AnyPageViewSet(PageViewSet):
    """The explorer, wherever a kind of page has no views of its own; takes the place of Wagtail's."""

    index_view_class = AnyPageIndexView
    filterset_class = AnyPageFilterSet

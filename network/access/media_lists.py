"""The lists of images and documents, with the tags of those files that their reader may change."""

from typing import Any

from wagtail.documents.views.documents import IndexView as DocumentIndexView
from wagtail.images.views.images import IndexView as ImageIndexView

from .choosing import POPULAR, tags_of_files


def own_tags(filterset_class: type) -> type:
    """Return a filter of files that offers no tag of foreign ones (Wagtail offers the most frequent of all)."""

    class OwnTagsFilterSet(filterset_class):
        """The filter, by tags of permitted files."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            tags = [
                (tag.name, tag.name) for tag in tags_of_files(self.request.user).order_by("name")[:POPULAR]
            ]
            if not tags:
                self.filters.pop("tag", None)
            elif "tag" in self.filters:
                self.filters["tag"].extra["choices"] = tags

        class Meta(filterset_class.Meta):
            pass

    return OwnTagsFilterSet


class ImagesView(ImageIndexView):
    """The list of images."""

    filterset_class = own_tags(ImageIndexView.filterset_class)


class DocumentsView(DocumentIndexView):
    """The list of documents."""

    filterset_class = own_tags(DocumentIndexView.filterset_class)

"""Nothing of the demo stays behind: pages and rows go with what the logs tell of them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry, Page, PageLogEntry


def delete_page(page: Page) -> None:
    """Delete a page with its history; it is read anew, since deleting others changes its place in the tree."""
    pk = page.pk
    Page.objects.get(pk=pk).specific.delete()
    PageLogEntry.objects.filter(page_id=pk).delete()


def forget_rows(model: type[Model], keys: Iterable[Any]) -> None:
    """Delete the history of rows of a model that are gone."""
    kind = ContentType.objects.get_for_model(model)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=map(str, keys)).delete()

"""Cells of the admin's lists."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class LinkColumn(Column):
    """A value that leads somewhere; plain where `get_url` returns nothing, and a zero is left out."""

    cell_template_name = "network/admin/link_cell.html"

    def __init__(self, name: str, get_url: Callable[[Any], str | None], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self._get_url = get_url

    def get_cell_context_data(self, instance: Any, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the address."""
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": self._get_url(instance), "value": context["raw_value"] or ""}


class DayColumn(Column):
    """A day as a date; Wagtail's own column says how long ago it was, and calls every day to come “just now”."""

    def get_value(self, instance: Any) -> str:
        """Return the date, "" where there is none."""
        day = super().get_value(instance)
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""

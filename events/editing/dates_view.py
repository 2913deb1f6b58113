"""The page of all dates of an event, with what may be done with each."""

from typing import Any

from django.utils import timezone

from .date_acts import ACTS
from .date_rows import DateRow, date_rows
from .dates_page import DatesPage

SHOWN = 40


class DatesView(DatesPage):
    """All dates, the past ones folded."""

    template_name = "events/admin/dates.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the dates."""
        rows = date_rows(self.draft, timezone.now())
        upcoming = [self._shown(row) for row in rows if not row.is_past]
        shows_all = self.request.GET.get("all") == "1"
        return {
            **super().get_context_data(**kwargs),
            "upcoming": upcoming if shows_all else upcoming[:SHOWN],
            "hidden": 0 if shows_all else max(len(upcoming) - SHOWN, 0),
            "past": [self._shown(row) for row in rows if row.is_past],
            "shift_url": self.url("shift"),
        }

    def _shown(self, row: DateRow) -> dict[str, Any]:
        """Return a row with its buttons."""
        buttons = [(ACTS[name], self.url("date_action", row.key, name)) for name in row.actions]
        return {"row": row, "buttons": buttons}

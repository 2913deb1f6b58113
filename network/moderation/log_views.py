"""The log of checks in the admin, and as a file."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.care.office_view import OfficePage
from network.exchange.sheets import MARK, sheet_lines
from network.models import Via
from portal.query_forms import kept_query

from .log_form import LogForm
from .log_rows import LogRow, entries, rows_of

PER_PAGE = 50
MOST_IN_FILE = 10_000


class LogView(OfficePage):
    """What happened, the newest first."""

    page_title = gettext_lazy("Log of checks")
    header_icon = "history"
    template_name = "network/moderation/log.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from what waits."""
        queue = {"url": reverse("moderation:list"), "label": _("Pages to check")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of the log; nothing where the filters cannot be meant."""
        form = LogForm(self.request.GET)
        found = entries(form.wish()) if form.is_valid() else []
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        query = kept_query(self.request.GET, LogForm)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "rows": [(row, _way(row)) for row in rows_of(list(page.object_list))],
            "page_obj": page,
            "total": page.paginator.count,
            "is_filtered": bool(query),
            "log_url": reverse("moderation:log"),
            "file_url": f"{reverse('moderation:log_file')}?{query}",
        }


class LogFileView(OfficePage):
    """The same as a file for spreadsheets, with no cell that they run as a formula."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the lines that the filters leave, the newest first; 400 where these cannot be meant."""
        form = LogForm(request.GET)
        if not form.is_valid():
            return HttpResponse(
                _("The log cannot be filtered like that."), status=400, content_type="text/plain"
            )
        rows = rows_of(list(entries(form.wish())[:MOST_IN_FILE]))
        response = HttpResponse(log_csv(rows), content_type="text/csv; charset=utf-8")
        name = f"log-{timezone.localdate().isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def log_csv(rows: Iterable[LogRow]) -> str:
    """Return a heading and a line for each entry."""
    heading = (_("When"), _("Who"), _("What"), _("About"), _("Organisation"), _("By which way"))
    return MARK + sheet_lines([(*heading, _("Trust before"), _("Trust")), *map(_cells, rows)])


def _cells(row: LogRow) -> tuple[str, ...]:
    """Return the cells of an entry."""
    at = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"
    who = (row.who, row.what, row.about, row.organisation)
    return (at, *who, _way(row), row.trust_before, row.trust_after)


def _way(row: LogRow) -> str:
    """Return the way of a decision in words."""
    return str(Via(row.via).label) if row.via in Via.values else ""

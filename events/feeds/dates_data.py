"""The dates of a list as JSON in the words of schema.org, page by page."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import override

from events.addresses import event_path
from events.calendar.asked import Asked
from events.calendar.reading import Dated, dated
from events.calendar.rows import url_of
from events.calendar.selection import dates
from events.organiser_pages import organiser_pages
from events.structured_data import date_node, reference
from portal.models import PortalSettings
from portal.search_url import SearchUrl

PAGE_SIZE = 100


def dates_data(asked: Asked, host: str, terms: PortalSettings, today: date) -> bytes:
    """Return a page of dates: what is not over today, or what the days asked for have.

    A last day to come asks for what is ahead until then, as in the list; one that is over, for what was.
    """
    rows = dates(asked)
    if not asked.first_day and (asked.last_day is None or asked.last_day >= today):
        rows = rows.filter(last_day__gte=today)
    total, start = rows.order_by().count(), (asked.page - 1) * PAGE_SIZE
    found = dated(rows.order_by("start", "end", "id")[start : start + PAGE_SIZE])
    url = SearchUrl(f"{host}{asked.url.path}", asked.url.values)
    pages = -(-total // PAGE_SIZE)
    data = {
        "@context": "https://schema.org",
        "license": terms.data_licence_name,
        "license_url": terms.data_licence_url,
        "attribution": terms.full_name,
        "pagination": {"page": asked.page, "page_size": PAGE_SIZE, "pages": pages, "total": total},
        "links": {
            "self": url.page(asked.page),
            "first": url.page(1),
            "previous": url.page(asked.page - 1) if 1 < asked.page <= pages else None,
            "next": url.page(asked.page + 1) if asked.page < pages else None,
        },
        "data": nodes(found, host),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def nodes(found: list[Dated], host: str) -> list[dict[str, Any]]:
    """Return dates as `Event`; the addresses in them are those of the default language, whoever asks."""
    pages = organiser_pages(fact for one in found for fact in one.record.organisers)
    with override(settings.LANGUAGE_CODE):
        return [_node(one, host, pages) for one in found]


def _node(one: Dated, host: str, pages: Any) -> dict[str, Any]:
    """Return a date with its UID, its key and the series it belongs to."""
    record = one.record
    series = None
    if record.schedule.is_series:
        series = reference(record.title, f"{host}{event_path(record.slug, record.short_id)}")
    node = date_node(record, one.date, f"{host}{url_of(record, one.date.key)}", series, pages)
    return {**node, "identifier": f"{record.uid}#{one.date.key}"}

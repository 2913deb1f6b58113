"""What search engines are told of the calendar: events that are not over; no months, no weeks, nothing past."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import override

from events.addresses import calendar_path, event_path
from events.models import Event, EventCalendarPage, Occurrence
from portal.sitemap import SitemapEntry
from portal.sites import SiteFacts


def entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
    """Give the published events of a site with a calendar that still have a date; one query."""
    on_site = EventCalendarPage.objects.live().filter(url_path__startswith=facts.main.url_path)
    with override(settings.LANGUAGE_CODE):
        if not calendar_path() or not on_site.exists():
            return
        ahead = Occurrence.objects.listed().filter(event=OuterRef("pk"), end__gt=now)
        events = Event.objects.filter(Exists(ahead), live=True).order_by("pk")
        rows = events.values_list("slug", "short_id", "publication__changed_at")
        for slug, short_id, changed_at in rows.iterator(chunk_size=500):
            yield SitemapEntry(event_path(slug, short_id), changed_at)

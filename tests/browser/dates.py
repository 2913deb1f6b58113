"""Events for the pages of the calendar: single, series with a moved and a cancelled date, programme, long ones."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events.models import Event, EventCalendarPage
from network.models import Organisation, Region, Topic
from portal.models import HomePage
from tests import builders


def add_dates() -> dict[str, str]:
    """Add events to the demo and return the addresses of their pages by name."""
    home = HomePage.objects.get(locale__language_code="de")
    if not EventCalendarPage.objects.filter(live=True).exists():
        builders.calendar_page(home)
    today = timezone.localdate()
    hosts = list(Organisation.objects.exclude(kind="alliance").order_by("pk")[:3])
    town = Region.objects.filter(kind="municipality", lat__isnull=False).order_by("pk")[0]
    house = builders.venue(
        "Gasometer", street="Kleine Gasse 7", town=town.name, region=town, lat=town.lat, lon=town.lon
    )
    programme = builders.event(
        "Demokratietage",
        today + timedelta(2),
        ends_on=today + timedelta(6),
        is_programme=True,
        organiser=hosts[0],
    )
    single = builders.event(
        "Lesung: „Mein Koffer spricht drei Sprachen“",
        _evening(today, 3),
        organiser=hosts[0],
        co_organisers=hosts[1:],
        venue=house,
        part_of=programme,
        topics=list(Topic.objects.order_by("pk")[:2]),
        summary="Ein Abend über das Ankommen.",
        description="<p>Ein Satz, und <b>niemand</b> sagt etwas.</p><h3>Ablauf</h3><ul><li>Lesung</li></ul>",
        access=["step_free", "interpreting"],
        cost="paid",
        cost_note="8 Euro, ermäßigt 5 Euro",
        attendance_mode="hybrid",
        online_url="https://example.org/ein/langer/weg/zu/einer/konferenz",
        info_url="https://example.org/mehr",
    )
    series = _series(today, hosts[1], house)
    builders.event("Abgesagter Rundgang", _evening(today, 1), organiser=hosts[2], status="cancelled")
    builders.event(
        "Webinar from London", _evening(today, 4), zone="Europe/London", language="en", organiser=hosts[2]
    )
    builders.event("Ausstellung", today - timedelta(20), ends_on=today + timedelta(40), organiser=hosts[2])
    builders.event("Gestern", _evening(today, -1), organiser=hosts[2])
    for number in range(5):
        builders.event(
            f"Fünfmal am selben Abend {number}", _evening(today, 2), organiser=hosts[number % 3], venue=house
        )
    own = f"/termine/{series.slug}-{series.short_id}/"
    return {
        "calendar month": f"/termine/{today:%Y-%m}/",
        "calendar week": f"/termine/{today:%G-W%V}/",
        "calendar day": f"/termine/{today + timedelta(2)}/",
        "event": f"/termine/{single.slug}-{single.short_id}/",
        "series": own,
        "all dates of a series": f"{own}alle/",
        "moved date": f"{own}{today + timedelta(8)}/",
        "programme": f"/termine/{programme.slug}-{programme.short_id}/",
    }


def _evening(today: date, days: int) -> datetime:
    """Return seven in the evening, some days from today."""
    return datetime.combine(today + timedelta(days), time(19))


def _series(today: date, host: Organisation, house: object) -> Event:
    """Return a weekly series whose second date was moved and whose third one was cancelled."""
    first = _evening(today, 1)
    second, third = first + timedelta(7), first + timedelta(14)
    changed = {
        f"{second:%Y-%m-%dT%H:%M}": {
            "starts_on": (second + timedelta(1)).date(),
            "starts_at": time(18),
            "note": "Der Saal war belegt.",
        },
        f"{third:%Y-%m-%dT%H:%M}": {"status": "cancelled", "note": "Ferien."},
    }
    return builders.event(
        "Offene Sprechstunde",
        first,
        organiser=host,
        venue=house,
        rule="FREQ=WEEKLY;COUNT=20",
        changed=changed,
    )

"""Dates of an organisation under attack: what they would tell of places, links and people is hidden with it."""

from datetime import timedelta

from django.utils import timezone

from events.models import Event, RegistrationSettings
from portal.disclosure import Audience
from tests import builders
from tests.portal.pictures import picture

from .canaries import Planted
from .canary_facts import secret_town


def dates(planted: Planted) -> None:
    """A series of the protected organisation, and one to which it invites beside somebody else."""
    builders.calendar_page(planted.tree.home)
    host = planted.pages["shielded"].organisation
    _series(planted, "own date", organiser=host)
    _series(planted, "shared date", organiser=planted.pages["open"].organisation, co_organisers=[host])


def _series(planted: Planted, what: str, **invites: object) -> Event:
    """Return a series that tells in every field what must not be told."""
    hide, show = planted.canaries.hide, planted.canaries.show
    person = planted.pages["shielded"].contact_points.get().person
    start = (timezone.localtime() + timedelta(days=1)).replace(
        tzinfo=None, hour=18, minute=0, second=0, microsecond=0
    )
    second = (start + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    venue = _venue(planted, what)
    event = builders.event(
        f"Treffen {show(what)} mit {person}",
        start,
        slug=f"treffen-{what.replace(' ', '-')}",
        rule="FREQ=DAILY;COUNT=2",
        summary=f"{show(f'{what}: summary')}, Fragen an {person}",
        description=f"<p>{show(f'{what}: description')} bei {person}, {hide(f'{what}: mail')}@example.org</p>",
        venue=venue,
        place_note=hide(f"{what}: way there"),
        access_note=hide(f"{what}: way in"),
        status_note=f"{show(f'{what}: note')}, {person}",
        cost_note=f"an {person}",
        attendance_mode="hybrid",
        online_url=f"https://{hide(f'{what}: link')}.example.org",
        online_disclosure=Audience.PUBLIC,
        info_url=f"https://{hide(f'{what}: more elsewhere')}.example.org",
        image=picture(
            what, description=hide(f"{what}: who is in the picture"), credit=hide(f"{what}: credit")
        ),
        changed={
            second: {
                "title": f"Lesung mit {person}",
                "note": f"{show(f'{what}: note of a day')}, {person}",
                "description": f"mit {person}",
                "online_url": f"https://{hide(f'{what}: link of a day')}.example.org",
            }
        },
        **invites,
    )
    RegistrationSettings.objects.create(event=event, is_enabled=True, note=hide(f"{what}: note in the form"))
    return event


def _venue(planted: Planted, what: str) -> object:
    """Return a place of which nothing but its district may be told."""
    canaries = planted.canaries
    town = secret_town(planted, what)
    number = len(canaries.hidden)
    return builders.venue(
        canaries.hide(f"{what}: venue"),
        street=canaries.hide(f"{what}: street"),
        postcode=str(canaries.hide_number(f"{what}: postcode", 60000 + number)),
        town=town.name,
        region=town,
        lat=canaries.hide_number(f"{what}: latitude", 50.60001 + number / 1000),
        lon=canaries.hide_number(f"{what}: longitude", 12.60001 + number / 1000),
        access_note=canaries.hide(f"{what}: way into the house"),
    )

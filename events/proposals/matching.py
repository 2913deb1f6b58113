"""Which entry of the register and which known place somebody means who only wrote down words."""

from events.models import Venue
from events.models.venues import place_key
from events.venue_uses import known_to
from network.care.likeness import address_key, bare_name
from network.models import Organisation
from network.models.organisations import LISTED


def entry_named(text: str) -> Organisation | None:
    """Return the only listed entry of a name or short name, legal forms aside; None for none or several."""
    wanted = bare_name(text)
    if not wanted:
        return None
    rows = Organisation.objects.filter(status__in=LISTED).values_list("pk", "name", "short_name")
    found = {pk for pk, *names in rows if wanted in {bare_name(name) for name in names if name}}
    return Organisation.objects.get(pk=found.pop()) if len(found) == 1 else None


def venue_like(name: str, street: str, postcode: str, town: str) -> Venue | None:
    """Return the place of that name there, known to everybody; none whose street is another one."""
    named = Venue.objects.filter(known_to(()), place_key=place_key(name, postcode or town))
    for venue in named.order_by("pk"):
        both = street and venue.street
        if not both or address_key(street, "0") == address_key(venue.street, "0"):
            return venue
    return None

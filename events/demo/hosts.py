"""Who invites in the demo and where: its organisations, and an invented house in the town of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from events.choices import Access
from events.models import Venue
from events.models.venues import place_key
from network.demo.content import PREFIX, register
from network.models import ActorTopic, Organisation, Region
from portal.disclosure import Audience

from .content import number, pick, stored

ACCESS = (
    (Access.STEP_FREE, Access.ACCESSIBLE_TOILET),
    (Access.STEP_FREE,),
    (Access.STEP_FREE, Access.ACCESSIBLE_TOILET, Access.INDUCTION_LOOP),
    (),
)


@dataclass(frozen=True)
class Host:
    """An organisation that invites; a discreet one tells nobody the house, because its own address is not public."""

    entry: Organisation
    town: str
    postcode: str
    topics: frozenset[str]
    is_discreet: bool

    @property
    def key(self) -> str:
        """Return its name in the register."""
        return self.entry.register_id

    @property
    def region(self) -> Region:
        """Return the municipality it sits in."""
        return self.entry.seat


def hosts() -> list[Host]:
    """Return the demo's organisations that are there and sit somewhere, by register id; alliances apart."""
    cells = {row.cells["id"]: row.cells for row in register().rows}
    entries = Organisation.objects.filter(register_id__in=cells, seat__isnull=False).exclude(kind="alliance")
    topics: dict[int, set[str]] = defaultdict(set)
    links = ActorTopic.objects.filter(content_object__organisation__in=entries)
    for organisation, slug in links.values_list("content_object__organisation", "tag__slug"):
        topics[organisation].add(slug)
    return [
        Host(
            entry,
            entry.seat.name,
            str(cells[entry.register_id].get("postcode") or ""),
            frozenset(topics[entry.pk]),
            _is_discreet(cells[entry.register_id].get("disclosure")),
        )
        for entry in entries.select_related("seat__parent").order_by("register_id")
    ]


def _is_discreet(disclosure: object) -> bool:
    """Return whether an address is not for everybody."""
    address = disclosure.get("address", "") if isinstance(disclosure, Mapping) else disclosure
    return address not in {"", None, Audience.PUBLIC}


def venues_of_demo() -> list[Venue]:
    """Return the houses of the demo: those kept by one of its organisations, whoever wrote them down."""
    return list(Venue.objects.filter(keeper__register_id__startswith=PREFIX).order_by("pk"))


def open_houses(found: Iterable[Host]) -> dict[str, Venue]:
    """Return the house of each host by its register id, made where it is missing; two of one town may share one."""
    known = {venue.place_key: venue for venue in venues_of_demo()}
    wanted = {host.key: _house(host) for host in found}
    new = {venue.place_key: venue for venue in wanted.values() if venue.place_key not in known}
    known |= {venue.place_key: venue for venue in Venue.objects.bulk_create(new.values())}
    return {key: known[venue.place_key] for key, venue in wanted.items()}


def _house(host: Host) -> Venue:
    """Return the unsaved house of a host."""
    name = pick(stored()["venues"]["names"], host.key, "house")
    street = pick(stored()["venues"]["streets"], host.town, name)
    return Venue(
        name=name,
        street=f"{street} {number(host.town, name) % 60 + 1}",
        postcode=host.postcode,
        town=host.town,
        region=host.region,
        lat=_near(host.region.lat, host.key, "lat"),
        lon=_near(host.region.lon, host.key, "lon"),
        access=list(pick(ACCESS, host.key, "access")),
        keeper=host.entry,
        place_key=place_key(name, host.postcode or host.town),
    )


def _near(degrees: float | None, *what: str) -> float | None:
    """Return a degree close by, so that two houses of a town do not stand on one spot."""
    return None if degrees is None else round(degrees + (number(*what) % 200 - 100) / 20_000, 5)

"""What the member's desk may show of this room."""

from dataclasses import dataclass

from network.models import Organisation, Reclaim
from network.models.reclaims import RUNNING

from .beginning import rights_path
from .overview import WANTED
from .rights import stewards_of


@dataclass(frozen=True)
class PeopleOnDesk:
    """How many act for an organisation, whether another one is wanted, how many ask for access; and where that is."""

    count: int
    is_wanted: bool
    requests: int
    url: str


def people(organisation: Organisation) -> PeopleOnDesk:
    """Return it; two queries."""
    count = len(stewards_of(organisation))
    requests = Reclaim.objects.filter(organisation=organisation, state__in=RUNNING).count()
    return PeopleOnDesk(count, count < WANTED, requests, rights_path(organisation))

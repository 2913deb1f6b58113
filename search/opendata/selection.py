"""What a query string of the directory selects, all of it, for files and feeds."""

from dataclasses import dataclass

from django.http import HttpRequest

from network.opening import all_turns, next_turn
from network.region_table import region_table
from search.directory_request import Asked, understand
from search.query import SearchRequest
from search.service import all_hits

from .problems import Refused, problem


@dataclass(frozen=True)
class Selection:
    """The entries a request selects: document keys in their order, and the request as understood."""

    asked: Asked
    keys: tuple[str, ...]


def understood(request: HttpRequest) -> Asked:
    """Return what a request asks for; raises Refused for values that mean nothing, which would select everything."""
    asked = understand(request, region_table())
    if asked.notes:
        response = problem(400, " ".join(asked.notes))
        del response["Content-Language"]  # these words are in the language of the directory
        raise Refused(response)
    return asked


def selected_by(asked: Asked) -> Selection:
    """Return everything that a request selects; raises NotReady while the search is starting."""
    return Selection(asked, keys_of(asked.request))


def keys_of(request: SearchRequest) -> tuple[str, ...]:
    """Return the keys of everything a request finds, in its order."""
    return tuple(hit.key for hit in all_hits(request))


def is_everything(request: SearchRequest) -> bool:
    """Return whether a request asks for all there is."""
    return not (request.q or request.regions or request.facets or request.near or request.open_now)


def moment_of(request: SearchRequest) -> str:
    """Return until when a selection by opening hours stays as it is, "" for any other."""
    turn = next_turn(all_turns(), request.now) if request.open_now else None
    return turn.isoformat() if turn else ""

"""One after the other: a round through what was found, kept in the session, from each matter's own page to the next.

No page needs to know of it: when what somebody works on waits no more after a form was sent, the answer's redirect
leads on to the next matter instead (`WalkMiddleware`). Links to skip and to come back stand above each page.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from portal.http import areas

from .reading import Board, Entry, mark_of, place_of, queues_for, read

SESSION = "worklist-walk"
# A session is a row that every request reads; whoever clears more begins another round.
LONGEST_ROUND = 200


@dataclass(frozen=True)
class Walk:
    """A round: the filter it began with, the mark of what is worked on, those that follow, and how many are done."""

    query: str
    at: str
    left: tuple[str, ...] = ()
    done: int = 0
    skipped: int = 0


def walk_of(request: HttpRequest) -> Walk | None:
    """Return the round that somebody is on, None where there is none."""
    kept = request.session.get(SESSION)
    return Walk(**{**kept, "left": tuple(kept["left"])}) if kept else None


def begin(request: HttpRequest, entries: Iterable[Entry], query: str, first: str = "") -> Entry | None:
    """Begin a round at an entry, else at the first; return where it begins, None where nothing was found."""
    entries = list(entries)
    places = [entry.place for entry in entries]
    asked = place_of(first)
    start = places.index(asked[0]) if asked and asked[0] in places else 0
    ordered = [*entries[start:], *entries[:start]][:LONGEST_ROUND]
    if not ordered:
        return None
    _keep(request, Walk(query, _mark(ordered[0]), tuple(_mark(entry) for entry in ordered[1:])))
    return ordered[0]


def go_on(request: HttpRequest, board: Board) -> Entry | None:
    """Take a round to the next entry that still waits; None, and the round is over, where none does."""
    walk = walk_of(request)
    if walk is None:
        return None
    here = place_of(walk.at)
    is_done = here is None or board.find(here[0]) is None
    walk = replace(walk, done=walk.done + is_done, skipped=walk.skipped + (not is_done))
    left = list(walk.left)
    while left:
        mark = left.pop(0)
        place = place_of(mark)
        if place and (entry := board.find(place[0])):
            _keep(request, replace(walk, at=mark, left=tuple(left)))
            return entry
        walk = replace(walk, done=walk.done + 1)
    _keep(request, replace(walk, left=()))
    return None


def end(request: HttpRequest) -> Walk | None:
    """End a round and return it as it was."""
    walk = walk_of(request)
    request.session.pop(SESSION, None)
    return walk


def is_settled(request: HttpRequest, now: datetime) -> bool:
    """Return whether what somebody works on in a round waits no more; only its own queue is asked."""
    walk = walk_of(request)
    place = place_of(walk.at)[0] if walk else None
    if place is None or place[0] not in queues_for(request.user):
        return False
    board = read(request.user, now, [place[0]])
    return not board.doubtful and board.find(place) is None


class WalkMiddleware:
    """Leads on to the next matter of a round once the one that was worked on waits no more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, its redirect led on where a form in the admin settled the matter."""
        response = self.get_response(request)
        path = request.path_info
        was_sent = request.method == "POST" and response.status_code == 302 and path.startswith(areas.ADMIN)
        is_foreign = was_sent and not path.startswith(reverse("worklist:list"))
        if is_foreign and SESSION in request.session and is_settled(request, timezone.now()):
            response["Location"] = reverse("worklist:onward")
        return response


def _mark(entry: Entry) -> str:
    """Return what an entry is found by again, in whatever version."""
    return mark_of(*entry.place)


def _keep(request: HttpRequest, walk: Walk) -> None:
    """Keep a round in the session."""
    request.session[SESSION] = asdict(walk)

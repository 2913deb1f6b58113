"""What a feed is asked for: the query string of the calendar's list, answered in full or refused, never half.

A list shows beside its dates what it did not understand; a feed has no such place, and whoever subscribed to a
misspelt filter would get everything and never learn why.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict

from events.calendar.asked import Asked, understand
from events.calendar.filter_kinds import alliance_labels, organiser_labels
from network.models import Organisation
from network.models.organisations import LISTED
from portal.plain_text import clean_text
from portal.search_url import SearchUrl

# Filters whose values are known only as long as there are events; a feed of theirs must not break before and after.
ORGANISATIONS = {"veranstalter": organiser_labels, "buendnis": alliance_labels}
MOST_WAITING = 100


class NotUnderstood(Exception):
    """A query string that means nothing; `notes` say what is wrong with it, for whoever wrote it."""

    def __init__(self, notes: Sequence[str]) -> None:
        super().__init__(*notes)
        self.notes = notes


def read(path: str, query: QueryDict) -> Asked:
    """Return what a query string asks of a feed at an address; raises NotUnderstood."""
    known, waiting = query.copy(), {}
    for name in ORGANISATIONS:
        if words := _words(query, name):
            waiting[name] = _without_events(name, words)
            known.setlist(name, [word for word in words if word not in waiting[name]])
    asked = understand(path, known)
    if asked.notes:
        raise NotUnderstood(tuple(dict.fromkeys(asked.notes)))
    chosen = dict(asked.chosen)
    chosen |= {name: chosen.get(name, frozenset()) | words for name, words in waiting.items() if words}
    return replace(asked, chosen=chosen, url=_address(path, asked, chosen))


def _address(path: str, asked: Asked, chosen: dict[str, frozenset[str]]) -> SearchUrl:
    """Return the address in the one form by which a feed is known."""
    filters = {name: tuple(sorted(words)) for name, words in chosen.items()}
    return SearchUrl(path, {**asked.url.values, **filters, "seite": None})


def _words(query: QueryDict, name: str) -> list[str]:
    """Return the values of a parameter one by one; commas separate several."""
    words = (word for value in query.getlist(name) for word in clean_text(value).split(","))
    return [word.strip() for word in words if word.strip()]


def _without_events(name: str, words: Sequence[str]) -> frozenset[str]:
    """Return the organisations asked for that are listed but have no published event at present."""
    unknown = [word for word in words if word not in ORGANISATIONS[name]()]
    if not unknown:
        return frozenset()
    found = Organisation.objects.filter(register_id__in=unknown[:MOST_WAITING], status__in=LISTED)
    return frozenset(found.values_list("register_id", flat=True))

"""Which kinds of things a saved search tells of: all of them, or those that its parameter names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.query_forms import some
from portal.search_url import SearchUrl
from publications.lists.addresses import FOLLOWED, list_path
from publications.lists.kinds import list_kinds

from .sources import sources

ONLY = "nur"


@dataclass(frozen=True)
class Narrowed:
    """The kinds that a query names (none: all), those it names that do not exist, and the rest of it."""

    kinds: tuple[str, ...]
    unknown: tuple[str, ...]
    rest: QueryDict

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what to say about kinds that do not exist."""
        text = _("%(filter)s: there is no “%(word)s”; this filter was left out.")
        return (text % {"filter": _("Kind of content"), "word": some(self.unknown)},) if self.unknown else ()


def narrowed(query: QueryDict) -> Narrowed:
    """Return the kinds that a query names, in the order of mails."""
    rest = query.copy()
    given = rest.pop(ONLY, [])
    known = dict(sources.items())
    unknown = tuple(word for word in dict.fromkeys(given) if word not in known)
    return Narrowed(tuple(name for name in known if name in given), unknown, rest)


def only_words(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the condition that kinds are, in the reader's language; () for all."""
    known = dict(sources.items())
    labels = ", ".join(str(known[name].heading) for name in kinds if name in known)
    return (_("Only: %(kinds)s") % {"kinds": labels},) if labels else ()


def list_address(kinds: Sequence[str], url: SearchUrl) -> str:
    """Return the address of the list that holds the only kind, with the filters it knows; "" where there is none."""
    kind = next((one for one in list_kinds if (one.name,) == tuple(kinds)), None)
    path = list_path(kind) if kind else ""
    kept = {name: value for name, value in url.values.items() if name in FOLLOWED}
    return str(SearchUrl(path, kept)) if path else ""

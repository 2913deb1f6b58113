"""A question to the directory from the interface's parameters; values that name nothing are refused."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from network.region_table import region_table
from search.directory_request import understand_query
from search.facet_labels import alliance_labels, topic_labels
from search.opendata.problems import wrong
from search.query import SearchRequest

from .parameters import OF_DIRECTORY

_FOUND_IN = {
    "region": "regions",
    "thema": "topics",
    "buendnis": "alliances",
    "veranstalter": "organisations",
}
_OPEN_LISTS: dict[str, Callable[[], Collection[str]]] = {"thema": topic_labels, "buendnis": alliance_labels}


def question(request: HttpRequest, values: Mapping[str, Any], types: Collection[str]) -> SearchRequest:
    """Return the search for entries of these types; raises Refused (404) for an area, topic, alliance or place
    that does not exist, because leaving it out would answer another question.
    """
    table = region_table()
    refuse_unknown("region", values["region"], lambda word: table.find(word) is not None)
    for name, known in _OPEN_LISTS.items():
        refuse_unknown(name, values[name], known().__contains__)
    query = request.GET.copy()
    for name in [*query]:
        if name not in {one.name for one in OF_DIRECTORY}:
            del query[name]
    asked = understand_query(request.path, query, table)
    if asked.notes:
        raise wrong(
            "ort", "There is no such place.", "Give a five-digit postcode or the nearest larger town.", 404
        )
    return replace(asked.request, types=frozenset(types))


def refuse_unknown(name: str, words: Sequence[str], is_known: Callable[[str], bool]) -> None:
    """Raise Refused (404) where one of the words names nothing."""
    unknown = [word for word in words if not is_known(word)]
    if unknown:
        where = f"/api/v1/{_FOUND_IN[name]}/"
        raise wrong(name, f"There is no “{unknown[0][:40]}”.", f"Take an id of {where}.", 404)

"""How many hits are in an area itself, and how many help there from elsewhere: filters count the former alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.region_table import RegionTable

from .service import SearchResult


@dataclass(frozen=True)
class AreaCounts:
    """The hits of a search in one area: those in it, and those that serve a larger one or work online."""

    area: str
    here: int
    wider: int


def selected_regions(result: SearchResult) -> tuple[str, ...]:
    """Return the regions that narrow the answer: chosen ones, and those recognised in the words."""
    recognised = result.widened_to or tuple(place.key for place in result.reading.places)
    return tuple(dict.fromkeys([*result.request.regions, *(key for key in recognised if key)]))


def area_counts(result: SearchResult, table: RegionTable) -> AreaCounts | None:
    """Return both numbers for the one area that is selected, None where none or several are, or none is counted."""
    selected = selected_regions(result)
    if len(selected) != 1 or not result.facets:
        return None
    key = selected[0]
    here = min(result.facets.get("region", {}).get(key, 0), result.total)
    return AreaCounts(table.rows[key].label, here, result.total - here)


def area_words(counts: AreaCounts | None) -> str:
    """Return both numbers in words, "" where the list holds nobody from elsewhere."""
    if counts is None or not counts.wider:
        return ""
    values = {"area": counts.area, "here": counts.here, "wider": counts.wider}
    return _("%(area)s: %(here)s in it, and %(wider)s that help there from a larger area or online.") % values

"""The conditions of a search in words, one each: for mails, headings, and pages that speak about a search."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from network.region_table import RegionTable

from .directory_request import Asked
from .facet_labels import FACET_KINDS


def describe(asked: Asked, table: RegionTable) -> tuple[str, ...]:
    """Return the conditions in the reader's language; () for a search without any."""
    request = asked.request
    found = [_("“%(words)s”") % {"words": asked.values["q"]}] if asked.values["q"] else []
    if request.regions:
        labels = _one_of([table.rows[key].label for key in request.regions])
        found.append(_("%(filter)s: %(values)s") % {"filter": _("Area"), "values": labels})
        if request.local_only:
            found.append(_("nobody from elsewhere"))
    if asked.point is not None and request.near and request.near.radius_km:
        place = {"km": int(request.near.radius_km), "place": asked.point.label}
        found.append(_("up to %(km)s km around %(place)s") % place)
    for kind in FACET_KINDS:
        labels = kind.labels()
        chosen = sorted(labels[word] for word in request.facets.get(kind.name, ()))
        if chosen:
            found.append(_("%(filter)s: %(values)s") % {"filter": kind.heading, "values": _one_of(chosen)})
    if request.open_now:
        found.append(_("Reachable now"))
    return tuple(found)


def _one_of(labels: Sequence[str]) -> str:
    """Return alternatives in words."""
    *most, last = labels
    return _("%(some)s or %(last)s") % {"some": ", ".join(most), "last": last} if most else last

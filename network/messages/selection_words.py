"""What the office selected, in words; names are read once as long as content does not change."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from network.models import Organisation, Region
from network.models.organisations import OrganisationKind
from portal.content_cache import cached

from .selection import Role, Selection


def selection_words(stored: Mapping[str, Any]) -> str:
    """Return the conditions in one line."""
    selection = Selection.read(stored)
    parts = [_("All member organisations")] if selection.everybody else []
    kinds = [str(OrganisationKind(kind).label) for kind in selection.kinds if kind in OrganisationKind.values]
    parts += [", ".join(kinds)] if kinds else []
    names = _names()
    parts += [", ".join(names["alliance", pk] for pk in selection.alliances if ("alliance", pk) in names)]
    parts += [", ".join(names["region", pk] for pk in selection.regions if ("region", pk) in names)]
    if selection.role == Role.REPRESENTATIVES:
        parts.append(_("Representatives"))
    return "; ".join(filter(None, parts))


def _names() -> dict[tuple[str, int], str]:
    """Return the names of alliances and of states and districts."""

    def read() -> dict[tuple[str, int], str]:
        alliances = Organisation.objects.filter(kind=OrganisationKind.ALLIANCE).only("pk", "name")
        regions = Region.objects.filter(kind__in=("state", "district")).defer("shape")
        found = {("alliance", one.pk): one.name for one in alliances}
        return found | {("region", one.pk): str(one) for one in regions}

    return cached("circulars-selection-names", read)

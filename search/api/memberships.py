"""Who takes part in which alliance today."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from network.models import Membership
from network.records.build import membership_fact
from search.facet_labels import alliance_labels
from search.models import SearchDocument
from search.opendata.parts import PARTS, membership_value, other_value
from search.opendata.schema import Schema, ref, table, text
from search.query import TYPES

from .envelope import Answer
from .questions import refuse_unknown

MEMBERSHIP: Schema = table(
    {
        "id": text("Follows from the two, the role and its beginning.", format="uuid"),
        "organisation": ref("OrganisationReference"),
        **PARTS["AllianceMembership"]["properties"],
    },
    "An organisation takes part in an alliance. schema.org memberOf; a profile of HSDS would call it `memberships`.",
)
_NAMESPACE = uuid.UUID("6f3fb4a4-5d0c-4a44-9d3e-3f6a5a1c8b52")


def memberships(request: HttpRequest, values: Mapping[str, Any]) -> Answer:
    """Return a page of today's memberships of which the page of either side tells."""
    refuse_unknown("buendnis", values["buendnis"], alliance_labels().__contains__)
    rows = public_memberships()
    if values["buendnis"]:
        rows = rows.filter(alliance__register_id__in=values["buendnis"])
    if values["organisation"] is not None:
        rows = rows.filter(organisation__register_id=values["organisation"].replace("\0", ""))
    first = (values["seite"] - 1) * values["anzahl"]
    shown = rows.select_related("organisation", "alliance").order_by(
        "alliance__register_id", "organisation__register_id", "kind", "since", "pk"
    )
    return Answer([membership(row) for row in shown[first : first + values["anzahl"]]], rows.count())


def public_memberships() -> QuerySet[Membership]:
    """Return the memberships of today between listed entries of which at least one has a public page."""
    public = SearchDocument.objects.filter(deleted=False, type__in=TYPES).values("register_id")
    told = Q(organisation__register_id__in=public) | Q(alliance__register_id__in=public)
    return Membership.objects.taking_part(timezone.localdate()).filter(told)


def membership(row: Membership) -> dict[str, Any]:
    """Return a membership, cut as the records of both sides cut it."""
    alliance = membership_fact(row, row.alliance, {}, row.organisation.is_shielded)
    member = membership_fact(row, row.organisation, {}, row.alliance.is_shielded)
    name = f"{member.other_uuid}/{alliance.other_uuid}/{row.kind}/{row.since or ''}"
    return {
        "id": str(uuid.uuid5(_NAMESPACE, name)),
        "organisation": other_value(member),
        "alliance": other_value(alliance),
        **membership_value(alliance),
    }

"""What circulars of members can be about: topics, and the home state with its districts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.models import ActorTopic, Circular, CircularWish, Region, ServedArea, Topic
from network.models.regions import RegionKind


@dataclass(frozen=True)
class About:
    """A topic or a region by its key (`t-3`, `r-14`) with its words."""

    key: str
    label: str


def topics() -> list[About]:
    """Return every topic by name."""
    return [About(f"t-{topic.pk}", topic.label) for topic in Topic.objects.order_by("name", "pk")]


def regions() -> list[About]:
    """Return the home state and its districts, the state first."""
    found = Region.objects.at_home(RegionKind.STATE, RegionKind.DISTRICT)
    return [
        About(f"r-{one.pk}", str(one))
        for one in sorted(found, key=lambda one: (one.kind != RegionKind.STATE, str(one)))
    ]


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the choices of a select with two groups."""
    groups = ((_("Topics"), topics()), (_("Regions"), regions()))
    return [(label, [(one.key, one.label) for one in group]) for label, group in groups if group]


def key_of(row: Circular | CircularWish) -> str:
    """Return the key of what a circular or a wish is about, "" where it is gone."""
    if row.topic_id:
        return f"t-{row.topic_id}"
    return f"r-{row.region_id}" if row.region_id else ""


def targets(keys: Iterable[str]) -> tuple[list[int], list[int]]:
    """Return the ids of topics and of regions among keys that a form has checked."""
    kinds: dict[str, list[int]] = {"t": [], "r": []}
    for key in keys:
        kind, _dash, pk = key.partition("-")
        kinds[kind].append(int(pk))
    return kinds["t"], kinds["r"]


def wanted_keys(user_id: object, organisation: int) -> list[str]:
    """Return the keys of what a person asked for on behalf of an organisation."""
    rows = CircularWish.objects.filter(user=user_id, organisation=organisation)
    return [key_of(row) for row in rows]


def near_keys(organisation: int) -> frozenset[str]:
    """Return the keys of what the page of an organisation is about: shown first, never ticked by itself."""
    topic_ids = ActorTopic.objects.filter(content_object__organisation=organisation)
    areas = ServedArea.objects.filter(page__organisation=organisation).select_related("region__parent")
    keys = {f"t-{pk}" for pk in topic_ids.values_list("tag_id", flat=True)}
    for area in areas:
        keys |= {f"r-{area.region_id}", f"r-{area.region.parent_id}"}
    return frozenset(keys)

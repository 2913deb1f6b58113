"""Readable addresses of districts and municipalities: German slugs of their names, each one once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings

from network.models import Region
from network.models.introductions import WITH_PAGE
from network.models.regions import RegionKind
from portal.content_cache import cached
from portal.slugs import german_slug

CITY = "Stadt "


@dataclass(frozen=True)
class Named:
    """A place with what its address is made of."""

    kind: str
    code: str
    name: str
    label: str
    parent: str
    parent_name: str
    parent_label: str

    @property
    def key(self) -> str:
        """Return the key of the place."""
        return f"{self.kind}:{self.code}"

    @property
    def is_its_district(self) -> bool:
        """Return whether this municipality is a city that is a district, too."""
        return self.kind == RegionKind.MUNICIPALITY and self.parent_label == f"{CITY}{self.name}"

    @property
    def wish(self) -> str:
        """Return the slug the place has if no other one wants it: “leipzig” for the city, “landkreis-leipzig”."""
        return german_slug(self.label.removeprefix(CITY) if self.kind == RegionKind.DISTRICT else self.name)


@dataclass(frozen=True)
class RegionSlugs:
    """The slugs of places; a city that is a district has one page under both keys."""

    by_slug: Mapping[str, str] = field(default_factory=dict)
    by_key: Mapping[str, str] = field(default_factory=dict)


def region_slugs() -> RegionSlugs:
    """Return the slugs; the same object as long as no place changed."""
    return cached("region-slugs", lambda: slugs_of(_read()))


@lru_cache(maxsize=1)
def slugs_of(places: tuple[Named, ...]) -> RegionSlugs:
    """Return the slugs of places; those of the home state choose first, so that an import of others moves none.

    Where names are equal, each is followed by what it is part of, or by its official key.
    """
    by_slug: dict[str, str] = {}
    for at_home in (True, False):
        group = [one for one in places if one.code.startswith(settings.HOME_STATE) is at_home]
        _name([one for one in group if not one.is_its_district], by_slug)
    by_key = {key: slug for slug, key in by_slug.items()}
    cities = {one.key: by_key[one.parent] for one in places if one.is_its_district and one.parent in by_key}
    return RegionSlugs(by_slug, {**by_key, **cities})


def _name(places: Iterable[Named], taken: dict[str, str]) -> None:
    """Give every place a slug that is not taken."""
    left = list(places)
    for slug_of in (_own, _with_parent, _with_code):
        wishes = Counter(map(slug_of, left))
        free = {slug for slug, times in wishes.items() if times == 1 and slug not in taken}
        taken.update({slug_of(one): one.key for one in left if slug_of(one) in free})
        left = [one for one in left if slug_of(one) not in free]


def _own(place: Named) -> str:
    """Return the slug of a place's own name."""
    return place.wish


def _with_parent(place: Named) -> str:
    """Return the slug with what the place is part of."""
    return f"{place.wish}-{german_slug(place.parent_name)}"


def _with_code(place: Named) -> str:
    """Return the slug with the official key."""
    return f"{place.wish}-{place.code}"


def _read() -> tuple[Named, ...]:
    """Read every place that has a page."""
    rows = Region.objects.filter(kind__in=WITH_PAGE).order_by("kind", "code")
    fields = ("kind", "code", "name", "official_name", "parent__kind", "parent__code", "parent__name",
              "parent__official_name")  # fmt: skip
    return tuple(
        Named(
            kind, code, name, official or name, f"{p_kind}:{p_code}", p_name or "", p_official or p_name or ""
        )
        for kind, code, name, official, p_kind, p_code, p_name, p_official in rows.values_list(*fields)
    )

"""Find the regions that the words of a list mean: keys, and names as people write them."""

import re
from collections.abc import Iterator

from network.models import Region
from network.models.regions import AGS_KINDS, RegionKind, region_key

from .texts import word_key

_DISTRICT_WORDS = ("landkreis", "kreisfreiestadt", "kreis", "stadt")
_CITY_WORDS = ("kreisfreiestadt", "stadt")
_TOWN = re.compile(r"^(?:Große Kreisstadt|Stadt|Gemeinde)\s+|,\s*Stadt$", re.IGNORECASE)
_CUTS = (" OT ", " Ortsteil ", "/", "(", ",", "-")


class Places:
    """The regions by key and by every name, loaded once."""

    def __init__(self) -> None:
        self.by_key: dict[str, Region] = {}
        self._by_name: dict[str, list[Region]] = {}
        for region in Region.objects.select_related("parent__parent").defer("shape"):
            self.by_key[region.key] = region
            names = {region.name, region.official_name, region.name_sorbian, *region.aliases}
            for name in {word_key(name) for name in names} - {""}:
                self._by_name.setdefault(name, []).append(region)

    def _of_key(self, word: str) -> Region | None:
        """Return the region of a key such as 14524 or district:14524."""
        return self.by_key.get(region_key(word.strip()) or "")

    def _named(self, name: str, kind: str) -> list[Region]:
        """Return the regions of one kind that bear a name."""
        return [region for region in self._by_name.get(name, []) if region.kind == kind]

    def districts(self, word: str) -> list[Region]:
        """Return the districts of a key or of a name such as “Landkreis Zwickau”, “Leipzig, Stadt”, “Leipzig”."""
        if region := self._of_key(word):
            return [region] if region.kind == RegionKind.DISTRICT else []
        name = word_key(word)
        found = self._named(name, RegionKind.DISTRICT)
        if not found:
            bare, said = _without_district_word(name)
            found = self._named(bare, RegionKind.DISTRICT)
            if len(found) > 1:
                found = [one for one in found if self._is_city(one) == (said in _CITY_WORDS)]
        return found

    def municipalities(self, word: str, among: list[Region]) -> list[Region]:
        """Return the municipalities of a key or name; where districts are given, those that lie in them."""
        if region := self._of_key(word):
            return [region] if region.kind == RegionKind.MUNICIPALITY else []
        within = {district.pk for district in among}
        for name in _town_names(word):
            found = self._named(name, RegionKind.MUNICIPALITY)
            if within:
                found = [one for one in found if one.parent_id in within]
            if found:
                return found
        return []

    def regions(self, word: str) -> list[Region]:
        """Return the regions of a key or name: states, then what is called a district, towns, districts, areas.

        A city that is its own district is meant as the district. More than one only where none of them is meant
        more than the others.
        """
        if region := self._of_key(word):
            return [region]
        name = word_key(word)
        state = only(self._named(name, RegionKind.STATE))
        if state or name.startswith(_DISTRICT_WORDS) or name.endswith("kreis"):
            return [state] if state else self.districts(word)
        towns = self.municipalities(word, [])
        town = only(towns)
        if town is not None and town.parent is not None and self._is_city(town.parent):
            return [town.parent]
        free = [one for one in self._by_name.get(name, []) if one.kind not in AGS_KINDS.values()]
        meanings = [found for found in (towns, self.districts(word), free) if found]
        return next((found for found in meanings if only(found)), meanings[0] if meanings else [])

    def _is_city(self, district: Region) -> bool:
        """Return whether a district is a single city: its municipality's key then ends with 000."""
        return f"{RegionKind.MUNICIPALITY}:{district.code}000" in self.by_key


def only(found: list[Region]) -> Region | None:
    """Return the one region found, None when there is none or more than one."""
    return found[0] if len(found) == 1 else None


def _without_district_word(name: str) -> tuple[str, str]:
    """Return a name without the word that says what kind of district it is, and that word."""
    for word in _DISTRICT_WORDS:
        if name.startswith(word):
            return name.removeprefix(word), word
        if name.endswith(word):
            return name.removesuffix(word), word
    return name, ""


def _town_names(word: str) -> Iterator[str]:
    """Yield spellings of a town's name from exact to bare: “Stadt Aue”, “Wurzen OT Nitzschka”, “Aue (Sachsen)”."""
    yield word_key(word)
    yield word_key(_TOWN.sub("", word))
    for cut in _CUTS:
        head = word.split(cut, maxsplit=1)[0].strip()
        if head and head != word:
            yield word_key(head)

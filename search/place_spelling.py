"""Places that somebody may have meant who wrote one that nobody knows: "Görliz"."""

from functools import lru_cache

from network.region_table import RegionRow, RegionTable
from portal.slugs import german_slug

from .spelling import Speller

MOST = 3


def similar_places(word: str, table: RegionTable) -> tuple[RegionRow, ...]:
    """Return up to three towns or districts written almost like a word, () where one is or none comes near."""
    slug = german_slug(word, "")
    if not slug or table.find(word):
        return ()
    meant = _speller(_names(table)).correct(slug)
    keys = table.by_name.get(meant or "", [])
    return tuple(table.rows[key] for key in keys if not key.startswith("state:"))[:MOST]


def _names(table: RegionTable) -> tuple[tuple[str, int], ...]:
    """Return every folded name with how many people live where it is; of equally near names the larger is meant."""
    return tuple(
        (name, max(table.rows[key].population for key in keys))
        for name, keys in sorted(table.by_name.items())
    )


@lru_cache(maxsize=1)
def _speller(names: tuple[tuple[str, int], ...]) -> Speller:
    """Return what corrects names, made once for the same places."""
    return Speller(dict(names))

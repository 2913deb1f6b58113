"""Tiles for many new organisations at once, each different as long as there are pictures left."""

from functools import cache
from itertools import product

from network.models import Organisation
from portal.tiles import CORNERS, FIGURES, PALETTES, TURNS, Tile, as_tile, free_tile


class FreeTiles:
    """Gives tiles as `network.tile_choice` does, with the taken pictures read once."""

    def __init__(self) -> None:
        codes = Organisation.objects.exclude(tile="").values_list("tile", flat=True)
        self._taken = {as_tile(code).picture for code in codes}

    def take(self, key: str) -> str:
        """Return the code of the tile of a permanent id, taken from now on."""
        is_full = len(self._taken) >= _pictures()
        tile = free_tile(key, () if is_full else self._taken)
        self._taken.add(tile.picture)
        return tile.code


@cache
def _pictures() -> int:
    """Return how many different pictures there are."""
    numbers = product(range(PALETTES), range(FIGURES), range(TURNS), range(CORNERS))
    return len({Tile(*four).picture for four in numbers})

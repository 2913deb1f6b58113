"""The tile of an organisation: a picture computed from its permanent id, for ever the same.

A tile joins every other one, turned any way, because its band meets each edge at the same place.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

PALETTES = 12
FIGURES = 16
TURNS = 4
CORNERS = 4

# After how many quarter turns a figure or a corner ornament looks the same again.
_FIGURE_PERIOD = (2, 1, 2, 1, 1, 4, 2, 1, 1, 1, 1, 1, 1, 4, 4, 2)
_CORNER_PERIOD = (1, 1, 2, 2)
# These figures reach into the corners themselves.
_WITHOUT_CORNER = frozenset({0, 15})
# More tries than there are pictures would find nothing new.
_TRIES = 2000


@dataclass(frozen=True, order=True)
class Tile:
    """The four numbers of a tile: `.pal-…`, symbol `m…`, quarter turns, symbol `c…` (0: none)."""

    palette: int
    figure: int
    turn: int
    corner: int

    def __post_init__(self) -> None:
        """Raise ValueError for numbers that name no drawing."""
        limits = (PALETTES, FIGURES, TURNS, CORNERS)
        numbers = (self.palette, self.figure, self.turn, self.corner)
        if any(not 0 <= number < limit for number, limit in zip(numbers, limits, strict=True)):
            raise ValueError(f"No such tile: {numbers}")

    @property
    def code(self) -> str:
        """Return the tile as it is stored and sent: "palette-figure-turn-corner"."""
        return f"{self.palette}-{self.figure}-{self.turn}-{self.corner}"

    @property
    def tint_class(self) -> str:
        """Return the class that gives a page or panel the colours of this tile."""
        return f"pal-{self.palette}"

    @property
    def picture(self) -> "Tile":
        """Return the tile that stands for everything that looks like this one."""
        corner = 0 if self.figure in _WITHOUT_CORNER else self.corner
        period = max(_FIGURE_PERIOD[self.figure], _CORNER_PERIOD[corner])
        return Tile(self.palette, self.figure, self.turn % period, corner)


def as_tile(value: "Tile | Sequence[int] | str") -> Tile:
    """Return the tile meant by a tile, four numbers or "p-f-t-c"; raises ValueError for anything else."""
    if isinstance(value, Tile):
        return value
    return _read(value) if isinstance(value, str) else _made_of(list(value))


@lru_cache(maxsize=PALETTES * FIGURES * TURNS * CORNERS)
def _read(code: str) -> Tile:
    """Return the tile of "p-f-t-c"; there are fewer of them than organisations ask for."""
    return _made_of(code.split("-"))


def _made_of(numbers: Sequence[int | str]) -> Tile:
    """Return the tile of four numbers."""
    if len(numbers) != 4:
        raise ValueError(f"A tile has four numbers: {numbers!r}")
    return Tile(*(int(number) for number in numbers))


def tile_for(key: str, taken: Collection[Tile] = ()) -> Tile:
    """Return the tile of an id that is not among the pictures in `taken`.

    Taken pictures lead to the tile of `key:1`, `key:2` and so on; when none is free, the first one is
    given again. The id must be permanent (the UUID), never a name.
    """
    return free_tile(key, {tile.picture for tile in taken})


def free_tile(key: str, pictures: Collection[Tile]) -> Tile:
    """Return the same for pictures as `Tile.picture` gives them, for whoever needs very many tiles."""
    first = _digest(key)
    tile = first
    for attempt in range(1, _TRIES):
        if tile.picture not in pictures:
            return tile
        tile = _digest(f"{key}:{attempt}")
    return first


def _digest(key: str) -> Tile:
    """Return the tile that the SHA-256 of a key names."""
    digest = hashlib.sha256(key.encode()).digest()
    figure = digest[1] % FIGURES
    corner = 0 if figure in _WITHOUT_CORNER else digest[3] % CORNERS
    return Tile(digest[0] % PALETTES, figure, digest[2] % TURNS, corner)

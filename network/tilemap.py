"""The tile map of Saxony: outlines of the thirteen districts on a grid, with counts and links.

Pure: no Django, no database. The outlines are computed once; `tile_map` adds what changes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

Point = tuple[int, int]

UNIT = 60  # one cell, in drawing units
_GAP = 2.5  # every outline keeps this distance from the edge of its cells
_OVERLAP = -1.5  # the discs of the three cities lean into their neighbours
_RADIUS = 18.0
_INNER = 0.55  # share of the radius where an outline turns inwards
_LINE = 14.0  # height of a line of the label

_GRID = """\
. N N N N . . . . .
. N L N N M M B B G
. K K K M M M B B G
. . K T T M D B B G
. Z Z C T T O O . G
V V Z E E E . . . .
V V . E E . . . . .
""".splitlines()


@dataclass(frozen=True)
class _Shape:
    """A district on the grid: its letter, names, and the centre of its label in cells."""

    letter: str
    ags: str
    code: str
    name: str
    lines: tuple[str, ...]
    centre: tuple[float, float]
    other_name: str = ""
    other_lang: str = ""
    is_city: bool = False


# In the order of the list beside the map. Codes are the number plates; LKL is our own, because Leipzig
# city and district share theirs.
_SHAPES = (
    _Shape(
        "B", "14625", "BZ", "Landkreis Bautzen", ("Bautzen", "Budyšin"), (8, 2.5), "Wokrjes Budyšin", "hsb"
    ),
    _Shape("C", "14511", "C", "Stadt Chemnitz", ("Chemnitz",), (3.5, 4.5), is_city=True),
    _Shape("D", "14612", "DD", "Stadt Dresden", ("Dresden",), (6.5, 3.5), is_city=True),
    _Shape("E", "14521", "ERZ", "Erzgebirgskreis", ("Erzgebirge",), (4.5, 5.5)),
    _Shape(
        "G", "14626", "GR", "Landkreis Görlitz", ("Görlitz", "Zhorjelc"), (9.5, 3), "Wokrjes Zhorjelc", "hsb"
    ),
    _Shape("L", "14713", "L", "Stadt Leipzig", ("Leipzig",), (2.5, 1.5), is_city=True),
    _Shape("K", "14729", "LKL", "Landkreis Leipzig", ("Lkr. Leipzig",), (2.5, 2.5)),
    _Shape("M", "14627", "MEI", "Landkreis Meißen", ("Meißen",), (5.5, 2.5)),
    _Shape("T", "14522", "FG", "Landkreis Mittelsachsen", ("Mittelsachsen",), (4, 3.5)),
    _Shape("N", "14730", "TDO", "Landkreis Nordsachsen", ("Nordsachsen",), (3, 0.5)),
    _Shape(
        "O",
        "14628",
        "PIR",
        "Sächsische Schweiz-Osterzgebirge",
        ("Sächs. Schweiz-", "Osterzgebirge"),
        (7, 4.5),
    ),
    _Shape("V", "14523", "V", "Vogtlandkreis", ("Vogtland",), (1, 6)),
    _Shape("Z", "14524", "Z", "Landkreis Zwickau", ("Zwickau",), (2, 4.5)),
)


@dataclass(frozen=True)
class LabelLine:
    """A line of a district's name and the height of its base line."""

    text: str
    y: str


@dataclass(frozen=True)
class District:
    """A district as the template draws it; lengths are strings, ready for an SVG attribute."""

    key: str
    ags: str
    code: str
    name: str
    other_name: str
    other_lang: str
    path: str
    lines: tuple[LabelLine, ...]
    x: str
    count_y: str
    code_y: str
    number_y: str
    count: int | None
    step: int
    url: str
    selected: bool

    @property
    def short_name(self) -> str:
        """Return the name as it stands on the map."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class TileMap:
    """The map: its drawing area, the districts by name, and links for what is not tied to a district."""

    view_box: str
    label: str
    districts: tuple[District, ...]
    elsewhere: tuple[Any, ...] = ()


def tile_map(
    counts: Mapping[str, int] | None,
    url_for: Callable[[str], str],
    selected: Collection[str] = (),
    label: str = "",
    elsewhere: Iterable[Any] = (),
) -> TileMap:
    """Return the map with counts, links and the selected districts.

    Keys of `counts` and `selected` are region keys ("district:14524") or the bare AGS ("14524");
    `url_for` gets the region key. A district without a count shows 0; without `counts` there are no numbers.
    """
    chosen = {_ags(key) for key in selected}
    by_ags: dict[str, int] = {}
    for key, count in (counts or {}).items():
        by_ags[_ags(key)] = by_ags.get(_ags(key), 0) + count
    limits = step_limits([by_ags.get(shape.ags, 0) for shape in _SHAPES])
    districts = []
    for shape in _SHAPES:
        count = by_ags.get(shape.ags, 0)
        district = _district(shape, url_for, shape.ags in chosen)
        shown = None if counts is None else count
        districts.append(replace(district, count=shown, step=step(count, limits)))
    return TileMap(_view_box(), label, tuple(districts), tuple(elsewhere))


def step_limits(counts: Collection[int]) -> tuple[int, ...]:
    """Return the counts up to which the first three colours reach: a quarter of the districts each."""
    ordered = sorted(counts)
    return tuple(ordered[len(ordered) * quarter // 4] for quarter in (1, 2, 3)) if ordered else ()


def step(count: int, limits: Collection[int]) -> int:
    """Return the step of colour for a count, 1 (few) to 4 (many)."""
    return 1 + sum(count > limit for limit in limits)


def _district(shape: _Shape, url_for: Callable[[str], str], selected: bool) -> District:
    """Return one district with its label placed around its centre."""
    key = f"district:{shape.ags}"
    x, y = (cell * UNIT for cell in shape.centre)
    top = y - (14 if len(shape.lines) == 2 else 8)
    lines = tuple(LabelLine(text, _number(top + row * _LINE)) for row, text in enumerate(shape.lines))
    return District(
        key=key,
        ags=shape.ags,
        code=shape.code,
        name=shape.name,
        other_name=shape.other_name,
        other_lang=shape.other_lang,
        path=outlines()[shape.ags],
        lines=lines,
        x=_number(x),
        count_y=_number(top + len(lines) * _LINE + 6),
        code_y=_number(y - 1),
        number_y=_number(y + 21),
        count=None,
        step=1,
        url=url_for(key),
        selected=selected,
    )


@cache
def outlines() -> Mapping[str, str]:
    """Return the SVG path of every district by its AGS."""
    return {shape.ags: _outline(shape) for shape in _SHAPES}


def _view_box() -> str:
    """Return the drawing area with a margin for the outline of a selected district."""
    columns = len(_GRID[0].split())
    return f"-4 -4 {columns * UNIT + 8} {len(_GRID) * UNIT + 8}"


def _ags(key: str) -> str:
    """Return the official key in a region key."""
    return key.rpartition(":")[2]


def _number(value: float) -> str:
    """Return a number without needless digits; never in the format of a locale."""
    return f"{value:g}"


def _outline(shape: _Shape) -> str:
    """Return the path around the cells of a district, with rounded corners."""
    gap = _OVERLAP if shape.is_city else _GAP
    parts = []
    for (x, y), before, after in _corners(_boundary(_cells(shape.letter))):
        outward = before[0] * after[1] - before[1] * after[0] > 0
        radius = (UNIT - 2 * gap) / 2 if shape.is_city else _RADIUS if outward else _RADIUS * _INNER
        # The inward normal of a clockwise edge d is (-dy, dx).
        corner_x = x * UNIT - gap * (before[1] + after[1])
        corner_y = y * UNIT + gap * (before[0] + after[0])
        begin = f"{_number(corner_x - before[0] * radius)} {_number(corner_y - before[1] * radius)}"
        end = f"{_number(corner_x + after[0] * radius)} {_number(corner_y + after[1] * radius)}"
        parts.append(f"{begin}A{_number(radius)} {_number(radius)} 0 0 {int(outward)} {end}")
    return "M" + "L".join(parts) + "Z"


def _cells(letter: str) -> frozenset[Point]:
    """Return the cells of a district on the grid."""
    rows = (row.split() for row in _GRID)
    return frozenset((x, y) for y, row in enumerate(rows) for x, found in enumerate(row) if found == letter)


def _boundary(cells: frozenset[Point]) -> list[Point]:
    """Return the grid points around the cells, clockwise; the cells touch each other along edges."""
    following: dict[Point, Point] = {}
    for x, y in cells:
        edges = (
            ((x, y), (x + 1, y), (x, y - 1)),
            ((x + 1, y), (x + 1, y + 1), (x + 1, y)),
            ((x + 1, y + 1), (x, y + 1), (x, y + 1)),
            ((x, y + 1), (x, y), (x - 1, y)),
        )
        following.update({start: end for start, end, beyond in edges if beyond not in cells})
    start = min(following)
    points = [start]
    while (point := following[points[-1]]) != start:
        points.append(point)
    return points


def _corners(points: list[Point]) -> Iterator[tuple[Point, Point, Point]]:
    """Yield the points where the boundary turns, with the directions before and after."""
    for index, point in enumerate(points):
        before = points[index - 1]
        after = points[(index + 1) % len(points)]
        arriving = (point[0] - before[0], point[1] - before[1])
        leaving = (after[0] - point[0], after[1] - point[1])
        if arriving != leaving:
            yield point, arriving, leaving

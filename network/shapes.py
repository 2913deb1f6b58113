"""The map of the districts in their real outlines, as soon as outlines are imported; else the tile map.

`shape_map` and `drawing` are pure; `district_map` is what pages call, with the arguments of `tile_map`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians, sqrt
from typing import Any

from django.conf import settings
from django.utils import timezone

from network.models import Region
from network.models.regions import RegionKind
from network.places.outlines import Line, Point, Polygons, area, contains, edge_distance, simplified
from network.tilemap import District, LabelLine, TileMap, step, step_limits, tile_map
from portal.content_cache import cached
from portal.slugs import german_slug

WIDTH = 680  # drawing units for about a dozen districts; more districts get more room
_DISTRICTS = 13
_TOLERANCE = 1.5  # drawing units
_GAP = 1.5  # every outline keeps this distance from its border, so that neighbours of one colour stay apart
_LEAST_AREA = 40.0  # smaller exclaves would be dots
_LABEL_RATIO = 0.6  # labels are wider than high: room to the sides counts less
_GRID = 14
_LINE = 14.0
_LETTER = 6.8  # width of a letter of the name
_LONGEST_LINE = 13

Rings = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Area:
    """A district with its names and outline (polygons of rings of longitude and latitude, outer ring first)."""

    ags: str
    name: str
    official_name: str
    other_name: str
    polygons: tuple[Rings, ...]


@dataclass(frozen=True)
class Drawing:
    """The outlines in drawing units, without counts and links."""

    view_box: str
    districts: tuple[District, ...]


def district_map(
    counts: Mapping[str, int] | None,
    url_for: Callable[[str], str],
    selected: Collection[str] = (),
    label: str = "",
    elsewhere: Iterable[Any] = (),
) -> TileMap:
    """Return the map of the home state's districts: real outlines if every district has one, else the tiles."""
    areas = cached("district-areas", lambda: load_areas(settings.HOME_STATE))
    if not areas:
        return tile_map(counts, url_for, selected, label, elsewhere)
    return shape_map(drawing(areas), counts, url_for, selected, label, elsewhere)


def load_areas(state: str) -> tuple[Area, ...]:
    """Return the districts of a state with their outlines, by name, the cities last; empty unless all have one.

    What comes last is drawn on top: the names of the cities are often wider than the cities.
    """
    rows = (
        Region.objects.valid(timezone.localdate())
        .filter(kind=RegionKind.DISTRICT, code__startswith=state)
        .values_list("code", "name", "official_name", "name_sorbian", "shape")
    )
    if not rows or not all(row[-1] for row in rows):
        return ()
    areas = (
        Area(code, name, official or name, other, _frozen(shape))
        for code, name, official, other, shape in rows
    )
    return tuple(
        sorted(
            areas, key=lambda one: (one.official_name.startswith("Stadt "), german_slug(one.name), one.ags)
        )
    )


def _frozen(shape: Polygons) -> tuple[Rings, ...]:
    """Return polygons as tuples, which a cache can compare."""
    return tuple(tuple(tuple((x, y) for x, y in ring) for ring in rings) for rings in shape)


def shape_map(  # noqa: PLR0913, PLR0917 - the arguments of tile_map, after the drawing
    base: Drawing,
    counts: Mapping[str, int] | None,
    url_for: Callable[[str], str],
    selected: Collection[str] = (),
    label: str = "",
    elsewhere: Iterable[Any] = (),
) -> TileMap:
    """Return a drawing with counts, links and the selected districts; keys as for `tile_map`."""
    chosen = {key.rpartition(":")[2] for key in selected}
    by_ags: dict[str, int] = {}
    for key, count in (counts or {}).items():
        ags = key.rpartition(":")[2]
        by_ags[ags] = by_ags.get(ags, 0) + count
    limits = step_limits([by_ags.get(district.ags, 0) for district in base.districts])
    districts = []
    for district in base.districts:
        count = by_ags.get(district.ags, 0)
        districts.append(
            replace(
                district,
                count=None if counts is None else count,
                step=step(count, limits),
                url=url_for(district.key),
                selected=district.ags in chosen,
            )
        )
    return TileMap(base.view_box, label, tuple(districts), tuple(elsewhere))


@lru_cache(maxsize=4)
def drawing(areas: tuple[Area, ...]) -> Drawing:
    """Return the districts in an equirectangular projection, simplified and labelled; cached by content."""
    plane, height = _projected(areas)
    thin = simplified(plane, _TOLERANCE)
    width = _width(len(areas))
    labels = {district.ags: district for district in tile_map(None, str).districts}
    codes: set[str] = set()
    districts = []
    for one in areas:
        known = labels.get(one.ags)
        code = known.code if known else _code(one.name, codes)
        codes.add(code)
        lines = [line.text for line in known.lines] if known else _lines(one.name)
        districts.append(_district(one, thin[one.ags], code, lines))
    return Drawing(f"-4 -4 {width + 8:g} {round(height) + 8:g}", tuple(districts))


def _width(number: int) -> float:
    """Return the width of the drawing, so that a district keeps its size where there are many."""
    return round(WIDTH * max(1.0, sqrt(number / _DISTRICTS)))


def _projected(areas: Sequence[Area]) -> tuple[dict[str, list[list[Line]]], float]:
    """Return the outlines in drawing units, north up, by key, and the height of the drawing."""
    points = [point for one in areas for rings in one.polygons for point in rings[0]]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    shrink = cos(radians((south + north) / 2))
    scale = _width(len(areas)) / ((east - west) * shrink)
    plane = {
        one.ags: [
            [[((x - west) * shrink * scale, (north - y) * scale) for x, y in ring] for ring in rings]
            for rings in one.polygons
        ]
        for one in areas
    }
    return plane, (north - south) * scale


def _district(one: Area, polygons: list[list[Line]], code: str, texts: list[str]) -> District:
    """Return a district with its label in the widest part of its largest polygon."""
    largest = max(polygons, key=lambda rings: abs(area(rings[0])))
    drawn = [rings for rings in polygons if rings is largest or abs(area(rings[0])) >= _LEAST_AREA]
    x, y = _label_point(largest, texts)
    top = _top(y, texts)
    return District(
        key=f"district:{one.ags}",
        ags=one.ags,
        code=code,
        name=one.official_name,
        other_name=one.other_name,
        other_lang="hsb" if one.other_name else "",
        path="".join(_path(rings) for rings in drawn),
        lines=tuple(LabelLine(text, _number(top + row * _LINE)) for row, text in enumerate(texts)),
        x=_number(x),
        count_y=_number(top + len(texts) * _LINE + 6),
        code_y=_number(y - 1),
        number_y=_number(y + 21),
        count=None,
        step=1,
        url="",
        selected=False,
    )


def _path(rings: list[Line]) -> str:
    """Return the SVG path of a polygon; holes run the other way round, so that they stay empty."""
    parts = []
    for index, ring in enumerate(rings):
        runs_clockwise = area(ring) > 0  # y grows downwards
        points = ring[:-1] if runs_clockwise == (index == 0) else ring[:0:-1]
        parts.append("M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in _inset(points)) + "Z")
    return "".join(parts)


def _inset(points: Line) -> Line:
    """Return a ring moved to its inner side by the gap, at sharp corners by no more than twice the gap.

    The inner side lies to the right: inside an outline that runs clockwise, around a hole that does not.
    """
    moved = []
    for index, (x, y) in enumerate(points):
        before = _normal(points[index - 1], (x, y))
        after = _normal((x, y), points[(index + 1) % len(points)])
        dx, dy = before[0] + after[0], before[1] + after[1]
        stretch = 2 * _GAP / max(dx * dx + dy * dy, 1.0)
        moved.append((x + dx * stretch, y + dy * stretch))
    return moved


def _normal(start: Point, end: Point) -> Point:
    """Return the unit vector to the right of an edge."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    return -dy / length, dx / length


def _label_point(rings: list[Line], texts: list[str]) -> Point:
    """Return where the label fits best: first where most room is, then nearby where the text fits."""
    narrow = [[(x * _LABEL_RATIO, y) for x, y in ring] for ring in rings]
    xs, ys = [x for x, _y in narrow[0]], [y for _x, y in narrow[0]]
    step_x, step_y = (max(xs) - min(xs)) / _GRID, (max(ys) - min(ys)) / _GRID
    grid = [
        (min(xs) + step_x * (column + 0.5), min(ys) + step_y * (row + 0.5))
        for column in range(_GRID)
        for row in range(_GRID)
    ]
    x, y = max(grid, key=lambda point: _room(point, narrow))
    best = (x / _LABEL_RATIO, y)
    step_x /= _LABEL_RATIO
    for _round in range(4):
        around = [(best[0] + i * step_x, best[1] + j * step_y) for i in (0, -1, 1) for j in (0, -1, 1)]
        best = max(around, key=lambda point: min(_room(end, rings) for end in _ends(point, texts)))
        step_x, step_y = step_x / 2, step_y / 2
    return best


def _ends(point: Point, texts: list[str]) -> Iterator[Point]:
    """Yield the ends of the lines of a label and of its number around a point."""
    x, y = point
    top = _top(y, texts)
    for row, text in enumerate(texts):
        half = len(text) * _LETTER / 2
        yield x - half, top + row * _LINE - 4
        yield x + half, top + row * _LINE - 4
    foot = top + len(texts) * _LINE + 6
    yield x - 2 * _LETTER, foot
    yield x + 2 * _LETTER, foot


def _top(y: float, texts: list[str]) -> float:
    """Return the base line of the first line of a label around a height."""
    return y - (14 if len(texts) == 2 else 8)


def _room(point: Point, rings: list[Line]) -> float:
    """Return the distance of a point from the outline, negative outside."""
    distance = min(edge_distance(point, a, b) for ring in rings for a, b in pairwise(ring))
    return distance if contains([rings], *point) else -distance


def _lines(name: str) -> list[str]:
    """Return a name on one line, or on two where it is long."""
    if len(name) <= _LONGEST_LINE:
        return [name]
    cuts = [index + 1 for index, letter in enumerate(name) if letter in " -"]
    if not cuts:
        return [name]
    cut = min(cuts, key=lambda index: abs(index - len(name) / 2))
    return [name[:cut].rstrip(), name[cut:]]


def _code(name: str, taken: Collection[str]) -> str:
    """Return a short code for small screens that no other district has."""
    return next(code for code in _codes(name) if code not in taken)


def _codes(name: str) -> Iterator[str]:
    """Yield ever longer beginnings of a name, then numbered ones."""
    letters = german_slug(name, "").replace("-", "").upper()
    yield from (letters[:length] for length in range(2, len(letters) + 1))
    yield from (f"{letters[:2]}{number}" for number in range(2, 1000))


def _number(value: float) -> str:
    """Return a number with one decimal, never in the format of a locale."""
    return f"{round(value, 1) + 0:g}"

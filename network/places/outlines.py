"""Outlines as lists of points: simplified so that neighbours still meet, their middle, what lies inside.

Points are (longitude, latitude) in degrees or any other plane coordinates; rings are closed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

Point = tuple[float, float]
Line = list[Point]
Polygons = Sequence[Sequence[Sequence[Sequence[float]]]]

# A degree of longitude is that much shorter than one of latitude, in the middle of Germany (51° north).
LON_SCALE = 0.63


def simplified(outlines: Mapping[str, Polygons], tolerance: float) -> dict[str, list[list[Line]]]:
    """Return the outlines without points that lie closer than `tolerance` to the line without them.

    Borders between the points where three outlines meet are simplified once, so no gap opens between
    neighbours. Rings that shrink to a line are dropped, but never the largest ring of an outline.
    """
    nodes = _nodes(ring for polygons in outlines.values() for rings in polygons for ring in rings)
    thinner = _Thinner(nodes, tolerance)
    return {key: _thinned(polygons, thinner) for key, polygons in outlines.items()}


def _thinned(polygons: Polygons, thinner: "_Thinner") -> list[list[Line]]:
    """Return one outline with every ring simplified."""
    largest = max((rings[0] for rings in polygons if rings), key=lambda ring: abs(area(ring)), default=None)
    found = []
    for rings in filter(None, polygons):
        outer = thinner.ring(rings[0])
        if len(outer) < 4 and rings[0] is largest:
            outer = _as_line(rings[0])
        if len(outer) >= 4:
            holes = (thinner.ring(ring) for ring in rings[1:])
            found.append([outer, *(hole for hole in holes if len(hole) >= 4)])
    return found


def _nodes(rings: Iterable[Sequence[Sequence[float]]]) -> set[Point]:
    """Return the points where more than two edges meet."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for start, end in pairwise(_as_line(ring)):
            neighbours.setdefault(start, set()).add(end)
            neighbours.setdefault(end, set()).add(start)
    return {point for point, others in neighbours.items() if len(others) > 2}


def _as_line(ring: Sequence[Sequence[float]]) -> Line:
    """Return a ring as distinct neighbouring points."""
    line: Line = []
    for x, y, *_height in ring:
        if not line or line[-1] != (x, y):
            line.append((x, y))
    return line


class _Thinner:
    """Simplifies rings piece by piece; a piece that two rings share is computed once."""

    def __init__(self, nodes: set[Point], tolerance: float) -> None:
        self.nodes = nodes
        self.tolerance = tolerance
        self._done: dict[tuple[Point, Point], Line] = {}

    def ring(self, ring: Sequence[Sequence[float]]) -> Line:
        """Return a closed ring with fewer points."""
        line = _as_line(ring)[:-1]
        if len(line) < 3:
            return []
        first = next((index for index, point in enumerate(line) if point in self.nodes), None)
        first = line.index(min(line)) if first is None else first
        line = [*line[first:], *line[: first + 1]]
        cuts = [index for index, point in enumerate(line) if index and point in self.nodes]
        cuts = cuts if cuts and cuts[-1] == len(line) - 1 else [*cuts, len(line) - 1]
        thin: Line = [line[0]]
        for start, end in pairwise([0, *cuts]):
            thin += self._piece(line[start : end + 1])[1:]
        return thin

    def _piece(self, line: Line) -> Line:
        """Return a piece between two nodes, the same in both directions."""
        turned = (line[-1], line[-2]) < (line[0], line[1])
        if turned:
            line = line[::-1]
        key = (line[0], line[1])
        if key not in self._done:
            self._done[key] = self._halves(line) if line[0] == line[-1] else _kept(line, self.tolerance)
        return self._done[key][::-1] if turned else self._done[key]

    def _halves(self, line: Line) -> Line:
        """Return a piece that ends where it began, cut at the point farthest away."""
        far = max(range(len(line)), key=lambda index: _square(line[0], line[index]))
        return [*_kept(line[: far + 1], self.tolerance), *_kept(line[far:], self.tolerance)[1:]]


def _kept(line: Line, tolerance: float) -> Line:
    """Return the points that carry the form (Douglas and Peucker 1973); ends always stay."""
    keep = {0, len(line) - 1}
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        start, end = open_parts.pop()
        best, at = tolerance, 0
        for index in range(start + 1, end):
            distance = edge_distance(line[index], line[start], line[end])
            if distance > best:
                best, at = distance, index
        if at:
            keep.add(at)
            open_parts += [(start, at), (at, end)]
    return [line[index] for index in sorted(keep)]


def edge_distance(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from the edge between two points."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    share = 0.0 if not length else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
    return ((x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2) ** 0.5


def _square(one: Point, other: Point) -> float:
    """Return the square of the distance of two points."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def area(ring: Sequence[Sequence[float]]) -> float:
    """Return the signed area of a ring; positive runs against the clock where y grows upwards."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) / 2


def contains(polygons: Polygons, x: float, y: float) -> bool:
    """Return whether a point lies inside, holes respected."""
    return any(sum(crossing > x for crossing in _crossings(rings, y)) % 2 for rings in polygons)


def _crossings(rings: Sequence[Sequence[Sequence[float]]], y: float) -> Iterator[float]:
    """Yield where the rings of a polygon cross a height."""
    for ring in rings:
        for a, b in pairwise(ring):
            if (a[1] > y) != (b[1] > y):
                yield a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])


def inner_point(polygons: Polygons) -> Point:
    """Return a point inside the largest polygon: its centre of gravity, else the middle of the widest part there."""
    rings = max(polygons, key=lambda rings: abs(area(rings[0])))
    x, y = _centre(rings[0])
    if contains([rings], x, y):
        return x, y
    crossings = sorted(_crossings(rings, y))
    inside = list(zip(crossings[::2], crossings[1::2], strict=False))
    left, right = max(inside, key=lambda part: part[1] - part[0], default=(x, x))
    return (left + right) / 2, y


def _centre(ring: Sequence[Sequence[float]]) -> Point:
    """Return the centre of gravity of a ring, of its corners where it has no area."""
    size = area(ring)
    if not size:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    x = y = 0.0
    for a, b in pairwise([*ring, ring[0]]):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * size), y / (6 * size)

"""The tile map: thirteen closed outlines that do not collide, with counts, links and readable labels."""

import re

import pytest

from network.tilemap import UNIT, outlines, step, tile_map

# Key to number of cells, read off the drawing by hand.
CELLS = {
    "14730": 6, "14713": 1, "14729": 4, "14627": 6, "14625": 6, "14626": 4, "14522": 5,
    "14612": 1, "14524": 3, "14511": 1, "14628": 2, "14521": 5, "14523": 4,
}  # fmt: skip


def build(**arguments):
    return tile_map(**{"counts": {}, "url_for": lambda key: f"/?region={key}"} | arguments)


def corners(path):
    """Return the points of a path as pairs of numbers."""
    without_arcs = re.sub(r"A\S+ \S+ 0 0 [01] ", "L", path)
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", without_arcs)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def area(points):
    """Return the signed area of a polygon; positive means clockwise with y growing downwards."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def test_every_district_and_city_of_saxony_is_there():
    assert {district.ags for district in build().districts} == set(CELLS)
    assert set(outlines()) == set(CELLS)


@pytest.mark.parametrize(("ags", "cells"), CELLS.items())
def test_outline_is_closed_clockwise_and_covers_its_cells(ags, cells):
    path = outlines()[ags]
    assert path.startswith("M")
    assert path.endswith("Z")
    covered = area(corners(path)) / UNIT**2
    assert cells * 0.55 < covered < cells * 1.05


def test_city_is_a_disc_of_four_quarter_arcs():
    assert outlines()["14713"].count("A31.5 31.5 0 0 1") == 4


def test_outlines_stay_inside_the_drawing():
    left, top, width, height = (float(number) for number in build().view_box.split())
    for ags in CELLS:
        for x, y in corners(outlines()[ags]):
            assert left <= x <= left + width
            assert top <= y <= top + height


def test_outlines_are_computed_once():
    assert outlines() is outlines()


def test_labels_stand_inside_their_district():
    for district in build().districts:
        points = corners(district.path)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        assert min(xs) < float(district.x) < max(xs)
        heights = [line.y for line in district.lines]
        for height in [*heights, district.count_y, district.code_y, district.number_y]:
            assert min(ys) < float(height) < max(ys)


def test_counts_are_taken_by_region_key_or_by_official_key():
    shown = {d.ags: d.count for d in build(counts={"district:14524": 8, "14511": 3}).districts}
    assert (shown["14524"], shown["14511"], shown["14612"]) == (8, 3, 0)


def test_links_and_selection_carry_the_region_key():
    shown = {d.ags: d for d in build(selected={"district:14524"}).districts}
    assert shown["14524"].url == "/?region=district:14524"
    assert shown["14524"].selected
    assert not shown["14511"].selected


@pytest.mark.parametrize(
    ("count", "colour"), [(0, 1), (6, 1), (7, 2), (8, 2), (9, 3), (12, 3), (13, 4), (500, 4)]
)
def test_colour_grows_with_the_count(count, colour):
    assert step(count, (6, 8, 12)) == colour


def test_districts_are_listed_by_name_for_reading():
    names = [district.name for district in build().districts]
    keys = [name.removeprefix("Landkreis ").removeprefix("Stadt ").replace("ö", "oe") for name in names]
    assert keys == sorted(keys)


def test_sorbian_names_carry_their_language():
    bautzen = next(d for d in build().districts if d.code == "BZ")
    assert (bautzen.other_name, bautzen.other_lang) == ("Wokrjes Budyšin", "hsb")
    assert bautzen.short_name == "Bautzen Budyšin"


def test_codes_differ_where_names_give_way():
    assert len({district.code for district in build().districts}) == len(CELLS)


def test_label_and_other_links_are_handed_through():
    shown = build(label="Karte", elsewhere=iter(["landesweit"]))
    assert (shown.label, shown.elsewhere) == ("Karte", ("landesweit",))


def test_numbers_never_use_a_decimal_comma():
    for district in build().districts:
        assert "," not in district.path + district.x + district.count_y


def test_a_quarter_of_the_districts_gets_each_colour_however_large_the_counts():
    counts = {f"district:{ags}": number * 100 for number, ags in enumerate(sorted(outlines()), start=1)}
    steps = [district.step for district in tile_map(counts, str).districts]
    assert {colour: steps.count(colour) for colour in (1, 2, 3, 4)} == {1: 4, 2: 3, 3: 3, 4: 3}


def test_equal_counts_get_one_colour():
    counts = dict.fromkeys(outlines(), 7)
    assert {district.step for district in tile_map(counts, str).districts} == {1}


def test_without_counts_there_are_no_numbers():
    assert {district.count for district in tile_map(None, str).districts} == {None}

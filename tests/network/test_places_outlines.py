"""Outlines: fewer points, no gaps between neighbours, points inside."""

import pytest

from network.places.outlines import area, contains, edge_distance, inner_point, simplified
from tests.network.place_files import square


def ring(*points):
    return [list(point) for point in (*points, points[0])]


def points(shape):
    return {tuple(point) for rings in shape for one in rings for point in one}


def test_points_on_a_line_go_and_corners_stay():
    outline = ring((0, 0), (1, 0.01), (2, 0), (2, 2), (1, 2.02), (0, 2))
    assert points(simplified({"a": [[outline]]}, 0.1)["a"]) == {(0, 0), (2, 0), (2, 2), (0, 2)}


def test_rings_stay_closed():
    thin = simplified({"a": [[square(0, 0)]]}, 0.01)["a"][0][0]
    assert thin[0] == thin[-1]
    assert len(thin) == 5


def test_where_three_meet_the_point_stays():
    upper = ring((0, 1), (1, 1.001), (2, 1), (2, 2), (0, 2))
    left = ring((0, 0), (1, 0), (1, 1.001), (0, 1))
    right = ring((1, 0), (2, 0), (2, 1), (1, 1.001))
    thin = simplified({"upper": [[upper]], "left": [[left]], "right": [[right]]}, 0.1)
    assert all((1, 1.001) in points(thin[key]) for key in thin)


def test_border_is_the_same_from_both_sides_whichever_way_it_runs():
    border = [(1 + (0.3 if step in {3, 7} else 0.01 * (step % 2)), step) for step in range(1, 10)]
    left = ring((0, 0), (1, 0), *border, (1, 10), (0, 10))
    right = ring((2, 0), (2, 10), (1, 10), *border[::-1], (1, 0))
    for other in (right, right[::-1]):
        thin = simplified({"left": [[left]], "right": [[other]]}, 0.05)
        inner = {point for point in points(thin["left"]) if 0 < point[0] < 2}
        assert inner == {point for point in points(thin["right"]) if 0 < point[0] < 2}
        assert (1.3, 3) in inner
        assert len(inner) < len(border)


def test_enclave_and_the_hole_around_it_stay_the_same():
    enclave = ring((4, 4), (5, 4.01), (6, 4), (6, 6), (4, 6))
    host = [square(0, 0, 10), enclave[::-1]]
    thin = simplified({"host": [host], "enclave": [[enclave]]}, 0.1)
    assert {tuple(p) for p in thin["host"][0][1]} == points(thin["enclave"])
    assert (5, 4.01) not in points(thin["enclave"])


def test_tiny_islands_go_but_a_tiny_region_stays():
    tiny = ring((20, 20), (20.001, 20), (20.001, 20.001))
    thin = simplified({"a": [[square(0, 0)], [tiny]], "b": [[tiny]]}, 0.1)
    assert len(thin["a"]) == 1
    assert points(thin["b"]) == {tuple(point) for point in tiny}


def test_same_input_gives_the_same_outlines_again():
    outlines = {"a": [[square(0, 0)]], "b": [[square(0.5, 0)]]}
    once = simplified(outlines, 0.01)
    assert simplified(once, 0.01) == once


def test_broken_rings_do_no_harm():
    thin = simplified({"a": [[[[0, 0], [1, 1], [0, 0]]]], "b": [], "c": [[]]}, 0.1)
    assert thin == {"a": [], "b": [], "c": []}


def test_contains_respects_holes_and_islands():
    shape = [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 1)]]
    assert contains(shape, 1, 1)
    assert contains(shape, 20.5, 0.5)
    assert not contains(shape, 5, 5)
    assert not contains(shape, 15, 5)


@pytest.mark.parametrize(("point", "distance"), [((0.5, 2), 2), ((-3, 4), 5), ((1, 0), 0), ((2, 0), 1)])
def test_distance_from_an_edge(point, distance):
    assert edge_distance(point, (0, 0), (1, 0)) == distance


def test_distance_from_an_edge_without_length():
    assert edge_distance((3, 4), (0, 0), (0, 0)) == 5


def test_area_is_positive_against_the_clock():
    assert area(square(0, 0, 2)) == 4
    assert area(square(0, 0, 2)[::-1]) == -4


def test_inner_point_is_the_centre_of_the_largest_part():
    assert inner_point([[square(0, 0, 1)], [square(10, 10, 2)]]) == (11, 11)


def test_inner_point_lies_inside_a_crescent():
    crescent = ring((0, 0), (10, 0), (10, 10), (0, 10), (0, 9), (9, 9), (9, 1), (0, 1))
    point = inner_point([[crescent]])
    assert contains([[crescent]], *point)


def test_inner_point_of_a_ring_around_a_hole_lies_in_the_ring():
    shape = [[square(0, 0, 10), square(2, 2, 6)]]
    assert contains(shape, *inner_point(shape))

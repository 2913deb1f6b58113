"""The map in real outlines: the same interface as the tile map, and the tile map until outlines are there."""

import re

import pytest

from network.models import Region
from network.places.outlines import area, contains
from network.shapes import Area, district_map, drawing, load_areas, shape_map
from network.tilemap import tile_map
from tests.network.place_files import square

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def link(key):
    return f"/?region={key}"


def an_area(ags, *polygons, name="Probe", official_name="Landkreis Probe", other_name=""):
    frozen = tuple(tuple(tuple((x, y) for x, y in ring) for ring in rings) for rings in polygons)
    return Area(ags, name, official_name, other_name, frozen)


LEFT = an_area("14524", [square(12, 50, 1)], name="Zwickau", official_name="Landkreis Zwickau")
RIGHT = an_area("14625", [square(13, 50, 1)], name="Bautzen", official_name="Landkreis Bautzen")
UNKNOWN = an_area("09999", [square(14, 50, 1)], name="Probe-Musterbergkreis")


def rings(path):
    """Return the rings of a path as lists of points."""
    found = []
    for part in path.split("M")[1:]:
        numbers = [float(number) for number in NUMBER.findall(part)]
        found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found


def box(path):
    """Return left, top, right and bottom of a path."""
    points = [point for ring in rings(path) for point in ring]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def test_outlines_lie_in_the_drawing_with_west_on_the_left_and_north_on_top():
    base = drawing((LEFT, an_area("14625", [square(13, 51, 1)])))
    left, top, width, height = (float(number) for number in base.view_box.split())
    first, second = (box(district.path) for district in base.districts)
    assert first[2] < second[0]
    assert second[3] < first[1]
    assert left < first[0] and top < second[1]
    assert second[2] < left + width and first[3] < top + height


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude():
    left, top, right, bottom = box(drawing((LEFT, RIGHT)).districts[0].path)
    assert 0.6 < (right - left) / (bottom - top) < 0.67


def test_neighbours_keep_a_gap():
    one, other = (box(district.path) for district in drawing((LEFT, RIGHT)).districts)
    assert 2 < other[0] - one[2] < 4


def test_paths_run_clockwise_and_holes_do_not():
    host = an_area("14524", [square(12, 50, 1), square(12.4, 50.4, 0.2)])
    turned = an_area("14524", [square(12, 50, 1)[::-1], square(12.4, 50.4, 0.2)[::-1]])
    for one in (host, turned):
        outer, hole = rings(drawing((one,)).districts[0].path)
        assert area(outer) > 0 > area(hole)


def test_hole_is_wider_than_the_city_in_it():
    city = square(12.4, 50.4, 0.2)
    host = an_area("14524", [square(12, 50, 1), city])
    base = drawing((host, an_area("14511", [city])))
    hole = rings(base.districts[0].path)[1]
    left, top, right, bottom = box(base.districts[1].path)
    assert min(x for x, _y in hole) < left
    assert max(x for x, _y in hole) > right
    assert min(y for _x, y in hole) < top
    assert max(y for _x, y in hole) > bottom


def test_specks_are_not_drawn():
    spotted = an_area("14524", [square(12, 50, 1)], [square(14, 50, 0.01)])
    assert len(rings(drawing((spotted, RIGHT)).districts[0].path)) == 1


def test_label_stands_inside_also_beside_a_city():
    crescent = [
        (12, 50),
        (14, 50),
        (14, 51),
        (12, 51),
        (12, 50.9),
        (13.2, 50.9),
        (13.2, 50.1),
        (12, 50.1),
        (12, 50),
    ]
    base = drawing((an_area("14524", [crescent]),))
    district = base.districts[0]
    outline = rings(district.path)[0]
    assert contains([[[*outline, outline[0]]]], float(district.x), float(district.count_y))


def test_known_districts_keep_the_labels_of_the_tile_map():
    tiles = {district.ags: district for district in tile_map(None, str).districts}
    for district in drawing((LEFT, RIGHT)).districts:
        assert (district.code, district.short_name) == (
            tiles[district.ags].code,
            tiles[district.ags].short_name,
        )


def test_other_districts_get_lines_and_codes_of_their_own():
    twin = an_area("09998", [square(15, 50, 1)], name="Probe-Altberg")
    districts = drawing((UNKNOWN, twin)).districts
    assert [line.text for line in districts[0].lines] == ["Probe-", "Musterbergkreis"]
    assert [district.code for district in districts] == ["PR", "PRO"]


def test_sorbian_names_carry_their_language():
    district = drawing((an_area("14625", [square(13, 50, 1)], other_name="Wokrjes Budyšin"),)).districts[0]
    assert (district.other_name, district.other_lang) == ("Wokrjes Budyšin", "hsb")


def test_numbers_never_use_a_decimal_comma():
    for district in drawing((LEFT, RIGHT)).districts:
        assert "," not in district.path + district.x + district.count_y


def test_drawing_is_computed_once():
    assert drawing((LEFT, RIGHT)) is drawing((LEFT, RIGHT))


def test_counts_links_and_selection_are_those_of_the_tile_map():
    arguments = {
        "counts": {"district:14524": 8, "14625": 3, "district:14511": 5},
        "url_for": link,
        "selected": {"district:14625"},
        "label": "Karte",
        "elsewhere": iter(["landesweit"]),
    }
    shown = shape_map(drawing((LEFT, RIGHT)), **arguments)
    assert (shown.label, shown.elsewhere) == ("Karte", ("landesweit",))
    assert [(d.ags, d.count, d.url, d.selected) for d in shown.districts] == [
        ("14524", 8, "/?region=district:14524", False),
        ("14625", 3, "/?region=district:14625", True),
    ]
    assert shown.districts[0].step > shown.districts[1].step


def test_without_counts_there_are_no_numbers():
    assert {district.count for district in shape_map(drawing((LEFT,)), None, link).districts} == {None}


@pytest.fixture
def districts(db):
    state = Region.objects.create(kind="state", code="14", name="Sachsen")
    rows = [
        ("14524", "Zwickau", "Landkreis Zwickau", 12),
        ("14713", "Leipzig", "Stadt Leipzig", 13),
        ("14625", "Bautzen", "Landkreis Bautzen", 14),
    ]
    for code, name, official, x in rows:
        Region.objects.create(
            kind="district",
            code=code,
            name=name,
            official_name=official,
            parent=state,
            shape=[[square(x, 50, 0.9)]],
        )


def test_map_uses_outlines_when_every_district_has_one(districts):
    shown = district_map({"district:14524": 2}, link)
    assert [district.name for district in shown.districts] == [
        "Landkreis Bautzen",
        "Landkreis Zwickau",
        "Stadt Leipzig",
    ]
    assert [district.count for district in shown.districts] == [0, 2, 0]


def test_map_is_the_tile_map_as_long_as_an_outline_is_missing(districts):
    Region.objects.filter(code="14625").update(shape=None)
    assert load_areas("14") == ()
    assert district_map({"14524": 2}, link, label="Karte") == tile_map({"14524": 2}, link, label="Karte")


def test_districts_that_no_longer_exist_do_not_matter(districts):
    Region.objects.create(kind="district", code="14999", name="Altkreis", valid_until="2008-08-01")
    assert len(load_areas("14")) == 3


def test_outlines_are_read_once_as_long_as_no_content_changes(districts, django_assert_num_queries):
    with django_assert_num_queries(2):  # the generation of content, and the outlines
        district_map({}, link)
    with django_assert_num_queries(1):
        district_map({}, link)


@pytest.mark.django_db
def test_portal_without_places_has_the_tile_map():
    assert len(district_map({}, link).districts) == 13

"""GeoJSON: keys under many names, reference systems, water, islands."""

import json

import pytest

from network.places.reading import read_places
from network.places.types import Scope, UnreadablePlaces
from tests.network.place_files import collection, feature, square, write

EVERYWHERE = Scope()


def read(tmp_path, *features, scope=EVERYWHERE, **members):
    return read_places(write(tmp_path, "map.txt", collection(*features, **members)), scope)


@pytest.mark.parametrize(
    "properties",
    [
        {"AGS": "14524", "GEN": "Zwickau", "BEZ": "Landkreis"},
        {"ags": "14524", "name": "Zwickau", "kind": "Landkreis"},
        {"RS": "14524", "GEN": "Zwickau", "BEZ": "Landkreis"},
        {"ARS": "14524", "gen": "Zwickau", "bez": "Landkreis"},
        {"AGS_0": "14524000", "GEN": "Zwickau", "BEZ": "Landkreis"},
        {"ARS_0": "145240000000", "GEN": "Zwickau", "BEZ": "Landkreis"},
        {"AGS": None, "RS": "14524", "GEN": "Zwickau", "BEZ": "Landkreis"},
        {"ags": 14524, "name": "Zwickau", "kind": "Landkreis"},
    ],
)
def test_key_is_found_under_the_names_publishers_use(tmp_path, properties):
    file = read(tmp_path, feature(properties, square(12, 50)))
    row = file.regions["14524"]
    assert (row.name, row.official_name) == ("Zwickau", "Landkreis Zwickau")


def test_key_may_be_the_id_of_the_feature(tmp_path):
    assert list(read(tmp_path, feature({}, square(12, 50), feature_id="14524")).regions) == ["14524"]


def test_feature_without_key_is_reported(tmp_path):
    file = read(
        tmp_path, feature({"GEN": "Irgendwo"}, square(12, 50)), feature({"ags": "14"}, square(12, 50))
    )
    assert list(file.regions) == ["14"]
    assert file.problems == ["feature 1 has no official key (AGS, ARS): gen=Irgendwo"]


def test_outline_is_a_multipolygon_with_four_decimals(tmp_path):
    ring = [[12.123456, 50.1], [12.6, 50.1], [12.6, 50.5, 312.0], [12.123456, 50.1]]
    shape = read(tmp_path, feature({"ags": "14524"}, ring)).regions["14524"].shape
    assert sorted(shape[0][0][:-1]) == [[12.1235, 50.1], [12.6, 50.1], [12.6, 50.5]]
    assert shape[0][0][0] == shape[0][0][-1]


def test_point_is_computed_from_the_outline_and_marked(tmp_path):
    row = read(tmp_path, feature({"ags": "14524"}, square(12, 50))).regions["14524"]
    assert (row.lat, row.lon, row.is_computed_point) == (50.25, 12.25, True)


def test_islands_as_features_of_their_own_become_one_region(tmp_path):
    file = read(
        tmp_path, feature({"ags": "14524"}, square(12, 50)), feature({"ags": "14524"}, square(13, 50))
    )
    assert len(file.regions["14524"].shape) == 2
    assert not file.problems


def test_areas_of_water_are_left_out(tmp_path):
    file = read(
        tmp_path,
        feature({"ags": "14", "GF": 4}, square(12, 50)),
        feature({"ags": "14", "GF": 2}, square(13, 50)),
    )
    assert len(file.regions["14"].shape) == 1
    assert file.left_out == {"areas of water": 1}


def test_municipalities_of_other_states_are_left_out(tmp_path):
    features = [feature({"ags": ags}, square(12, 50)) for ags in ("14524330", "15003000", "15003", "15")]
    file = read(tmp_path, *features, scope=Scope(frozenset({"14"})))
    assert sorted(file.regions) == ["14524330", "15", "15003"]
    assert file.left_out == {"municipalities of other states": 1}


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "EPSG:4258"]
)
def test_old_member_crs_may_say_wgs84(tmp_path, name):
    crs = {"type": "name", "properties": {"name": name}}
    assert read(tmp_path, feature({"ags": "14"}, square(12, 50)), crs=crs).regions


def test_another_reference_system_is_refused_with_the_remedy(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    with pytest.raises(UnreadablePlaces, match=r"map\.txt is not in WGS 84 .*25832.*ogr2ogr"):
        read(tmp_path, feature({"ags": "14"}, square(12, 50)), crs=crs)


@pytest.mark.parametrize("corner", [(4_500_000, 5_600_000), (50, 12), (0, 0)])
def test_coordinates_outside_germany_are_refused(tmp_path, corner):
    with pytest.raises(UnreadablePlaces, match="expected longitude, latitude"):
        read(tmp_path, feature({"ags": "14"}, square(*corner)))


@pytest.mark.parametrize(
    "geometry",
    [None, {"type": "Point", "coordinates": [12, 50]}, {"type": "Polygon", "coordinates": [["x"]]}],
)
def test_region_without_outline_is_kept_and_reported(tmp_path, geometry):
    bad = {"type": "Feature", "properties": {"ags": "14524", "name": "Zwickau"}, "geometry": geometry}
    file = read(tmp_path, bad)
    assert file.regions["14524"].shape is None
    assert "14524 Zwickau: no outline" in file.problems[0]


def test_outline_without_area_is_reported(tmp_path):
    file = read(tmp_path, feature({"ags": "14524", "name": "Z"}, [[12, 50], [13, 50], [12, 50]]))
    assert file.regions["14524"].shape is None
    assert file.problems == ["14524 Z: no outline, it has no area"]


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": [{"type": "Feature"',
        '{"type": "FeatureCollection", "features": [{"type": "Feature"}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection"}',
        '{"type": "Topology", "objects": {}}',
        '{"places": [1, 2]}',
    ],
)
def test_broken_or_other_json_is_refused_by_name(tmp_path, text):
    with pytest.raises(UnreadablePlaces, match=r"map\.json"):
        read_places(write(tmp_path, "map.json", text), EVERYWHERE)


def test_white_space_does_not_matter(tmp_path):
    text = json.dumps(json.loads(collection(feature({"ags": "14"}, square(12, 50)))), indent=4)
    assert list(read_places(write(tmp_path, "x", "\n" + text), EVERYWHERE).regions) == ["14"]


def test_neighbours_still_meet_after_simplifying(tmp_path):
    border = [[12.5, 50 + step / 100 + (0.0002 if step % 2 else 0)] for step in range(51)]
    wavy = [[12.5 + (0.0004 if step % 3 else 0), y] for step, (_x, y) in enumerate(border)]
    left = [[12, 50], *wavy, [12, 50.5], [12, 50]]
    right = [[13, 50], [13, 50.5], *wavy[::-1], [13, 50]]
    file = read(tmp_path, feature({"ags": "14521"}, left), feature({"ags": "14522"}, right))
    shapes = [{tuple(point) for point in file.regions[ags].shape[0][0]} for ags in ("14521", "14522")]
    shared = {point for point in shapes[0] if point[0] > 12.4 and point[0] < 12.6}
    assert shared == {point for point in shapes[1] if point[0] > 12.4 and point[0] < 12.6}
    assert len(shared) < 10


def test_attribution_names_the_year_when_it_is_known(tmp_path):
    file = read(tmp_path, feature({"ags": "14"}, square(12, 50)))
    assert file.format.attribution(None) == "© GeoBasis-DE / BKG (Daten verändert), dl-de/by-2-0"

"""GeoNames postal codes: bulk-mail customers, several places per code, zips."""

import pytest

from network.places.geonames import BULK
from network.places.reading import read_places
from network.places.types import PostcodeRow, Scope, UnreadablePlaces
from tests.network.place_files import GEONAMES, geonames_line, write, write_zip

EVERYWHERE = Scope()
SAXONY = Scope(frozenset({"14"}))
CSV = """\
country_code,zipcode,place,state,state_code,province,province_code,community,community_code,latitude,longitude
DE,09573,Leubsdorf,Sachsen,SN,,00,Landkreis Mittelsachsen,14522,50.8,13.1667
DE,04088,"Sparbank AG, Zentrale",Sachsen,13,,00,Kreisfreie Stadt Leipzig,14713,51.3405,12.3827
"""


def test_postcodes_keep_every_place_with_its_own_point(tmp_path):
    file = read_places(write(tmp_path, "whatever.zip.old", GEONAMES), EVERYWHERE)
    assert file.format.key == "geonames"
    assert [(row.code, row.place, row.district) for row in file.postcodes] == [
        ("09573", "Leubsdorf", "14522"),
        ("09573", "Augustusburg", "14522"),
        ("09573", "Dittmannsdorf", "14521"),
        ("04103", "Leipzig", "14713"),
        ("04105", "Leipzig", "14713"),
        ("07919", "Kirschkau", "16075"),
    ]
    assert (file.postcodes[1].lat, file.postcodes[1].lon) == (50.8119, 13.102)


def test_bulk_mail_customers_and_other_countries_are_counted(tmp_path):
    file = read_places(write(tmp_path, "x", GEONAMES), EVERYWHERE)
    assert file.left_out == {BULK: 1, "postcodes outside Germany": 1}


def test_other_states_are_left_out_row_by_row(tmp_path):
    file = read_places(write(tmp_path, "x", GEONAMES), SAXONY)
    assert {row.code for row in file.postcodes} == {"09573", "04103", "04105"}
    assert file.left_out["rows of postcodes in other states"] == 1


def test_zip_is_unpacked_and_its_readme_ignored(tmp_path):
    path = write_zip(tmp_path, "DE.dat", {"readme.txt": "Readme for postal codes\n====", "DE.txt": GEONAMES})
    file = read_places(path, EVERYWHERE)
    assert (file.name, len(file.postcodes)) == ("DE.dat", 6)


def test_copy_with_a_heading_is_read_alike(tmp_path):
    path = write_zip(tmp_path, "x.zip", {"codes.json": '[{"zipcode": "09573"}]' * 50, "codes.csv": CSV})
    file = read_places(path, EVERYWHERE)
    assert file.format.key == "geonames"
    assert file.postcodes == [
        PostcodeRow("09573", "Leubsdorf", district="14522", lat=50.8, lon=13.1667),
    ]
    assert file.left_out == {BULK: 1}


def test_row_without_district_is_kept_for_the_writer_to_judge(tmp_path):
    text = geonames_line("87491", "Jungholz", "", "", 47.5741, 10.4472)
    file = read_places(write(tmp_path, "x", text), SAXONY)
    assert file.postcodes == [PostcodeRow("87491", "Jungholz", lat=47.5741, lon=10.4472)]


def test_broken_lines_are_reported(tmp_path):
    text = GEONAMES + "DE\t04107\tLeipzig\n" + geonames_line("0410", "Ort", "SN", "14713", 51, 12)
    text += "\n" + geonames_line("04l07", "Ort", "SN", "14713", 51, 12)
    file = read_places(write(tmp_path, "x", text), EVERYWHERE)
    assert file.problems == ["line 9 has 3 columns instead of 12", "line 11: “04l07” is no postcode"]


def test_file_of_bulk_mail_alone_is_refused(tmp_path):
    text = geonames_line("04088", "Sparbank AG", "13", "14713", 51.3, 12.3)
    with pytest.raises(UnreadablePlaces, match="every row has a number as state"):
        read_places(write(tmp_path, "DE.txt", text), EVERYWHERE)

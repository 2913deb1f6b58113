"""Files are recognised by what they hold; everything else gets a helpful answer."""

from datetime import date

import pytest

from network.places.reading import read_places
from network.places.types import Scope, UnreadablePlaces
from tests.network.place_files import GV100AD, STATES, collection, feature, square, write, write_zip

EVERYWHERE = Scope()
SHAPEFILE = b"\x00\x00\x27\x0a" + bytes(96)
DBASE = bytes([3, 121, 6, 30]) + bytes(60)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (GV100AD, "gv100ad"),
        (STATES, "csv-regions"),
        (collection(feature({"ags": "14"}, square(12, 50))), "geojson"),
    ],
)
def test_name_of_the_file_says_nothing(tmp_path, content, key):
    for name in ("places.shp", "places.csv", "places.geojson", "places"):
        assert read_places(write(tmp_path, name, content), EVERYWHERE).format.key == key


@pytest.mark.parametrize("content", [SHAPEFILE, DBASE])
def test_shapefile_must_be_converted_and_the_reason_is_given(tmp_path, content):
    with pytest.raises(
        UnreadablePlaces, match=r"places\.geojson is part of an ESRI shapefile.*ogr2ogr.*WGS 84"
    ):
        read_places(write(tmp_path, "places.geojson", content), EVERYWHERE)


def test_zip_with_a_shapefile_says_the_same(tmp_path):
    path = write_zip(tmp_path, "vg5000.zip", {"doc.txt": "Text", "VG.shp": SHAPEFILE, "VG.dbf": DBASE})
    with pytest.raises(UnreadablePlaces, match=r"vg5000\.zip \(VG\.\w+\) is part of an ESRI shapefile"):
        read_places(path, EVERYWHERE)


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"SQLite format 3\x00" + bytes(50), "database"),
        (b"%PDF-1.7\n", "workbook or a document"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "workbook or a document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"Liebe Leute,\nanbei die Daten.", "in no format of places that is known"),
        (b"<gml><x/></gml>", "in no format of places that is known"),
        (b"ags,name\n", "holds no place"),
        (b"ags,name\nx,y\n", "First problem: line 2"),
    ],
)
def test_anything_else_is_refused_by_name_with_what_is_expected(tmp_path, content, answer):
    with pytest.raises(UnreadablePlaces, match=answer) as caught:
        read_places(write(tmp_path, "data.txt", content), EVERYWHERE)
    assert str(caught.value).startswith("data.txt")


def test_workbook_is_to_be_saved_as_csv(tmp_path):
    path = write_zip(tmp_path, "auszug.xlsx", {"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
    with pytest.raises(UnreadablePlaces, match=r"auszug\.xlsx is a workbook. Save its table as CSV"):
        read_places(path, EVERYWHERE)


def test_zip_without_places_and_broken_zip(tmp_path):
    with pytest.raises(UnreadablePlaces, match="holds no file of places"):
        read_places(write_zip(tmp_path, "a.zip", {"folder/": "", "readme.md": "# Hello"}), EVERYWHERE)
    with pytest.raises(UnreadablePlaces, match="cannot be unpacked"):
        read_places(write(tmp_path, "b.zip", b"PK\x03\x04broken"), EVERYWHERE)


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(UnreadablePlaces, match="nothing.csv: No such file"):
        read_places(tmp_path / "nothing.csv", EVERYWHERE)
    with pytest.raises(UnreadablePlaces, match="directory"):
        read_places(tmp_path, EVERYWHERE)


def test_date_given_by_the_operator_wins(tmp_path):
    file = read_places(write(tmp_path, "x", GV100AD), EVERYWHERE, as_of=date(2025, 6, 30))
    assert file.as_of == date(2025, 6, 30)

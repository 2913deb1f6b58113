"""Destatis GV100AD: fixed columns, two encodings, Sorbian names."""

from datetime import date

import pytest

from network.places.reading import read_places
from network.places.types import Scope
from tests.network.place_files import GV100AD, gv_line, write

EVERYWHERE = Scope()
SAXONY = Scope(frozenset({"14"}))


@pytest.fixture
def directory(tmp_path):
    return read_places(write(tmp_path, "anything.bin", GV100AD), EVERYWHERE)


def test_states_districts_and_municipalities_are_read(directory):
    assert directory.format.key == "gv100ad"
    municipalities = ["14524020", "14524330", "14625020", "14625030", "14713000", "15003000"]
    assert sorted(code for code in directory.regions if len(code) == 8) == municipalities
    assert sorted(code for code in directory.regions if len(code) == 5) == [
        "14521",
        "14524",
        "14625",
        "14713",
        "14729",
        "15003",
    ]
    assert sorted(code for code in directory.regions if len(code) == 2) == ["14", "15"]


def test_municipality_has_name_population_and_postcode_of_its_administration(directory):
    town = directory.regions["14524330"]
    assert (town.name, town.official_name, town.population) == ("Zwickau", "", 90001)
    assert (town.seat_postcode, town.lat) == ("08056", None)


def test_districts_are_called_as_people_call_them(directory):
    names = [directory.regions[code].official_name for code in ("14521", "14524", "14713", "14729", "15003")]
    assert names == [
        "Erzgebirgskreis",
        "Landkreis Zwickau",
        "Stadt Leipzig",
        "Landkreis Leipzig",
        "Stadt Magdeburg",
    ]


def test_sorbian_name_stands_after_the_slash(directory):
    town = directory.regions["14625020"]
    assert (town.name, town.name_sorbian) == ("Bautzen", "Budyšin")


def test_date_is_that_of_the_latest_record(directory):
    assert directory.as_of == date(2024, 1, 31)
    assert directory.format.attribution(directory.as_of) == "© Statistisches Bundesamt (Destatis), 2024"


def test_records_of_other_kinds_are_counted(directory):
    assert directory.left_out == {"government regions": 1, "associations of municipalities": 1}


def test_municipalities_of_other_states_are_left_out_but_not_their_districts(tmp_path):
    file = read_places(write(tmp_path, "x", GV100AD), SAXONY)
    assert "15003" in file.regions
    assert "15003000" not in file.regions
    assert file.left_out["municipalities of other states"] == 1


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig"])
def test_encoding_is_recognised(tmp_path, encoding):
    text = "\r\n".join(
        [gv_line("40", "14627", "Meißen", "44"), gv_line("60", "14626110", "Görlitz, Stadt", "63", 56000)]
    )
    file = read_places(write(tmp_path, "x.txt", text, encoding), EVERYWHERE)
    assert [row.name for row in file.regions.values()] == ["Meißen", "Görlitz"]
    assert file.regions["14626110"].population == 56000


def test_line_that_is_no_record_is_reported(tmp_path):
    text = GV100AD + "Ende der Datei\r\n60kaputt\r\n"
    file = read_places(write(tmp_path, "x", text), EVERYWHERE)
    assert [problem.split(" ", 2)[:2] for problem in file.problems] == [["line", "17"], ["line", "18"]]


def test_impossible_date_is_no_date(tmp_path):
    file = read_places(
        write(tmp_path, "x", gv_line("40", "14524", "Zwickau", "44", day="20241399")), EVERYWHERE
    )
    assert file.as_of is None
    assert list(file.regions) == ["14524"]

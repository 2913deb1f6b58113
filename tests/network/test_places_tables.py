"""CSV tables: the heading decides what they hold."""

import pytest

from network.places.reading import read_places
from network.places.tables import format_of
from network.places.types import PostcodeRow, Scope, UnreadablePlaces
from tests.network.place_files import DISTRICTS, MUNICIPALITIES, STATES, write

EVERYWHERE = Scope()
SAXONY = Scope(frozenset({"14"}))
EXTRACT = """\
satzart,textkennzeichen,land,rb,kreis,vb,gemeinde,gemeindename,flaeche,bevoelkerung,maennlich,weiblich,\
jekm2,postleitzahl,laengengrad,breitengrad,schluessel,bezeichnung
10,,14,,,,,Sachsen,,,,,,,,,,
20,,14,5,,,,früher: Direktionsbezirk Chemnitz,,,,,,,,,,
40,41,14,7,13,,,"Leipzig, Stadt",,,,,,,,,,
50,50,14,7,13,0000,,"Leipzig, Stadt",,,,,,,,,,
60,61,14,7,13,0000,000,"Leipzig, Stadt", 297.8, 597 001, 293 000, 304 001, 2 000,04109,"12,377601","51,340199",C01,
60,64,1,0,1,1,1,Kleinort,1,300,150,150,300,24937,"9,43","54,78",F02,Ostsee
Summe,,,,,,,,,,,,,,,,,
"""


def read(tmp_path, text, scope=EVERYWHERE, encoding="utf-8"):
    return read_places(write(tmp_path, "table.txt", text, encoding), scope)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("ags,name,kind,nuts,lat,lon", "csv-regions"),
        ("AGS;Name;Einwohner", "csv-regions"),
        ("Gemeindeschlüssel;Gemeindename", "csv-regions"),
        ("plz,place,district_ags,municipality_ags,municipality_match,lat,lon", "csv-postcodes"),
        ("plz,lon,lat", "csv-postcodes"),
        ("PLZ;Ort", "csv-postcodes"),
        ("plz,municipality_ags,district_ags,name,plz_lat,plz_lon", "osm-csv"),
        ("osm_id,ags,ort,plz,landkreis,bundesland", "osm-csv"),
        ("country_code,zipcode,place,state,state_code,community_code,latitude", "geonames"),
        ("satzart,textkennzeichen,land,rb,kreis,vb,gemeinde,gemeindename", "gv-auszug"),
    ],
)
def test_heading_tells_the_format(heading, key):
    assert format_of(heading).key == key


@pytest.mark.parametrize("heading", ["name,email", "plz", "ags,email", "Guten Tag", ""])
def test_other_tables_are_no_places(heading):
    assert format_of(heading) is None


def test_states_and_districts(tmp_path):
    assert read(tmp_path, STATES).regions["14"].official_name == "Sachsen"
    districts = read(tmp_path, DISTRICTS).regions
    assert districts["14521"].official_name == "Erzgebirgskreis"
    assert [districts[ags].official_name for ags in ("14713", "14729")] == [
        "Stadt Leipzig",
        "Landkreis Leipzig",
    ]
    assert (districts["14524"].lat, districts["14524"].lon) == (50.77, 12.52)


def test_municipalities_with_population_seat_and_sorbian_name(tmp_path):
    file = read(tmp_path, MUNICIPALITIES, SAXONY)
    town = file.regions["14625020"]
    assert (town.name, town.name_sorbian, town.official_name) == ("Bautzen", "Budyšin", "")
    assert (town.population, town.seat_postcode, town.lat) == (38000, "02625", 51.181)
    assert file.regions["14521220"].aliases == ("Gornau", "Gornau im Erzgebirge")
    assert file.left_out == {"municipalities of other states": 1}


def test_semicolons_latin1_and_lost_zeros_of_a_german_spreadsheet(tmp_path):
    text = "AGS;Name;Einwohner;Breite;Länge\r\n1001000;Flensburg;90.164;54,782;9,437\r\n"
    town = read(tmp_path, text, encoding="latin-1").regions["01001000"]
    assert (town.name, town.population, town.lat, town.lon) == ("Flensburg", 90164, 54.782, 9.437)


def test_other_names_come_from_their_column(tmp_path):
    town = read(tmp_path, "ags,name,aliases\n14524330,Zwickau,Schwanenstadt| Z-Town \n").regions["14524330"]
    assert town.aliases == ("Schwanenstadt", "Z-Town")


def test_rows_without_a_key_and_doubles_are_reported(tmp_path):
    file = read(tmp_path, "ags,name\nabc,Irgendwo\n14,Sachsen\n14,Sachsen noch einmal\n")
    assert file.regions["14"].name == "Sachsen"
    assert file.problems == [
        "line 2: “abc” is no official key (AGS)",
        "14 Sachsen noch einmal: stands in the file twice, the first one is kept",
    ]


def test_extract_of_the_directory_has_one_column_per_level(tmp_path):
    file = read(tmp_path, "\ufeff" + EXTRACT)
    town = file.regions["14713000"]
    assert (town.name, town.population, town.seat_postcode) == ("Leipzig", 597001, "04109")
    assert (town.lat, town.lon) == (51.340199, 12.377601)
    assert file.regions["14713"].official_name == "Stadt Leipzig"
    assert file.regions["01001001"].name == "Kleinort"
    assert file.left_out == {
        "government regions": 1,
        "associations of municipalities": 1,
        "lines that are no records": 1,
    }


def test_extract_without_a_key_is_reported(tmp_path):
    file = read(tmp_path, EXTRACT + "60,64,99,0,1,1,1,Nirgends,1,3,1,1,3,24937,,,,\n")
    assert file.problems == ["line 9: no official key in the columns land, rb, kreis, gemeinde"]


def test_postcodes_with_municipality_and_point(tmp_path):
    heading = "plz,place,district_ags,municipality_ags,municipality_match,lat,lon\n"
    assert read(tmp_path, heading + "09573,Ort,14522,14522020,x,50.8,13.1\n").postcodes == [
        PostcodeRow("09573", "Ort", "14522020", "14522", 50.8, 13.1),
    ]


def test_postcodes_from_openstreetmap_carry_its_licence(tmp_path):
    file = read(
        tmp_path, "osm_id,ags,ort,plz,landkreis,bundesland\n1,14522020,Augustusburg,9573,Kreis,Sachsen\n"
    )
    assert file.postcodes == [PostcodeRow("09573", "Augustusburg", "14522020", "14522")]
    assert file.format.attribution(None) == "© OpenStreetMap contributors, ODbL 1.0"


def test_points_of_postcodes_alone(tmp_path):
    file = read(tmp_path, "plz,lon,lat\n01067,13.732700247,51.0533714\n", SAXONY)
    assert file.postcodes == [PostcodeRow("01067", lat=51.053371, lon=13.7327)]


def test_bad_postcodes_and_keys_are_reported_and_good_parts_kept(tmp_path):
    file = read(tmp_path, "plz,ort,ags\nxyz,Ort,14522020\n09573,Augustusburg,14522\n")
    assert file.postcodes == [PostcodeRow("09573", "Augustusburg", "", "14522")]
    assert file.problems == [
        "line 2: “xyz” is no postcode",
        "line 3: “14522” is no key of a municipality",
    ]


def test_broken_csv_is_refused(tmp_path):
    with pytest.raises(UnreadablePlaces, match=r"table\.txt is no proper CSV"):
        read(tmp_path, "ags,name\n14," + "x" * 200_000)

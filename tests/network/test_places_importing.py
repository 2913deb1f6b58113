"""Import regions and postcodes: fill and update, keep what the office wrote, report the rest."""

from contextlib import contextmanager
from datetime import date

import pytest

from network.models import PlaceSource, Postcode, Region
from network.places.importing import Options, import_places
from network.places.types import Scope, UnreadablePlaces
from network.seed import load_seed
from portal.models import PendingChange
from tests.network.place_files import (
    DISTRICTS,
    GEONAMES,
    GV100AD,
    MUNICIPALITIES,
    STATES,
    collection,
    feature,
    geonames_line,
    square,
    write,
)

pytestmark = pytest.mark.django_db
SAXONY = Scope(frozenset({"14"}))
EVERYWHERE = Scope()


@contextmanager
def silent(label):
    yield lambda done, total: None


@pytest.fixture
def run(tmp_path):
    """Return a function that imports files with the given contents."""

    def run(*contents, scope=SAXONY, **options):
        paths = [write(tmp_path, f"file-{number}", content) for number, content in enumerate(contents)]
        return import_places(paths, Options(scope, **options), silent)

    return run


def region(code):
    return Region.objects.get(code=code)


def postcode(code):
    return Postcode.objects.get(code=code)


def towns(code):
    return sorted(postcode(code).regions.values_list("name", flat=True))


def tallies(report):
    return [(dict(one.created), dict(one.updated), dict(one.unchanged)) for one in report.tallies]


def test_regions_get_parents_names_points_and_population(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    town = region("14625020")
    assert (town.kind, town.key, str(town)) == ("municipality", "municipality:14625020", "Bautzen")
    assert (town.parent.official_name, town.parent.parent.name) == ("Landkreis Bautzen", "Sachsen")
    assert (town.lat, town.lon, town.population, town.name_sorbian) == (51.181, 14.427, 38000, "Budyšin")
    assert str(region("14713")) == "Stadt Leipzig"


def test_order_of_the_files_does_not_matter(run):
    run(GEONAMES, MUNICIPALITIES, DISTRICTS, STATES)
    assert region("14522320").parent.parent.code == "14"
    assert "Leubsdorf" in towns("09573")


def test_parents_that_come_in_a_later_import_are_filled_in(run):
    report = run(MUNICIPALITIES)
    assert region("14522320").parent is None
    assert "14522320 Leubsdorf" in report.findings["district not known here"]
    report = run(STATES, DISTRICTS)
    assert region("14522320").parent.code == "14522"
    assert "district not known here" not in report.findings


def test_importing_again_changes_nothing(run):
    files = (STATES, DISTRICTS, MUNICIPALITIES, GV100AD, GEONAMES)
    run(*files)
    before = list(Region.objects.order_by("pk").values())
    report = run(*files[:3])
    assert all(not any(created.values()) for created, _updated, _unchanged in tallies(report))
    run(GV100AD)
    report = run(GV100AD)
    assert all(not any({**created, **updated}.values()) for created, updated, _unchanged in tallies(report))
    report = run(GEONAMES)
    report = run(GEONAMES)
    assert tallies(report) == [({"postcode": 0}, {"postcode": 0}, {"postcode": 3})]
    assert len(before) == Region.objects.count()


def test_dry_run_reports_and_writes_nothing(run):
    report = run(STATES, DISTRICTS, MUNICIPALITIES, dry_run=True)
    assert report.tallies[2].created["municipality"] == 7
    assert not Region.objects.exists()
    assert not PlaceSource.objects.exists()
    assert not PendingChange.objects.exists()


def test_unreadable_file_leaves_everything_as_it_was(run):
    with pytest.raises(UnreadablePlaces, match="file-1"):
        run(STATES, "Guten Tag")
    assert not Region.objects.exists()


def test_seed_is_completed_and_keeps_what_only_the_seed_knows(run):
    load_seed()
    run(STATES, DISTRICTS, MUNICIPALITIES, GV100AD)
    district = region("14625")
    assert (district.name_sorbian, district.official_name) == ("Wokrjes Budyšin", "Landkreis Bautzen")
    assert "Oberlausitz" in district.aliases
    assert region("14524330").population == 90001


def test_what_the_office_wrote_stays(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    elsewhere = Region.objects.create(kind="area", code="lausitz", name="Lausitz")
    Region.objects.filter(code="14625020").update(
        aliases=["Bautzen-Stadt"], name_sorbian="Budysin", parent=elsewhere
    )
    run(MUNICIPALITIES, GV100AD)
    town = region("14625020")
    assert (town.aliases, town.name_sorbian, town.parent) == (["Bautzen-Stadt"], "Budysin", elsewhere)


def test_former_name_becomes_another_name(run):
    run(STATES, DISTRICTS, "ags,name\n14524330,Zwickow\n14522180,Freiberg i. Sa.\n")
    run("ags,name\n14524330,Zwickau\n14522180,Freiberg i.Sa.\n")
    assert (region("14524330").name, region("14524330").aliases) == ("Zwickau", ["Zwickow"])
    run("ags,name\n14524330,Zwickau\n")
    assert region("14524330").aliases == ["Zwickow"]


def test_empty_cells_overwrite_nothing(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    run("ags,name,kind,lat,lon,population,name_sorbian\n14625020,Bautzen,,,,,\n14625,Bautzen,,,,,\n")
    town = region("14625020")
    assert (town.lat, town.population, town.name_sorbian) == (51.181, 38000, "Budyšin")
    assert region("14625").official_name == "Landkreis Bautzen"


def test_two_municipalities_and_two_districts_of_one_name_stay_two(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    assert Region.objects.filter(name="Bernsdorf").count() == 2
    assert [str(one) for one in Region.objects.filter(name="Leipzig", kind="district").order_by("code")] == [
        "Stadt Leipzig",
        "Landkreis Leipzig",
    ]


def test_outline_is_kept_and_its_middle_only_fills_gaps(run):
    run(STATES, DISTRICTS)
    run(collection(feature({"ags": "14524"}, square(12, 50)), feature({"ags": "14626"}, square(14, 51))))
    assert region("14524").shape[0][0][0] == region("14524").shape[0][0][-1]
    assert (region("14524").lat, region("14524").name) == (50.77, "Zwickau")
    assert (region("14626").lat, region("14626").lon) == (51.25, 14.25)
    run(DISTRICTS)
    assert region("14524").shape is not None


def test_region_without_a_name_is_called_by_its_key(run):
    run(collection(feature({"ags": "14626"}, square(14, 51))))
    assert region("14626").name == "14626"


def test_source_is_noted_with_date_and_attribution(run):
    run(STATES, GV100AD)
    source = region("14524330").source
    assert (source.format, source.as_of) == ("gv100ad", date(2024, 1, 31))
    assert source.attribution == "© Statistisches Bundesamt (Destatis), 2024"
    run(GV100AD, GV100AD, as_of=date(2025, 1, 1), attribution="Amt für Proben")
    assert {(one.as_of, one.attribution) for one in PlaceSource.objects.filter(format="gv100ad")} == {
        (date(2025, 1, 1), "Amt für Proben")
    }


def test_missing_attribution_is_reported(run):
    report = run(STATES)
    assert list(report.findings["attribution missing, give it with --attribution"]) == ["file-0"]


def test_regions_that_vanished_are_reported_not_removed(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    report = run(MUNICIPALITIES.replace("14522320,145220320320,Leubsdorf", "14522999,145220320999,Neuort"))
    assert list(report.findings["municipality known here, not in the file"]) == ["14522320 Leubsdorf"]
    assert Region.objects.filter(code="14522320").exists()


def test_file_of_one_state_says_nothing_about_the_others(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, scope=EVERYWHERE)
    report = run(GV100AD)
    assert not any("16" in entry[:2] for entry in report.findings["district known here, not in the file"])


def test_postcode_has_all_municipalities_and_the_point_of_the_main_one(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, GEONAMES)
    found = postcode("09573")
    assert (found.place, found.lat, found.lon) == ("Augustusburg", 50.8119, 13.102)
    assert towns("09573") == ["Augustusburg", "Leubsdorf"]


def test_postcodes_may_share_a_point(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, GEONAMES)
    assert (postcode("04103").lat, postcode("04103").lon) == (postcode("04105").lat, postcode("04105").lon)


def test_postcode_may_cross_a_border_of_districts_and_states(run):
    crossing = (
        "plz,place,municipality_ags,lat,lon\n07919,Kirschkau,16075054,50.6,11.9\n07919,Augustusburg,14522020,50.5,12\n"
        "09573,Gornau,14521220,50.76,13.04\n09573,Augustusburg,14522020,50.81,13.1\n"
    )
    run(STATES, DISTRICTS, MUNICIPALITIES, crossing, scope=EVERYWHERE)
    assert towns("07919") == ["Augustusburg", "Kirschkau"]
    assert {one.parent.code for one in postcode("09573").regions.all()} == {"14521", "14522"}


def test_home_state_keeps_its_part_of_a_postcode_across_the_border(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    report = run(
        "plz,place,municipality_ags,lat,lon\n07919,Kirschkau,16075054,50.6,11.9\n07919,Ort,14522020,50.5,12\n"
    )
    assert towns("07919") == ["Augustusburg"]
    assert report.tallies[0].left_out == {"rows of postcodes in other states": 1}


def test_unknown_municipality_is_reported_with_its_postcodes(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    report = run("osm_id,ags,ort,plz\n1,14522999,Neuort,09573\n1,14522999,Neuort,09574\n2,14522020,A,09573\n")
    assert list(report.findings["municipality not known here"]) == ["14522999 (09573, 09574)"]
    assert towns("09573") == ["Augustusburg", "Leubsdorf"]
    assert not Postcode.objects.filter(code="09574").exists()


def test_place_that_fits_nowhere_and_postcode_without_municipality_are_reported(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    report = run(geonames_line("09599", "Irgendwo", "SN", "14522", 50.9, 13.3))
    assert list(report.findings["place in no known municipality"]) == ["09599 Irgendwo (14522)"]
    assert list(report.findings["postcode without a municipality"]) == ["09599 Irgendwo"]
    assert (postcode("09599").lat, str(postcode("09599"))) == (50.9, "09599 Irgendwo")


def test_place_is_found_by_the_outline_around_it(run):
    outline = feature({"ags": "14522320"}, square(13.1, 50.75, 0.2))
    run(STATES, DISTRICTS, MUNICIPALITIES, collection(outline))
    run(geonames_line("09599", "Irgendwo", "SN", "14522", 50.8, 13.2))
    assert (str(postcode("09599")), towns("09599")) == ("09599 Leubsdorf", ["Leubsdorf"])


def test_postcodes_that_a_file_lacks_are_reported_and_stay(run):
    run(STATES, DISTRICTS, MUNICIPALITIES)
    report = run(GEONAMES)
    missing = list(report.findings["postcode known here, not in the file"])
    assert missing == [
        "02625 Bautzen",
        "02994 Bernsdorf",
        "04109 Leipzig",
        "09337 Bernsdorf",
        "09405 Gornau/Erzgeb.",
    ]
    assert postcode("02625").lat == 51.181


def test_seats_fill_gaps_and_overwrite_nothing(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, GEONAMES)
    run(MUNICIPALITIES)
    assert (postcode("09573").lat, towns("09573")) == (50.8119, ["Augustusburg", "Leubsdorf"])
    assert (postcode("04109").place, postcode("04109").lat, towns("04109")) == ("Leipzig", 51.34, ["Leipzig"])


def test_seat_without_any_point_is_reported(run):
    report = run(STATES, DISTRICTS, GV100AD)
    assert "08056 Zwickau" in report.findings["postcode without a point"]
    assert not Postcode.objects.exists()


def test_municipalities_of_a_postcode_are_only_added(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, GEONAMES)
    run("plz,ags\n09573,14521220\n")
    assert towns("09573") == ["Augustusburg", "Gornau/Erzgeb.", "Leubsdorf"]


def test_points_alone_move_known_postcodes_and_only_those(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, GEONAMES)
    report = run("plz,lon,lat\n09573,13.11,50.82\n99999,11.0,50.5\n")
    found = postcode("09573")
    assert (found.lat, found.lon, found.place) == (50.82, 13.11, "Augustusburg")
    assert not Postcode.objects.filter(code="99999").exists()
    assert report.tallies[0].left_out == {"postcodes whose state the file does not tell": 1}


def test_table_without_points_uses_the_municipality_and_keeps_better_points(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, GEONAMES)
    run("osm_id,ags,ort,plz\n1,14522320,Leubsdorf,09575\n1,14522320,Leubsdorf,09573\n")
    assert (postcode("09575").lat, postcode("09575").lon) == (50.801, 13.166)
    assert postcode("09573").lat == 50.8119


def test_changes_are_recorded_for_what_looks_different_only(run):
    run(STATES, DISTRICTS, MUNICIPALITIES, GEONAMES)
    PendingChange.objects.all().delete()
    run(MUNICIPALITIES.replace("50.801,13.166", "50.802,13.166").replace("38000", "38500"))
    changed = set(PendingChange.objects.values_list("model", "object_id"))
    source = PlaceSource.objects.get(name="file-0", format="csv-regions")
    assert changed == {
        ("network.region", str(region("14522320").pk)),
        ("network.placesource", str(source.pk)),
    }
    PendingChange.objects.all().delete()
    run(GEONAMES.replace("50.8119", "50.8120"))
    assert PendingChange.objects.filter(model="network.postcode", object_id="09573").exists()
    assert PendingChange.objects.filter(model="network.postcode").count() == 1


def test_number_of_queries_does_not_grow_with_the_rows(run, django_assert_max_num_queries):
    run(STATES, DISTRICTS)
    many = "ags,name,lat,lon,seat_plz\n" + "".join(
        f"14522{number:03},Ort {number},50.9,13.1,09{number:03}\n" for number in range(70)
    )
    with django_assert_max_num_queries(45):
        run(many)
    with django_assert_max_num_queries(45):
        run(many.replace("50.9", "50.8"))

"""The publishers' own files, where they lie beside the checkout; they are never part of the repository."""

from contextlib import contextmanager

import pytest
from django.conf import settings

from network.models import Postcode, Region
from network.places.geonames import BULK
from network.places.importing import Options, import_places
from network.places.reading import read_places
from network.places.types import Scope, UnreadablePlaces
from network.seed import load_seed
from portal.slugs import german_slug

GEO = settings.BASE_DIR.parent / "shared" / "geo"
ORIGINALS = GEO / "originals"
SAXONY = Scope(frozenset({"14"}))
EVERYWHERE = Scope()

pytestmark = pytest.mark.skipif(not GEO.is_dir(), reason="the publishers' files are not here")


@contextmanager
def silent(label):
    yield lambda done, total: None


@pytest.mark.parametrize(
    ("path", "key", "regions", "postcodes"),
    [
        ("states.csv", "csv-regions", 16, 0),
        ("districts.csv", "csv-regions", 401, 0),
        ("municipalities_de.csv", "csv-regions", 10997, 0),
        ("plz_de_osm_odbl.csv", "osm-csv", 0, 12883),
        ("deutschland_kreise.geojson", "geojson", 401, 0),
        ("sachsen_gemeinden.geojson", "geojson", 419, 0),
        ("originals/GV100AD_301121.ASC", "gv100ad", 10997 + 400 + 16, 0),
        ("originals/AuszugGV4Q_adj.csv", "gv-auszug", 11004 + 401 + 16, 0),
        ("originals/geonames_postal_DE_2026-03-30.zip", "geonames", 0, 16478),
        ("originals/zuordnung.csv", "osm-csv", 0, 12883),
        ("originals/plz_centroid_osm.csv", "csv-postcodes", 0, 8168),
    ],
)
def test_every_row_is_read(path, key, regions, postcodes):
    file = read_places(GEO / path, EVERYWHERE)
    assert (file.format.key, len(file.regions), len(file.postcodes)) == (key, regions, postcodes)
    assert not file.problems


def test_shapefiles_are_refused():
    for path in (ORIGINALS / "vg5000_2021-01-01").glob("VG5000_*.[sd][hb][pxf]"):
        with pytest.raises(UnreadablePlaces, match="ESRI shapefile"):
            read_places(path, EVERYWHERE)


def test_no_district_is_called_landkreis_twice_over():
    names = [row.official_name for row in read_places(GEO / "districts.csv", EVERYWHERE).regions.values()]
    assert len(set(names)) == len(names) == 401
    assert {"Erzgebirgskreis", "Stadt Leipzig", "Landkreis Leipzig", "Region Hannover"} <= set(names)
    assert not [
        name for name in names if name.startswith(("Landkreis ", "Kreis ")) and name.endswith("kreis")
    ]


@pytest.mark.django_db
def test_saxony_is_complete_and_repeats_without_a_change():
    load_seed()
    names = ["states.csv", "districts.csv", "municipalities_de.csv", "sachsen_gemeinden.geojson"]
    zipped = "originals/geonames_postal_DE_2026-03-30.zip"
    paths = [GEO / name for name in [*names, "originals/GV100AD_301121.ASC", zipped]]
    report = import_places(paths, Options(SAXONY), silent)
    assert report.tallies[-1].left_out[BULK] == 6819
    assert len(report.findings["place in no known municipality"]) == 4
    assert Region.objects.filter(kind="municipality").count() == 419
    assert not Region.objects.exclude(kind="state").filter(parent=None).exists()
    assert german_slug(Region.objects.get(code="14625020").name_sorbian) == "budysin"
    assert not Postcode.objects.filter(code__in=["04861", "09434"]).exists()  # GeoNames lacks both
    before = sorted(Region.objects.values_list("code", "name", "official_name", "population", "lat", "lon"))
    again = import_places(paths[3:], Options(SAXONY), silent)
    assert not any(
        {**tally.created, **tally.updated} and sum(tally.created.values()) for tally in again.tallies
    )
    assert before == sorted(
        Region.objects.values_list("code", "name", "official_name", "population", "lat", "lon")
    )


@pytest.mark.django_db
def test_germany_reports_the_keys_that_the_directory_does_not_know():
    paths = [
        GEO / name for name in ("states.csv", "districts.csv", "municipalities_de.csv", "plz_de_osm_odbl.csv")
    ]
    report = import_places(paths, Options(EVERYWHERE), silent)
    assert len(report.findings["municipality not known here"]) == 7
    assert Region.objects.filter(kind="municipality").count() == 10997
    assert Postcode.objects.filter(code__in=["04861", "09434"]).count() == 2
    assert {"14522", "14521"} == {
        town.parent.code for town in Postcode.objects.get(code="09573").regions.select_related("parent")
    }
    assert not Postcode.objects.filter(regions=None).exclude(code__in=_unknown(report)).exists()


def _unknown(report):
    """Return the postcodes whose only municipality is unknown."""
    entries = report.findings["municipality not known here"]
    return {code for entry in entries for code in entry.partition("(")[2].rstrip(")").split(", ")}

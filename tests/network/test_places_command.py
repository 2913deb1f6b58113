"""`manage.py import_places`: options, report, errors."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.models import Postcode, Region
from portal.models import Clock, PendingChange
from tests.network.place_files import DISTRICTS, GEONAMES, MUNICIPALITIES, STATES, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    contents = {"a.csv": STATES, "b.csv": DISTRICTS, "c.csv": MUNICIPALITIES, "d.txt": GEONAMES}
    return [str(write(tmp_path, name, content)) for name, content in contents.items()]


def run(*arguments, **options):
    out = StringIO()
    call_command("import_places", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_home_state_is_the_default_for_municipalities_and_postcodes(files, settings):
    settings.HOME_STATE = "14"
    out = run(*files)
    assert Region.objects.filter(code="16075").exists()
    assert not Region.objects.filter(code="16075054").exists()
    assert not Postcode.objects.filter(code="07919").exists()
    assert "  left out: 1 municipalities of other states" in out
    assert "  left out: 1 bulk-mail customers (rows with a number as state)" in out


def test_other_states_are_read_when_asked_for(files):
    run(*files, "--only-state", "16")
    assert list(Region.objects.filter(kind="municipality").values_list("name", flat=True)) == ["Kirschkau"]
    run(*files, "--only-state", "14,16")
    assert Region.objects.filter(kind="municipality").count() == 8


def test_all_states_are_read_when_asked_for(files):
    run(*files, "--all")
    assert str(Postcode.objects.get(code="07919")) == "07919 Kirschkau"


@pytest.mark.parametrize(
    "arguments", [["--only-state", "Sachsen"], ["--only-state", "17"], ["--all", "--only-state", "14"]]
)
def test_wrong_options_are_refused(files, arguments):
    with pytest.raises(CommandError):
        run(*files, *arguments)


def test_report_tells_what_became_of_every_file(files):
    lines = run(*files).splitlines()
    assert lines[0] == "a.csv: CSV of regions; no attribution known"
    assert lines[1] == "  state: 2 created, 0 updated, 0 unchanged"
    assert "d.txt: GeoNames postal codes; GeoNames (geonames.org), CC BY 4.0" in lines
    assert "place in no known municipality (1): 09573 Dittmannsdorf (14521)" in lines
    assert "attribution missing, give it with --attribution (3): a.csv; b.csv; c.csv" in lines


def test_long_lists_are_cut_unless_everything_is_wanted(files, tmp_path):
    run(*files)
    rows = "".join(f"1,14999{number:03},Ort,09573\n" for number in range(20))
    unknown = str(write(tmp_path, "osm.csv", "osm_id,ags,ort,plz\n" + rows))
    assert "14999011 (09573) … and 8 more" in run(unknown)
    assert "14999019 (09573)" in run(unknown, verbosity=2)


def test_attribution_and_date_can_be_given(files):
    out = run(files[0], "--attribution", "Landesamt", "--as-of", "2026-01-31")
    assert out.startswith("a.csv: CSV of regions, as of 2026-01-31; Landesamt\n")


def test_dry_run_says_so(files):
    assert run(*files, "--dry-run").endswith("Nothing was written: --dry-run.\n")
    assert not Region.objects.exists()


def test_unreadable_file_is_an_error_and_nothing_is_written(files, tmp_path):
    with pytest.raises(CommandError, match=r"letter\.txt is in no format of places that is known here"):
        run(*files, str(write(tmp_path, "letter.txt", "Guten Tag")))
    assert not Region.objects.exists()


def test_changes_are_worked_in_at_the_end(files):
    before = Clock.objects.filter(pk=1).values_list("n", flat=True).first() or 0
    run(*files)
    assert not PendingChange.objects.exists()
    assert Clock.objects.get(pk=1).n > before

"""Words typed in a list's search field."""

import pytest

from network.models import Membership, Organisation
from portal.admin_search import MAX_WORDS, search_form, search_rows
from tests import builders

FIELDS = ("name", "short_name", "former_names")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("  ", 2),
        ("öko", 1),
        ("Öko", 1),
        ("ÖKO", 1),
        ("mühle ökologische", 1),
        ("mühle fremd", 0),
        ("träger", 1),
        ("Träger", 1),
        ("kuba", 1),
        ("%", 0),
        ("_", 0),
        ('"', 0),
        ("\\", 0),
        ("x" * 60_000, 0),
        ("\0", 0),
        ("mühle\0", 0),
    ],
)
def test_every_word_must_stand_in_some_field(query, found):
    builders.organisation("Ökologische Mühle", former_names=["Träger-Verein"])
    builders.organisation("Kultur am Bahnhof", short_name="KuBa")
    assert search_rows(Organisation.objects.all(), query, FIELDS).count() == found


def test_words_beyond_the_limit_are_ignored():
    builders.organisation("Haus")
    query = " ".join(["haus"] * MAX_WORDS + ["anders"])
    assert search_rows(Organisation.objects.all(), query, FIELDS).count() == 1


def test_fields_of_related_rows_are_searched():
    entry = builders.organisation("Nachbarn")
    builders.membership(entry, builders.organisation("Großer Bund", kind="alliance"))
    rows = Membership.objects.all()
    assert search_rows(rows, "bund nachbarn", ("organisation__name", "alliance__name")).count() == 1


@pytest.mark.parametrize(("data", "searching"), [({}, False), ({"q": " "}, False), ({"q": "haus"}, True)])
def test_form_says_whether_somebody_searches(data, searching):
    builders.organisation("Haus")
    form = search_form(FIELDS)(data)
    assert form.is_valid()
    assert form.filter(Organisation.objects.all()).count() == 1
    assert form.is_searching is searching

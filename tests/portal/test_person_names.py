"""What a person may be called."""

import pytest
from django.core.exceptions import ValidationError

from portal.models import PortalSettings, User
from portal.person_names import PersonNameField, check_name

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        ("Ada", "Lovelace"),
        ("Dr. Ayşe", "Nguyễn-Müller"),
        ("J.R.", "O’Hara"),
        ("Анна", "Іванова"),
        ("Ματίνα", ""),
        ("محمد", "علي"),
        ("Bürk", "Ordin"),
        ("Maria Anna", "de la Cruz (Vorstand)"),
    ],
)
def test_people_have_many_names(tree, name):
    check_name(*name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (("Koordinierungsbüro", "Weltoffen"), "office"),
        (("Das KOORDINIERUNGS-BUERO", ""), "office"),
        (("Koordi\u00adnierungs", "büro"), "office"),
        (("Koоrdinierungsbürо", ""), "script"),  # with two Cyrillic letters
        (("Netzwerk Weit", "Blick"), "office"),
        (("Geschäftsstelle", "am Markt"), "office"),
        (("Max", "boese.example"), "link"),
        (("Max", "https://boese"), "link"),
        (("max@boese", ""), "link"),
        (("<b>Max", ""), "link"),
    ],
)
def test_what_is_an_address_or_the_office_is_nobodys_name(tree, name, code):
    office = "Geschäftsstelle am Markt (Büro)"
    PortalSettings.objects.create(site=tree.site, name="Netzwerk Weitblick", office_name=office)
    with pytest.raises(ValidationError) as refused:
        check_name(*name)
    assert refused.value.code == code


def test_a_field_joins_lines(tree):
    assert PersonNameField().clean("Max\r\n\r\nMuster ") == "Max Muster"


def test_an_older_name_is_one_line_too():
    assert str(User(first_name="Max\n\nbitte", last_name="hier")) == "Max bitte hier"

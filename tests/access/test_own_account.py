"""One's own account in the admin: no pictures, no rights, nothing of other people."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

from portal.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


def sent(**given) -> dict:
    """Return what the form of one's own account sends."""
    fields = {"name_email-first_name": "Ada", "name_email-last_name": "Amsel", "theme-theme": "dark"}
    more = {"theme-contrast": "system", "theme-density": "default", "locale-preferred_language": "de"}
    return {**fields, **more, **given}


def test_no_picture_of_a_person_is_kept(client, ours):
    out = BytesIO()
    Image.new("RGB", (10, 10), "red").save(out, "JPEG")
    picture = SimpleUploadedFile("ich.jpg", out.getvalue())
    answer = client.post(reverse("wagtailadmin_account"), sent(**{"avatar-avatar": picture}))
    assert answer.status_code == 302
    profile = UserProfile.objects.get(user=ours.person)
    assert (profile.theme, profile.avatar) == ("dark", "")
    assert "avatar-avatar" not in client.get(reverse("wagtailadmin_account")).content.decode()


def test_nobody_gives_oneself_a_right(client, ours, theirs):
    more = {
        "name_email-email": theirs.person.email,
        "name_email-is_superuser": "on",
        "name_email-groups": str(theirs.access.group.pk),
        "is_superuser": "on",
        "is_staff": "on",
    }
    assert client.post(reverse("wagtailadmin_account"), sent(**more)).status_code == 302
    person = User.objects.get(pk=ours.person.pk)
    assert (person.first_name, person.email) == ("Ada", ours.person.email)
    assert not person.is_superuser
    assert not person.is_staff
    assert not person.groups.filter(pk=theirs.access.group.pk).exists()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Koordinierungsbüro", "Weltoffen"),
        ("Ada", "siehe https://boese.example"),
        ("Ada", "boese.example"),
        ("Ada", "ada@boese.example"),
        ("\u200b", "Amsel"),
    ],
)
def test_nobody_is_called_like_the_office_or_an_address(client, ours, first, last):
    before = str(ours.person)
    names = {"name_email-first_name": first, "name_email-last_name": last}
    answer = client.post(reverse("wagtailadmin_account"), sent(**names))
    assert answer.status_code == 200
    assert str(User.objects.get(pk=ours.person.pk)) == before


def test_a_name_is_one_line(client, ours):
    sent_names = sent(**{"name_email-last_name": "Amsel\r\n\r\nBitte hier entlang"})
    assert client.post(reverse("wagtailadmin_account"), sent_names).status_code == 302
    assert User.objects.get(pk=ours.person.pk).last_name == "Amsel Bitte hier entlang"


def test_a_name_that_stood_there_before_hinders_nobody(client, ours):
    """The office's own account, for example; only the theme changes."""
    User.objects.filter(pk=ours.person.pk).update(first_name="Koordinierungsbüro", last_name="Nord")
    names = {"name_email-first_name": "Koordinierungsbüro", "name_email-last_name": "Nord"}
    assert client.post(reverse("wagtailadmin_account"), sent(**names)).status_code == 302

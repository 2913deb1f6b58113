"""One organisation does not fill the disk of all: every way in asks for room, and says what helps."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from network.access.shelf_room import Room, room_in
from network.desk.frame import desk_url
from network.models import Stewardship
from network.models.organisations import Trust
from portal.models import PortalDocument, PortalImage
from tests import builders
from tests.access.houses import house

pytestmark = pytest.mark.django_db

AJAX = {"X-Requested-With": "XMLHttpRequest"}
FULL = "Es ist kein Platz mehr"


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


@pytest.fixture
def two_files(settings):
    """Let every organisation have two files."""
    settings.FILES_PER_ORGANISATION = 2


def png(name="bild.png"):
    """Return a small picture, as a browser sends it."""
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def text(size=10, name="datei.txt"):
    """Return a text of so many bytes, as a browser sends it."""
    return SimpleUploadedFile(name, b"x" * size, "text/plain")


def add(client, kind, **given):
    """Send the form of one new picture or document."""
    file = png() if kind == "wagtailimages" else text()
    data = {"title": "Neu", "description": "Neu", "disclosure": "public", "tags": "", "file": file}
    return client.post(reverse(f"{kind}:add"), data | given)


def add_many(client, kind, **given):
    """Send a file by the page for many."""
    data = {"files[]": png() if kind == "wagtailimages" else text(), "title": "Neu"}
    return client.post(reverse(f"{kind}:add_multiple"), data | given, headers=AJAX)


def add_in_chooser(client, kind, prefix):
    """Send a file by the chooser of an editor."""
    file = png() if kind == "wagtailimages" else text()
    data = {"title": "Neu", "description": "Neu", "disclosure": "public", "tags": "", "file": file}
    sent = {f"{prefix}-{name}": value for name, value in data.items()}
    return client.post(reverse(f"{kind}_chooser:create"), sent)


WAYS = [
    lambda client: add(client, "wagtailimages"),
    lambda client: add(client, "wagtaildocs"),
    lambda client: add_many(client, "wagtailimages"),
    lambda client: add_many(client, "wagtaildocs"),
    lambda client: add_in_chooser(client, "wagtailimages", "image-chooser-upload"),
    lambda client: add_in_chooser(client, "wagtaildocs", "document-chooser-upload"),
]


def stored():
    """Return how many files there are, those that wait counted."""
    return sum(model.objects.count() for model in (PortalImage, PortalDocument, UploadedFile))


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_uploading_ends_where_there_is_no_room(client, ours, two_files, way):
    ours.image()
    way(client)
    assert stored() == 2
    answer = way(client)
    said = answer.content.decode()
    said = said.encode().decode("unicode_escape") if answer["Content-Type"] == "application/json" else said
    assert FULL in said or FULL in said.encode("latin-1", "ignore").decode("utf-8", "ignore")
    assert "2 von 2 Dateien" in said
    assert stored() == 2


def test_pictures_and_documents_count_together_and_those_of_others_do_not(client, ours, theirs, two_files):
    theirs.image()
    theirs.document()
    ours.document()
    assert add(client, "wagtailimages").status_code == 302
    assert add(client, "wagtaildocs").status_code == 200


def test_bytes_count_as_well(client, ours, settings):
    settings.MEGABYTES_PER_ORGANISATION = 1
    assert add(client, "wagtaildocs", file=text(900_000)).status_code == 302
    assert add(client, "wagtaildocs", file=text(148_577)).status_code == 200
    assert add(client, "wagtaildocs", file=text(148_576)).status_code == 302
    assert room_in(ours.access.collection).percent == 100


def test_another_file_in_the_place_of_one_takes_only_what_it_is_larger(client, ours, settings):
    settings.MEGABYTES_PER_ORGANISATION = 1
    ours.entry.trust = Trust.TRUSTED
    ours.entry.save()
    add(client, "wagtaildocs", file=text(900_000))
    document = PortalDocument.objects.get()

    def exchange(size):
        data = {"title": "Neu", "disclosure": "public", "tags": "", "file": text(size)}
        client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)
        return PortalDocument.objects.get().file_size

    assert exchange(1_048_576) == 1_048_576
    assert exchange(1_048_577) == 1_048_576
    settings.MEGABYTES_PER_ORGANISATION = 0
    assert exchange(20) == 20  # who is above the limit may come below it
    settings.FILES_PER_ORGANISATION = 0
    assert (
        client.post(
            reverse("wagtaildocs:edit", args=[document.pk]),
            {"title": "Anders", "disclosure": "public", "tags": ""},
        ).status_code
        == 302
    )


def test_uploads_that_wait_for_their_description_count_until_they_are_finished(client, ours, two_files):
    for _ in range(3):
        add_many(client, "wagtailimages", title="")
    assert UploadedFile.objects.count() == 2
    upload = UploadedFile.objects.first()
    prefix = f"uploaded-image-{upload.pk}"
    data = {"title": "Fest", "description": "Ein Fest", "disclosure": "public", "tags": ""}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk])
    answer = client.post(url, {f"{prefix}-{name}": value for name, value in data.items()}, headers=AJAX)
    assert answer.json()["success"], answer.json()["form"]
    assert (PortalImage.objects.count(), UploadedFile.objects.count()) == (1, 1)


def test_what_waits_for_one_organisation_is_not_finished_in_a_full_one(client, tree, ours, two_files):
    other = house(tree, "Verein Zwei")
    Stewardship.objects.create(user=ours.person, organisation=other.entry)
    add_many(client, "wagtailimages", title="", collection=ours.access.collection_id)
    other.image()
    other.image()
    upload = UploadedFile.objects.get()
    prefix = f"uploaded-image-{upload.pk}"
    data = {"title": "Fest", "description": "Ein Fest", "disclosure": "public", "tags": ""}
    data["collection"] = other.access.collection_id
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk])
    answer = client.post(url, {f"{prefix}-{name}": value for name, value in data.items()}, headers=AJAX)
    assert not answer.json()["success"]
    assert FULL in answer.json()["form"]
    assert PortalImage.objects.count() == 2


def test_a_collection_that_is_none_of_theirs_is_no_way_round(client, tree, ours, theirs, two_files):
    other = house(tree, "Verein Zwei")
    Stewardship.objects.create(user=ours.person, organisation=other.entry)
    for _ in range(3):
        add_many(client, "wagtailimages", collection=theirs.access.collection_id)
    assert stored() == 2


def test_files_move_only_where_there_is_room(client, tree, ours, two_files):
    ours.entry.trust = Trust.TRUSTED
    ours.entry.save()
    other = house(tree, "Verein Zwei", trust=Trust.TRUSTED)
    Stewardship.objects.create(user=ours.person, organisation=other.entry)
    own, full = [ours.image(), ours.image()], other.image()
    there = other.access.collection_id
    url = reverse("wagtail_bulk_action", args=["portal", "portalimage", "add_to_collection"])
    both = "&".join(f"id={image.pk}" for image in own)
    answer = client.post(f"{url}?{both}", {"collection": there}, follow=True)
    assert FULL in answer.content.decode()
    assert PortalImage.objects.filter(collection=there).get() == full
    client.post(f"{url}?id={own[0].pk}", {"collection": there})
    assert PortalImage.objects.filter(collection=there).count() == 2
    form = {"title": "x", "description": "x", "disclosure": "public", "tags": "", "collection": there}
    assert client.post(reverse("wagtailimages:edit", args=[own[1].pk]), form).status_code == 200
    assert PortalImage.objects.filter(collection=there).count() == 2


@pytest.mark.parametrize("who", [builders.office, builders.superuser])
def test_the_office_is_not_limited(client, ours, two_files, who):
    ours.image()
    ours.image()
    client.force_login(who())
    there = ours.access.collection_id
    assert add(client, "wagtailimages", collection=there).status_code == 302
    assert add(client, "wagtaildocs", collection=there).status_code == 302


def test_the_desk_tells_of_it_in_time_and_leads_to_what_no_page_shows(client, ours, settings):
    settings.FILES_PER_ORGANISATION = 5
    unused = reverse("wagtailimages:index") + "?usage_count_max=0"
    for _ in range(3):
        ours.image()
    assert unused not in client.get(desk_url(ours.entry)).content.decode()
    ours.document()
    page = client.get(desk_url(ours.entry)).content.decode()
    assert unused in page
    assert "4 von 5" in page
    shown = ours.image("Gezeigt")
    ours.page.logo = shown
    ours.page.save()
    listed = client.get(unused).content.decode()
    assert "Gezeigt" not in listed
    assert "Bild" in listed


def test_room_is_measured_by_what_is_scarcer():
    assert Room(80, 0, 100, 1000).percent == 80
    assert Room(1, 900, 100, 1000).percent == 90
    assert Room(0, 0, 0, 0).percent == 0
    assert Room(5, 5, 5, 5).has(0, 0)
    assert not Room(5, 0, 5, 5).has(1, 1)
    assert not Room(0, 5, 5, 5).has(1, 1)

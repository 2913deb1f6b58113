"""Files: pictures keep their pixels alone, disguises are refused, and what is private is private at its address."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from wagtail.models import Collection, CollectionViewRestriction, UploadedFile

from network.access.shelves import shared_collection
from portal.disclosure import Audience
from portal.models import PortalDocument, PortalImage
from tests import builders
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db

GPS = 0x8825


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


def photo(kind: str = "JPEG", **options) -> bytes:
    """Return a photograph as a telephone takes it: with place, camera and orientation."""
    image = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x010F] = "Kamerahersteller"
    exif[0x0112] = 6
    place = exif.get_ifd(GPS)
    place[1], place[2] = "N", (IFDRational(51), IFDRational(2), IFDRational(30))
    out = BytesIO()
    image.save(out, kind, exif=exif, **options)
    return out.getvalue()


def upload(client, content: bytes, name: str, **given):
    """Send a picture and return the answer."""
    data = {
        "title": "Bild",
        "description": "Ein Bild",
        "disclosure": "public",
        "file": SimpleUploadedFile(name, content),
        **given,
    }
    return client.post(reverse("wagtailimages:add"), data)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif")]
)
def test_a_picture_keeps_neither_place_nor_camera(client, kind, name):
    assert upload(client, photo(kind), name).status_code == 302
    image = PortalImage.objects.get()
    with image.file.open() as stored:
        content = stored.read()
    with Image.open(BytesIO(content)) as kept:
        assert not kept.getexif()
        assert (kept.width, kept.height) == (20, 40)  # upright
    assert b"Kamerahersteller" not in content
    assert (image.width, image.height, image.file_size) == (20, 40, len(content))


def test_every_way_of_uploading_redraws(client):
    file = SimpleUploadedFile("a.jpg", photo())
    client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": file, "title": "Bild"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    file = SimpleUploadedFile("b.jpg", photo())
    data = {"title": "Bild", "description": "x", "disclosure": "public"}
    prefixed = {f"image-chooser-upload-{name}": value for name, value in {**data, "file": file}.items()}
    client.post(reverse("wagtailimages_chooser:create"), prefixed)
    stored = [*PortalImage.objects.all(), *UploadedFile.objects.all()]
    assert len(stored) == 2
    for row in stored:
        with row.file.open() as content:
            assert b"Kamerahersteller" not in content.read(), row


def test_what_hides_behind_a_picture_goes(client):
    for tail in (b"<script>alert(1)</script>", b"PK\x03\x04 archive", b"<?php phpinfo(); ?>"):
        upload(client, photo() + tail, "a.jpg")
        with PortalImage.objects.latest("pk").file.open() as stored:
            assert tail not in stored.read()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "a.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png"),
        (b"<html><script>1</script></html>", "a.jpg"),
        (b"GIF89a/*<script>1</script>*/", "a.gif"),
        (photo()[:200], "a.jpg"),
        (photo("PNG"), "a.jpg"),
        (b"", "a.png"),
        (photo(), "a.jpg.html"),
    ],
)
def test_what_is_no_picture_is_refused(client, content, name):
    assert upload(client, content, name).status_code == 200
    assert not PortalImage.objects.exists()


def test_a_picture_too_large_to_be_opened_is_refused_unopened(client):
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    assert upload(client, out.getvalue(), "a.png").status_code == 200
    out = BytesIO()
    frames = [Image.new("P", (1000, 1000), number % 5) for number in range(60)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert upload(client, out.getvalue(), "a.gif").status_code == 200
    assert not PortalImage.objects.exists()


def test_a_moving_picture_still_moves(client):
    out = BytesIO()
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    assert upload(client, out.getvalue(), "a.gif").status_code == 302
    with PortalImage.objects.get().file.open() as stored, Image.open(stored) as kept:
        assert kept.n_frames == 3


@pytest.mark.parametrize(
    ("content", "name", "is_good"),
    [
        (b"%PDF-1.7 x", "a.pdf", True),
        (b"PK\x03\x04 x", "a.docx", True),
        ("Größe;Name\n1;Ä".encode(), "a.csv", True),
        ("Größe;Name".encode("utf-16"), "a.csv", True),
        (b"<html><script>1</script>", "a.pdf", False),
        (b"%PDF-1.7 <script>1</script>", "a.pdf", False),
        (b"<svg onload=alert(1)>", "a.txt", False),
        (b"MZ\x00\x01", "a.txt", False),
        (b"%PDF-1.7", "a.docx", False),
        (b"<svg/>", "a.svg", False),
        (b"<html>", "a.html", False),
        (b"x", "a.exe", False),
    ],
)
def test_a_document_is_what_its_name_says(client, content, name, is_good):
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("wagtaildocs:add"), {"title": "Datei", "file": file, "disclosure": "public"})
    assert answer.status_code == (302 if is_good else 200)
    assert PortalDocument.objects.exists() is is_good


def test_files_land_in_the_own_collection_and_belong_to_its_organisation(client, ours, theirs):
    upload(client, photo(), "a.jpg", collection=theirs.access.collection.pk, organisation=theirs.entry.pk)
    image = PortalImage.objects.get()
    assert (image.collection, image.organisation) == (ours.access.collection, ours.entry)


def test_a_file_does_not_change_its_collection(client, ours, theirs):
    image = ours.image()
    for collection in (theirs.access.collection, shared_collection(), Collection.get_first_root_node()):
        given = {"title": "Anders", "description": "x", "disclosure": "public"}
        data = {**given, "collection": collection.pk, "organisation": theirs.entry.pk}
        client.post(reverse("wagtailimages:edit", args=[image.pk]), data)
        image.refresh_from_db()
        assert (image.collection, image.organisation, image.title) == (
            ours.access.collection,
            ours.entry,
            "Anders",
        )


def test_shared_files_are_chosen_and_not_changed(client):
    image = picture("Netzbild", collection=shared_collection())
    assert "Netzbild" in client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 302
    client.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert PortalImage.objects.filter(pk=image.pk).exists()


@pytest.mark.parametrize("how", ["disclosure", "collection"])
def test_a_private_picture_is_private_at_its_address(client, ours, theirs, how):
    private = {"disclosure": Audience.OFFICE} if how == "disclosure" else {}
    image = theirs.image(**private)
    if how == "collection":
        CollectionViewRestriction.objects.create(
            collection=theirs.access.collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    urls = [image.file.url, image.get_rendition("width-20").url]
    for person, status in ((ours.person, 404), (None, 404), (theirs.person, 200), (builders.office(), 200)):
        client.logout()
        if person is not None:
            client.force_login(person)
        for url in urls:
            answer = client.get(url)
            assert answer.status_code == status, (url, person)
            if status == 200:
                assert answer["Cache-Control"] == "private, no-store"


def test_a_public_picture_is_for_everybody_and_cannot_run(client, ours):
    image = ours.image()
    client.logout()
    answer = client.get(image.get_rendition("width-20").url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_documents_have_no_second_address(client, ours):
    document = ours.document(disclosure=Audience.OFFICE)
    for person in (ours.person, None):
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(f"/media/{document.file.name}").status_code == 404
    for path in ("../portal.sqlite3", "%2e%2e/x", "original_images/../documents/datei.txt", "images/", ""):
        assert client.get(f"/media/{path}").status_code == 404


def test_an_internal_document_is_for_its_organisation_alone(client, ours, theirs):
    document = theirs.document(disclosure=Audience.OFFICE)
    url = document.url
    for person, status in ((ours.person, 404), (theirs.person, 200), (builders.office(), 200)):
        client.force_login(person)
        answer = client.get(url)
        assert answer.status_code == status
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_web_server_in_front_is_told_where_the_file_is(client, ours, settings):
    settings.MEDIA_INTERNAL_PREFIX = "/intern/"
    answer = client.get(ours.image().file.url)
    assert answer["X-Accel-Redirect"].startswith("/intern/original_images/")
    assert not answer.content


def test_tags_of_others_are_nobodys_business(client, ours, theirs):
    mine, foreign = ours.image(), theirs.image()
    mine.tags.add("Sommerfest")
    foreign.tags.add("Sommergeheim")
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose", "wagtaildocs:index"):
        assert "Sommergeheim" not in client.get(reverse(name)).content.decode()
    assert "Sommerfest" in client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    found = client.get(reverse("wagtailadmin_tag_autocomplete"), {"term": "Sommer"}).json()
    assert found == ["Sommerfest"]
    client.force_login(builders.office())
    found = client.get(reverse("wagtailadmin_tag_autocomplete"), {"term": "Sommer"}).json()
    assert found == ["Sommerfest", "Sommergeheim"]
    topic = builders.topic("Sommerthema")
    url = reverse("wagtailadmin_tag_model_autocomplete", args=["network", "topic"])
    assert client.get(url, {"term": "Sommer"}).json() == [topic.name]


def test_all_files_are_all_of_ones_own(client, ours, theirs):
    mine, foreign = ours.image(), theirs.image()
    url = reverse("wagtail_bulk_action", args=["portal", "portalimage", "delete"])
    assert client.post(f"{url}?id=all&childOf={theirs.access.collection.pk}").status_code == 404
    assert client.post(f"{url}?id={mine.pk}&id={foreign.pk}").status_code == 404
    assert PortalImage.objects.count() == 2
    client.post(f"{url}?id=all")
    assert PortalImage.objects.get() == foreign

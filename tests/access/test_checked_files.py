"""Files in use: where what others see is checked first, nobody exchanges them unseen."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from network.models import Stewardship
from network.models.organisations import Trust
from portal.models import PortalDocument, PortalImage
from tests import builders
from tests.access.houses import house
from tests.publications.infoposts_pages import infopost, news_page

pytestmark = pytest.mark.django_db

NEW_PICTURE = {"file", "description"}


def other_file():
    """Return another picture, as a browser sends it."""
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return SimpleUploadedFile("neu.png", out.getvalue(), "image/png")


def refused(client, row, **given):
    """Send the form of a file with something else in it, and return the fields that say why not."""
    is_image = isinstance(row, PortalImage)
    fields = ("title", "description", "credit", "licence") if is_image else ("title",)
    data = {name: getattr(row, name) for name in fields} | {"disclosure": "public", "tags": ""}
    name = "wagtailimages:edit" if is_image else "wagtaildocs:edit"
    answer = client.post(reverse(name, args=[row.pk]), data | {"collection": row.collection_id} | given)
    return set() if answer.status_code == 302 else set(answer.context["form"].errors)


def show(ours, image, **fields):
    """Write a draft of the own page that shows a picture."""
    page = Page.objects.get(pk=ours.page.pk).specific
    page.logo = image
    return page.save_revision(user=ours.person, **fields)


def test_a_picture_that_is_public_is_not_exchanged(client, ours):
    image = ours.image(description="Ein Fest")
    show(ours, image).publish()
    client.force_login(ours.person)
    assert refused(client, image, file=other_file(), description="Hetze") == NEW_PICTURE
    assert refused(client, image, credit="Hetze", licence="Hetze", is_decorative="on") == {
        "credit",
        "licence",
        "is_decorative",
    }
    now = PortalImage.objects.get(pk=image.pk)
    assert (now.file, now.description, now.credit) == (image.file, "Ein Fest", "")
    assert now.file.storage.exists(now.file.name)
    assert refused(client, image, title="Sommerfest") == set()
    assert PortalImage.objects.get(pk=image.pk).title == "Sommerfest"


def test_nor_by_the_form_below_an_upload(client, ours):
    image = ours.image(description="Ein Fest")
    show(ours, image).publish()
    client.force_login(ours.person)
    prefix = f"image-{image.pk}"
    data = {f"{prefix}-title": "Fest", f"{prefix}-description": "Hetze", f"{prefix}-disclosure": "public"}
    url = reverse("wagtailimages:edit_multiple", args=[image.pk])
    client.post(url, data | {f"{prefix}-file": other_file()}, headers={"X-Requested-With": "XMLHttpRequest"})
    now = PortalImage.objects.get(pk=image.pk)
    assert (now.description, now.file) == ("Ein Fest", image.file)
    assert now.file.storage.exists(now.file.name)


def test_nor_while_a_draft_shows_it_that_somebody_may_be_looking_at(client, ours):
    image = ours.image(description="Ein Fest")
    client.force_login(ours.person)
    assert refused(client, image, description="Unser Fest") == set()
    show(ours, image)
    assert refused(client, image, file=other_file(), description="Hetze") == NEW_PICTURE
    show(ours, None)
    assert refused(client, image, description="Ein Fest") == set()


def test_nor_what_is_planned_for_later(client, ours):
    image = ours.image(description="Ein Fest")
    hour = timezone.now() + timedelta(days=1)
    show(ours, image, approved_go_live_at=hour)
    show(ours, None)
    client.force_login(ours.person)
    assert refused(client, image, description="Hetze") == {"description"}


def test_a_document_that_is_public_is_not_exchanged(client, tree, ours):
    news_page(tree.home)
    document = ours.document("Satzung")
    infopost(ours.page, body=[("download", {"document": document, "label": ""})])
    client.force_login(ours.person)
    new = SimpleUploadedFile("neu.txt", b"Hetze", "text/plain")
    assert refused(client, document, file=new, title="Hetze") == {"file", "title"}
    assert PortalDocument.objects.get(pk=document.pk).file == document.file


def test_what_no_page_shows_is_not_exchanged_either_because_others_may_have_its_address(client, ours):
    image, document = ours.image(description="Ein Fest"), ours.document("Satzung")
    client.force_login(ours.person)
    assert refused(client, image, file=other_file()) == {"file"}
    assert refused(client, document, file=SimpleUploadedFile("neu.txt", b"Hetze", "text/plain")) == {"file"}
    for file in (image, document):
        now = type(file).objects.get(pk=file.pk)
        assert now.file == file.file
        assert now.file.storage.exists(now.file.name)
    assert refused(client, document, title="Unsere Satzung") == set()


def test_another_picture_of_the_same_name_does_not_get_the_address_of_one_that_was_deleted(
    ours, django_capture_on_commit_callbacks
):
    image = ours.image()
    address, name, storage = image.file.url, image.file.name, image.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert not storage.exists(name)
    assert ours.image().file.url != address


def test_the_form_says_so_before_somebody_chooses_another_file(client, ours):
    image = ours.image()
    client.force_login(ours.person)
    url = reverse("wagtailimages:edit", args=[image.pk])
    said = "bleibt es, was und wo es ist"
    assert said in client.get(url).content.decode()
    client.force_login(builders.office())
    assert said not in client.get(url).content.decode()


def test_it_does_not_move_to_a_house_that_is_trusted_to_be_exchanged_there(client, tree, ours):
    image = ours.image(description="Ein Fest")
    show(ours, image).publish()
    trusted = house(tree, "Verein Trau", trust=Trust.TRUSTED)
    Stewardship.objects.create(user=ours.person, organisation=trusted.entry)
    client.force_login(ours.person)
    there = trusted.access.collection_id
    assert refused(client, image, collection=there, file=other_file()) == {"collection", "file"}
    url = reverse("wagtail_bulk_action", args=["portal", "portalimage", "add_to_collection"])
    unused = ours.image()
    for file in (image, unused):
        answer = client.post(f"{url}?id={file.pk}", {"collection": there}, follow=True)
        assert "bleibt es, was und wo es ist" in answer.content.decode()
        assert PortalImage.objects.get(pk=file.pk).collection_id == image.collection_id
    trusted.image(title="Ausflug")
    moved = PortalImage.objects.get(title="Ausflug")
    client.post(f"{url}?id={moved.pk}", {"collection": image.collection_id})
    assert PortalImage.objects.get(pk=moved.pk).collection_id == image.collection_id


def test_trusted_organisations_and_the_office_exchange_what_they_like(client, ours):
    image = ours.image(description="Ein Fest")
    show(ours, image).publish()
    client.force_login(builders.office())
    assert refused(client, image, file=other_file(), description="Vom Büro") == set()
    ours.entry.trust = Trust.TRUSTED
    ours.entry.save()
    client.force_login(ours.person)
    image.refresh_from_db()
    assert refused(client, image, file=other_file(), description="Von uns") == set()
    assert PortalImage.objects.get(pk=image.pk).description == "Von uns"

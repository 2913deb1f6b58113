"""Changes that alter documents and that nobody below the search records."""

import pytest

from network.models import Address, Postcode
from search.models import SearchDocument
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_new_address_of_a_parent_page_reaches_every_page_below(scene, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        scene.tree.directory.slug = "wer-hilft"
        scene.tree.directory.save_revision().publish()
    builders.drain()
    for row in SearchDocument.objects.filter(type="organisation"):
        assert "/wer-hilft/" in row.shown["url_path"]


def test_a_deleted_postcode_takes_the_point_of_its_addresses(scene):
    postcode = Postcode.objects.create(code="01796", lat=50.9, lon=13.9)
    Address.objects.create(page=scene.pirna_page, postcode="01796", town="Pirna", region=scene.zwickau)
    scene.pirna_page.save()
    builders.drain()
    assert SearchDocument.objects.get(register_id="laterne-pirna").data["lat"] == 50.9
    postcode.delete()
    builders.drain()
    assert SearchDocument.objects.get(register_id="laterne-pirna").data["lat"] == scene.zwickau.lat

import pytest

from tests import builders
from tests.publications import guide_pages

pytestmark = pytest.mark.django_db


def test_first(client):
    tree, places = builders.site_tree(), builders.places()
    found = guide_pages.realistic(tree, places)
    answer = client.get(found.page.get_url())
    assert answer.status_code == 200
    open("/tmp/guide.html", "wb").write(answer.content)
    answer = client.get("/leitfaeden/")
    assert answer.status_code == 200
    open("/tmp/guide-index.html", "wb").write(answer.content)
    assert client.get(found.page.get_url() + "?sprache=ar").status_code == 200

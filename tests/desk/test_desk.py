"""The desk: where members land, whose it is, what it says, and that it costs the same for one and for many."""

import pytest
from django.urls import reverse

from network.desk.frame import desk_url
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_member_lands_on_the_desk(client, ours):
    client.force_login(ours.person)
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer["Location"] == desk_url(ours.entry)
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Verein Amsel" in page.content.decode()

"""After how many months an entry is out of date: bounded in the form, and safe whatever is stored."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.models import PortalSettings
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("months", "is_fine"), [(0, False), (1, True), (120, True), (121, False), (32767, False)]
)
def test_months_are_bounded(months, is_fine):
    tree = builders.site_tree()
    settings = PortalSettings(site=tree.site, stale_after_months=months)
    if is_fine:
        settings.full_clean()
    else:
        with override("en"), pytest.raises(ValidationError, match="at most 120 months"):
            settings.full_clean()
    assert 1 <= settings.months_until_stale <= 120


@pytest.mark.parametrize("stored", [0, 32767])
def test_lists_answer_whatever_is_stored(client, stored):
    tree = builders.site_tree()
    page = builders.organisation_page(tree.directory, confirmed_on=timezone.localdate())
    PortalSettings.objects.create(site=tree.site)
    PortalSettings.objects.update(stale_after_months=stored)
    builders.drain()
    client.force_login(builders.superuser())
    explorer = reverse("wagtailadmin_explore", args=[tree.directory.pk])
    register = reverse("wagtailsnippets_network_organisation:list")
    for url in (
        "/admin/",
        f"{explorer}?confirmed=stale",
        f"{register}?confirmed=stale",
        "/initiativen/",
        f"/initiativen/{page.slug}/",
        "/",
    ):
        assert client.get(url).status_code == 200, url

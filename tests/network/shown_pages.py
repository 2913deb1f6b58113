"""A portal whose pages are looked at as visitors see them."""

from django.test import TestCase

from portal.models import PortalSettings
from tests import builders


class Network(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.places = builders.places()
        builders.locale("en")
        cls.settings_of_site = PortalSettings.objects.create(
            site=cls.tree.site, office_email="buero@example.org", office_name="Büro"
        )

    def setUp(self):
        builders.drain()

    def page(self, title="Haus", **fields):
        """Return the page of an organisation that sits in the town of Werdau."""
        entry = builders.organisation(title, seat=self.places.werdau, **fields)
        return builders.organisation_page(self.tree.directory, entry)

    def shown(self, page, prefix=""):
        """Return the answer to the page's address."""
        path = page.get_url()
        response = self.client.get(path if path.startswith("/en/") else prefix + path)
        assert response.status_code == 200
        return response

    def record(self, page, prefix=""):
        """Return the view that a page shows."""
        return self.shown(page, prefix).context["record"]

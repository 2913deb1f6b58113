"""The worker of an emergency kit: what it keeps, in which version, who may have it, and which headers it has."""

import json

from django.test import Client, TestCase
from wagtail.models import PageViewRestriction

from portal.reserved_addresses import is_taken
from tests import builders
from tests.publications import guide_pages, kit_pages


def worker(kit, prefix=""):
    """Return the answer with the worker of a kit."""
    return Client().get(f"{prefix}/id/notfallkoffer/{kit.page.pk}/offline.js")


def facts(answer):
    """Return what a worker knows of its kit."""
    return json.loads(
        answer.content.decode().partition("\n")[0].removeprefix("const KIT = ").removesuffix(";")
    )


def directives(answer):
    """Return the content security policy of an answer, by directive."""
    return dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))


def test_nobody_can_publish_a_page_where_its_files_are():
    assert is_taken("id/")
    assert is_taken("id/notfallkoffer/1/offline.js")


class TestTheWorker(TestCase):
    """A kit in four languages."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.kit = kit_pages.in_four_languages(builders.site_tree(), builders.places())

    def test_it_may_keep_the_page_of_the_kit_alone_and_is_asked_for_at_every_visit(self):
        answer = worker(self.kit)
        assert answer["Service-Worker-Allowed"] == self.kit.page.get_url() == "/leitfaeden/notfallkoffer/"
        assert answer["Content-Type"].startswith("text/javascript")
        assert answer["Cache-Control"] == "no-cache"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies

    def test_only_pages_of_kits_start_a_worker(self):
        guide = guide_pages.guide(self.kit.index, "Leitfaden", self.kit.door)
        assert directives(Client().get(self.kit.page.get_url()))["worker-src"] == "'self'"
        for path in ("/", "/leitfaeden/", guide.get_url(), "/initiativen/"):
            assert directives(Client().get(path))["worker-src"] == "'none'"
        kept = Client().get(self.kit.page.get_url())  # by the cache of pages, too
        assert directives(kept)["worker-src"] == "'self'"
        assert "unsafe" not in kept["Content-Security-Policy"]

    def test_it_keeps_the_page_in_every_language_and_what_it_needs(self):
        known = facts(worker(self.kit))
        path = self.kit.page.get_url()
        assert set(known["pages"]) == {path, *(f"{path}?sprache={code}" for code in ("en", "ar", "ru"))}
        for address in (*known["pages"], known["files"][-1]):
            assert Client().get(address).status_code == 200
        assert not [
            address
            for address in known["files"]
            if not address.startswith(("/static/", "/id/notfallkoffer/"))
        ]

    def test_each_interface_has_a_worker_of_its_own(self):
        german, english = facts(worker(self.kit)), facts(worker(self.kit, "/en"))
        assert english["scope"] == f"/en{german['scope']}"
        assert english["prefix"] != german["prefix"]

    def test_its_version_follows_what_the_kit_shows_and_nothing_else(self):
        before = worker(self.kit).content
        guide_pages.guide(self.kit.index, "Leitfaden", guide_pages.section("Etwas anderes"))
        builders.organisation_page(type(self.kit.near).objects.get(pk=self.kit.near.pk).get_parent().specific)
        assert worker(self.kit).content == before
        self.kit.door.title = "Vor der Tür"
        self.kit.door.save_revision().publish()
        after = worker(self.kit).content
        assert after != before
        builders.contact(self.kit.near, "0375 555 01 99", kind="phone", sort_order=-1)
        assert worker(self.kit).content != after

    def test_drafts_restricted_and_other_pages_have_none(self):
        guide = guide_pages.guide(self.kit.index, "Leitfaden", self.kit.door)
        draft = kit_pages.kit(
            self.kit.index,
            guide_pages.chapter("A", self.kit.door),
            title="Entwurf",
            slug="entwurf",
            live=False,
        )
        names = ("offline.js", "orte.json", "notfallkoffer.pdf", "karte.pdf")
        for page_id in (guide.pk, draft.pk, 999_999_999, 10**30):
            for name in names:
                assert Client().get(f"/id/notfallkoffer/{page_id}/{name}").status_code == 404, name
        PageViewRestriction.objects.create(page=self.kit.page, restriction_type="password", password="geheim")
        for name in names:
            assert Client().get(f"/id/notfallkoffer/{self.kit.page.pk}/{name}").status_code == 404, name

    def test_a_kit_has_papers_of_its_own_and_not_those_of_a_guide(self):
        assert Client().get(f"/id/leitfaden/{self.kit.page.pk}/leitfaden.pdf").status_code == 404
        assert Client().get(f"/id/notfallkoffer/{self.kit.page.pk}/karte-fa.pdf").status_code == 404

    def test_only_reading_is_possible(self):
        assert Client().post(f"/id/notfallkoffer/{self.kit.page.pk}/offline.js").status_code == 405
        assert Client().post(self.kit.page.get_url()).status_code == 405

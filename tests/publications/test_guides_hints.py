"""Hints on guides: taken without cookie, mailed to the guide's editor, settled in the list of work, forgotten."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.models import OutgoingMail, PortalSettings
from portal.registries import retention_rules, work_queues
from publications.guides import hints
from publications.models import GuideHint, GuidePage
from tests import builders
from tests.publications import guide_pages

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


class TestHints(TestCase):
    """A guide with an editor, and readers of it."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        PortalSettings.objects.create(site=cls.tree.site, office_email="buero@example.org")
        cls.editor = builders.editor("redakteurin@example.org")
        cls.section = guide_pages.section("Fristen")
        cls.other = guide_pages.section("Anderswo")
        index = guide_pages.guide_index(cls.tree)
        cls.page = guide_pages.guide(index, "Klagen", cls.section, in_charge=cls.editor)
        cls.address = f"/id/leitfaden/{cls.page.pk}/fehler-melden/"

    def send(self, query="", **fields):
        """Send the form as a person who took a minute; return the answer."""
        token = delivery_token("guide-hint", timezone.now() - timedelta(minutes=1))
        data = {"text": "§ 74 hat sich geändert.", "sender": "", TOKEN_FIELD: token, TRAP_FIELD: "", **fields}
        return self.client.post(self.address + query, data, headers=SAME_SITE)

    def test_page_and_sections_lead_to_the_form(self):
        self.assertContains(
            self.client.get(self.page.get_url()), f"{self.address}?abschnitt={self.section.pk}"
        )
        answer = self.client.get(f"{self.address}?abschnitt={self.section.pk}")
        self.assertContains(answer, "Fristen")
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies

    def test_a_hint_is_stored_and_mailed_to_the_editor_of_the_guide(self):
        assert self.send(f"?abschnitt={self.section.pk}", sender="leser@example.org").status_code == 200
        hint, mail = GuideHint.objects.get(), OutgoingMail.objects.get()
        assert (hint.guide, hint.section, hint.sender) == (self.page, self.section, "leser@example.org")
        assert (mail.recipient, mail.reply_to) == ("redakteurin@example.org", "leser@example.org")
        assert "§ 74 hat sich geändert." in mail.body
        assert f"/guidehint/edit/{hint.pk}/" in mail.body

    def test_without_an_editor_it_goes_to_the_office(self):
        GuidePage.objects.filter(pk=self.page.pk).update(in_charge=None)
        self.send()
        assert OutgoingMail.objects.get().recipient == "buero@example.org"

    def test_a_second_press_and_a_wrong_form_store_nothing_more(self):
        token = delivery_token("guide-hint", timezone.now() - timedelta(minutes=1))
        for _round in range(2):
            self.send(**{TOKEN_FIELD: token})
        assert self.send(text="").status_code == 400
        assert self.send(sender="keine Adresse").status_code == 400
        assert (GuideHint.objects.count(), OutgoingMail.objects.count()) == (1, 1)

    def test_no_more_than_so_many_wait_about_one_guide(self):
        GuideHint.objects.bulk_create(
            GuideHint(guide=self.page, text=str(number)) for number in range(hints.MOST_OPEN)
        )
        answer = self.send()
        assert answer.status_code == 429
        self.assertContains(answer, "§ 74 hat sich geändert.", status_code=429)
        assert GuideHint.objects.count() == hints.MOST_OPEN
        assert not OutgoingMail.objects.exists()

    def test_what_names_no_section_of_this_guide_means_the_guide(self):
        for query in (
            f"?abschnitt={self.other.pk}",
            "?abschnitt=x",
            "?abschnitt=" + "9" * 30,
            "?abschnitt=-1",
        ):
            with self.subTest(query=query):
                self.assertNotContains(self.client.get(self.address + query), "Anderswo")

    def test_a_guide_that_is_not_public_has_no_form(self):
        builders.restrict(self.page)
        assert self.client.get(self.address).status_code == 404
        for path in ("/id/leitfaden/0/fehler-melden/", f"/id/leitfaden/{'9' * 30}/fehler-melden/"):
            assert self.client.get(path).status_code == 404

    def test_they_wait_until_somebody_deals_with_them_and_again_if_that_was_a_mistake(self):
        self.send()
        queue, now = work_queues["guide hints"], timezone.now()
        [item] = queue.items(self.editor, now)
        assert item.detail == "Klagen"
        done = queue.actions[0].run(self.editor, [item.key], now)
        assert (done.done, list(queue.items(self.editor, now))) == ((item.key,), [])
        assert queue.actions[0].run(self.editor, [item.key], now).refused
        assert queue.actions[0].undo(self.editor, done.way_back, now) == [item.key]
        assert queue.actions[0].run(builders.user(), [item.key], now).refused
        assert not queue.may(builders.user())

    def test_they_are_forgotten_after_ninety_days(self):
        rule = retention_rules["guide hints"]
        old = timezone.now() - timedelta(days=91)
        GuideHint.objects.create(guide=self.page, text="alt", created_at=old)
        GuideHint.objects.create(guide=self.page, text="neu")
        assert rule.delete(timezone.now() - rule.keep) == 1
        assert GuideHint.objects.get().text == "neu"

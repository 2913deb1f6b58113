"""What the office sees of saved searches: that there are some, and nobody's address."""

from django.test import TestCase
from django.utils import timezone

from portal import outbox
from portal.models import OutgoingMail
from portal.worklist import mail_queue
from tests import builders


class TestOutbox(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        builders.site_tree()
        cls.private = outbox.queue(
            "saved-search:1:news:1",
            "leserin@example.org",
            "Neues",
            "b",
            unsubscribe_url="https://x.example/abo/",
        )
        cls.office = outbox.queue("correction:1", "buero@example.org", "Hinweis", "b")
        OutgoingMail.objects.update(given_up_at=cls.office.created_at)

    def test_addresses_of_subscribers_are_in_no_list_and_on_no_page(self):
        for account in (builders.office(), builders.superuser()):
            self.client.force_login(account)
            for query in ("", "?q=leserin", "?state=failed"):
                page = self.client.get(f"/admin/snippets/portal/outgoingmail/{query}", follow=True)
                with self.subTest(account=account.email, query=query):
                    assert page.status_code == 200
                    assert "leserin@example.org" not in page.content.decode()
            listed = self.client.get("/admin/snippets/portal/outgoingmail/").content.decode()
            assert "buero@example.org" in listed
            inspect = f"/admin/snippets/portal/outgoingmail/inspect/{self.private.pk}/"
            answer = self.client.get(inspect)
            assert answer.status_code in {302, 404}
            assert "leserin@example.org" not in answer.content.decode()
            own = inspect.replace(str(self.private.pk), str(self.office.pk))
            assert self.client.get(own).status_code == 200

    def test_the_desk_counts_what_the_list_shows(self):
        waiting = mail_queue.items(builders.office(), timezone.now())
        assert [item.title for item in waiting] == ["Hinweis"]

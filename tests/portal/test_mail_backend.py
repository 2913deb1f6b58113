"""Mails that Wagtail sends by itself wait in the outbox, so that no request waits for the mail server."""

import pytest
from django.urls import reverse
from wagtail.models import PageSubscription
from wagtail.test.utils.form_data import inline_formset

from portal.models import OutgoingMail
from tests import builders
from tests.access.houses import house, page_form

pytestmark = pytest.mark.django_db


def test_a_comment_is_told_though_the_mail_server_is_down(client, settings):
    settings.EMAIL_BACKEND = "portal.mail_backend.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9  # nobody there
    ours = house(builders.site_tree(), "Verein Amsel")
    other = builders.steward(ours.entry, "zweite@example.org")
    PageSubscription.objects.create(user=other, page=ours.page, comment_notifications=True)
    client.force_login(ours.person)
    comment = {"text": "Stimmt das noch?", "contentpath": "summary", "replies": inline_formset([])}
    url = reverse("wagtailadmin_pages:edit", args=[ours.page.pk])
    assert client.post(url, page_form(comments=[comment])).status_code == 302
    told = OutgoingMail.objects.get(recipient=other.email)
    assert "Stimmt das noch?" in told.body
    assert told.sent_at is None

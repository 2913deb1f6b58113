"""What colleagues say about a draft is read by mail by whoever may write it today, and by nobody from before."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageSubscription
from wagtail.test.utils.form_data import inline_formset

from network.stewards.ending import end
from portal.models import User
from tests import builders
from tests.access.houses import page_form

pytestmark = pytest.mark.django_db


def comment_row(**fields) -> dict:
    """Return a comment as the browser sends it."""
    shown = {"contentpath": "summary", "position": "", "resolved": "", "deleted": "", "id": ""}
    return {**shown, "text": "Nur unter uns", "replies": inline_formset([]), **fields}


@pytest.mark.parametrize("way", ["asked for all", "took part"])
def test_whoever_lost_the_page_is_not_told_of_comments(client, ours, way):
    leaver, stays = builders.steward(ours.entry), builders.steward(ours.entry)
    rows = [comment_row()]
    for person in (leaver, stays):
        if way == "asked for all":
            PageSubscription.objects.create(user=person, page=ours.page, comment_notifications=True)
        else:
            comment = Comment.objects.create(page=ours.page, user=person, text="Frage", contentpath="summary")
            rows.append(comment_row(id=str(comment.pk), text="Frage", resolved="on"))
    end(ours.entry.stewardships.get(user=leaver), None, timezone.now())
    mail.outbox.clear()
    client.force_login(User.objects.get(pk=ours.person.pk))
    rows.sort(key=lambda row: not row["id"])
    data = {**page_form(comments=rows), "comments-INITIAL_FORMS": str(len(rows) - 1)}
    assert client.post(reverse("wagtailadmin_pages:edit", args=[ours.page.pk]), data).status_code == 302
    assert {address for one in mail.outbox for address in one.to} == {stays.email}

"""Whoever no longer acts for an organisation has lost everything at the next request, whatever is open."""

import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, UploadedFile

from network.models import ReclaimVoucher, Stewardship
from network.stewards import answer_mails, inviting, reclaim_mails, reclaiming
from network.stewards.ending import end
from portal.accounts import links as account_links
from portal.models import PortalImage
from tests import builders
from tests.access.houses import House, house, page_form
from tests.network.stewarding import ENTRIES, LONG_AGO, acting, link_to, row_of, signed_in
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(tree) -> House:
    """Return an organisation with a page, somebody who acts for it, and files."""
    return house(tree, "Verein Amsel", trust="trusted")


@pytest.fixture
def editing(ours) -> Client:
    """Return the browser of who acts, with the form of the page open, after the access was ended elsewhere."""
    client = signed_in(ours.person)
    assert client.get(edit_url(ours)).status_code == 200
    assert end(row_of(ours.person), builders.office(), timezone.now())
    return client


def edit_url(ours: House) -> str:
    """Return the address of the open form."""
    return reverse("wagtailadmin_pages:edit", args=[ours.page.pk])


def is_refused(answer) -> bool:
    """Return whether an answer lets nobody in."""
    is_elsewhere = answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    away = is_elsewhere or (answer.status_code == 302 and answer.url.startswith("/konto/"))
    return away or answer.status_code in {403, 404}


@pytest.mark.parametrize("acts_elsewhere", [False, True])
def test_the_open_editor_saves_publishes_and_previews_nothing(ours, editing, tree, acts_elsewhere):
    if acts_elsewhere:
        other = house(tree, "Verein Buche")
        Stewardship.objects.create(user=ours.person, organisation=other.entry)
    before = Revision.objects.count()
    form = page_form(summary="Nach dem Ende.")
    for sent in (form, {**form, "action-publish": "1"}, {**form, "action-submit": "1"}):
        assert is_refused(editing.post(edit_url(ours), sent))
    autosave = editing.post(
        edit_url(ours), form, headers={"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
    )
    assert is_refused(autosave)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[ours.page.pk])
    assert is_refused(editing.post(preview, form))
    assert is_refused(editing.get(f"{preview}?mode="))
    assert Revision.objects.count() == before
    ours.page.refresh_from_db()
    assert ours.page.summary != "Nach dem Ende."


def test_drafts_history_and_the_api_behind_the_admin_are_closed(ours, editing):
    for name in ("view_draft", "history", "usage"):
        assert is_refused(editing.get(reverse(f"wagtailadmin_pages:{name}", args=[ours.page.pk])))
    assert is_refused(editing.get(f"/admin/api/main/pages/{ours.page.pk}/"))
    assert "Verein Amsel" not in editing.get("/admin/api/main/pages/").content.decode()


def test_files_and_unfinished_uploads_are_closed(ours, tree):
    image = ours.image("Amselbild")
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalImage),
        file=ImageFile(picture(title="Upload").file.open(), name="upload.png"),
        uploaded_by_user=ours.person,
    )
    other = house(tree, "Verein Buche")
    Stewardship.objects.create(user=ours.person, organisation=other.entry)
    client = signed_in(ours.person)
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
    end(Stewardship.objects.get(user=ours.person, organisation=ours.entry), builders.office(), timezone.now())
    assert is_refused(client.get(reverse("wagtailimages:edit", args=[image.pk])))
    assert "Amselbild" not in client.get(reverse("wagtailimages:index")).content.decode()
    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk])
    data = {
        f"uploaded-image-{upload.pk}-title": "Nach dem Ende",
        f"uploaded-image-{upload.pk}-collection": ours.access.collection_id,
    }
    answer = client.post(finish, data, headers={"X-Requested-With": "XMLHttpRequest"})
    is_saved = answer.status_code == 200 and json.loads(answer.content).get("success")
    assert not is_saved
    assert not PortalImage.objects.filter(title="Nach dem Ende").exists()


def test_a_link_to_sign_in_leads_to_ones_account_and_no_further(ours):
    path = reverse("account_use_link", args=[account_links.sign_in_token(ours.person, timezone.now())])
    end(row_of(ours.person), builders.office(), timezone.now())
    client = Client()
    assert client.post(path).url == "/konto/"
    assert is_refused(client.get(edit_url(ours)))
    assert is_refused(client.get(reverse("stewards:rights", args=[ours.entry.pk])))


def test_the_pages_of_this_room_are_closed(ours, editing):
    second = acting(ours.entry)
    rights = reverse("stewards:rights", args=[ours.entry.pk])
    made = inviting.invite("neu@example.org", ours.entry, second, timezone.now())
    act = reverse("stewards:invitation", args=[ours.entry.pk, made.pk])
    other = reverse("stewards:end", args=[ours.entry.pk, row_of(second).pk])
    assert is_refused(editing.post(rights, {"email": "boese@example.org"}))
    assert is_refused(editing.post(act, {"do": "withdraw"}))
    assert is_refused(editing.post(other))
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_links_that_were_opened_before_do_nothing(ours, tree):
    now = timezone.now()
    Stewardship.objects.filter(user=ours.person).update(since=LONG_AGO)
    row = row_of(ours.person)
    inviting.invite("neu@example.org", ours.entry, ours.person, now)
    invitation = link_to("neu@example.org", "einladung")
    answer_mails.still_there(row, "stewards:t:", now)
    answer = link_to(ours.person.email, "betreuung")
    theirs = house(tree, "Verein Buche")
    alliance = builders.organisation("Bund", kind="alliance")
    for entry in (ours.entry, theirs.entry):
        builders.membership(entry, alliance)
    asks = {"name": "Ute", "email": "ute@example.net", "state": "open", "confirmed_at": now}
    wanted = theirs.entry.reclaims.create(way="members", **asks)
    reclaim_mails.ask_member(wanted, row, now)
    vouch = link_to(ours.person.email, "mitglied")
    own = ours.entry.reclaims.create(way="domain", **asks)
    reclaiming.show(own, now)
    objection = link_to(ours.person.email, "einspruch")
    client = Client()
    links = (invitation, answer, vouch, objection)
    assert [client.get(path).status_code for path in links] == [200] * 4
    end(row, builders.office(), now)
    assert [client.get(path).status_code for path in links] == [410] * 4
    assert [client.post(path, {**ENTRIES, "say": "stay"}).status_code for path in links] == [410] * 4
    own.refresh_from_db()
    row.refresh_from_db()
    assert (own.state, row.answered_on) == ("waiting", None)
    assert not ReclaimVoucher.objects.exists()
    assert Stewardship.objects.filter(organisation=ours.entry, until=None).count() == 0

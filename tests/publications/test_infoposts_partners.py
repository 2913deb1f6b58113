"""Partners: asked for, confirmed, told once, left with one click; merged entries, and people who leave no trace."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.care.merging import merge
from portal import outbox
from portal.anonymous_forms import LEAST_TIME, TOKEN_FIELD, delivery_token
from portal.models import OutgoingMail, Urgency
from publications.infoposts.partners.forms import PartnerForm
from publications.infoposts.partners.joining import MOST_UNCONFIRMED, forget_unconfirmed
from publications.infoposts.partners.telling import NEWS, SECOND_THOUGHTS, send_kits
from publications.infoposts.partners.views import limit
from publications.models import InfopostAuthor, InfopostPage, Partner
from tests import builders
from tests.publications.infoposts_pages import infopost

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    limit._clients.clear()
    return builders.site_tree()


@pytest.fixture
def verein(tree):
    return builders.organisation_page(tree.directory, builders.organisation("Haus Werdau"))


def sent_form(email: str = "presse@example.org", **given) -> dict[str, str]:
    """Return what the form sends."""
    token = delivery_token(PartnerForm.name, timezone.now() - LEAST_TIME * 2)
    return {"email": email, "language": "de", TOKEN_FIELD: token, **given}


def link_in(mail: OutgoingMail, part: str) -> str:
    """Return the path of a link in a mail."""
    return re.search(rf"https?://[^/]+(/\S*{part}\S*)", mail.body)[1]


def partner(entry=None, email: str = "presse@example.org") -> Partner:
    """Return a partner who confirmed."""
    return Partner.objects.create(email=email, organisation=entry, language="de", confirmed_at=timezone.now())


def published(parent, title: str = "Neues", age: timedelta = timedelta(hours=1), **fields) -> InfopostPage:
    """Return an infopost that was published a while ago."""
    return infopost(parent, title, first_published_at=timezone.now() - age, **fields)


def test_nothing_is_sent_before_the_address_is_confirmed(client, verein):
    url = reverse("become_partner_of", args=[verein.organisation.uuid])
    assert "Haus Werdau" in client.get(url).content.decode()
    assert client.post(url, sent_form("Presse@Example.org")).status_code == 200
    published(verein)
    assert send_kits(timezone.now()).endswith("0 mails")
    mail = OutgoingMail.objects.get()
    assert "Haus Werdau" not in mail.subject + mail.body
    assert mail.urgency == Urgency.ANSWER
    path = link_in(mail, "bestaetigen")
    assert "Haus Werdau" in client.get(path).content.decode()
    assert Partner.objects.get().confirmed_at is None
    client.post(path)
    found = Partner.objects.get()
    assert (found.email, found.organisation, found.confirmed_at is None) == (
        "presse@example.org", verein.organisation, False,
    )  # fmt: skip
    assert client.post(path).status_code == 410


def test_whoever_asks_cannot_tell_whether_an_address_is_known(client, tree):
    url = reverse("become_partner")
    first = client.post(url, sent_form()).content
    Partner.objects.update(confirmed_at=timezone.now())
    assert client.post(url, sent_form()).content == first
    assert Partner.objects.count() == 1


def test_nobody_fills_a_strangers_mailbox(client, tree):
    for _number in range(MOST_UNCONFIRMED + 2):
        page = builders.organisation_page(tree.directory)
        client.post(reverse("become_partner_of", args=[page.organisation.uuid]), sent_form())
    assert OutgoingMail.objects.count() == MOST_UNCONFIRMED


def test_hostile_forms_and_addresses_are_refused(client, tree, verein):
    url = reverse("become_partner")
    for given in (
        {"email": "keine"},
        {"language": "xx"},
        {TOKEN_FIELD: "x"},
        {"fax_extension": "1"},
        {"email": ""},
        {"email": f"a@{'İ' * 60}.{'İ' * 60}.{'İ' * 60}.example"},  # twice as long in small letters
        {"email": "a@example.org\nBcc: b@example.org"},
    ):
        assert client.post(url, {**sent_form(), **given}).status_code == 400
    assert client.post(url, sent_form(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    verein.organisation.status = "proposed"
    verein.organisation.save()
    assert client.get(reverse("become_partner_of", args=[verein.organisation.uuid])).status_code == 404
    for name in ("confirm_partner", "leave_partner"):
        assert client.get(reverse(name, args=["falsch"])).status_code == 410
    assert not Partner.objects.exists()


def test_partners_get_short_words_and_the_link_to_the_kit_once(tree, verein):
    of_all, of_one = partner(email="alle@example.org"), partner(verein.organisation, "eine@example.org")
    partner(verein.organisation, "alle@example.org")
    partner(builders.organisation(), "andere@example.org")
    page = published(verein, "Tanz auf dem Markt")
    now = timezone.now()
    assert send_kits(now) == "1 infoposts, 2 mails"
    assert send_kits(now) == "0 infoposts, 0 mails"
    mails = OutgoingMail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == [of_all.email, of_one.email]
    for mail in mails:
        assert "Tanz auf dem Markt" in mail.subject
        assert page.get_url() in mail.body
        assert reverse("share_kit", args=[page.pk]) in mail.body
        assert mail.unsubscribe_url in mail.body


def test_whoever_follows_a_further_author_is_told_too(tree, verein):
    other = builders.organisation("Netz Ost")
    partner(other)
    published(verein, co_authors=(other,))
    assert send_kits(timezone.now()).endswith("1 mails")


def test_only_news_is_told_and_after_time_for_second_thoughts(tree, verein):
    partner()
    published(verein, "Gerade eben", SECOND_THOUGHTS / 2)
    published(verein, "Altes", NEWS * 2)
    published(verein, "Entwurf", live=False)
    builders.restrict(published(verein, "Geschlossen"))
    assert send_kits(timezone.now()) == "0 infoposts, 0 mails"
    assert send_kits(timezone.now() + SECOND_THOUGHTS) == "1 infoposts, 1 mails"


def test_one_click_ends_it_and_forgets_the_address(client, tree, verein):
    partner(verein.organisation)
    published(verein)
    send_kits(timezone.now())
    path = link_in(OutgoingMail.objects.get(), "ende")
    assert client.get(path).status_code == 200
    assert Partner.objects.exists()
    for _time in range(2):  # as mail programs do it: no form, no token
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Partner.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_what_waits_is_held_back_when_the_post_goes_or_its_author_needs_protection(tree, verein):
    """Nobody gets it twice, and nobody gets what must not be told any more."""
    builders.contact(verein, "hilfe@werdau.example", person="Ada Beispiel")
    partner(email="erste@example.org")
    partner(email="zweite@example.org")
    page = published(verein, summary="Ada Beispiel lädt ein.")
    send_kits(timezone.now())
    OutgoingMail.objects.filter(recipient="erste@example.org").update(sent_at=timezone.now())
    verein.organisation.is_shielded = True
    verein.organisation.save()
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["erste@example.org"]
    send_kits(timezone.now())
    waiting = OutgoingMail.objects.get(sent_at=None)
    assert (waiting.recipient, "Beispiel" in waiting.body) == ("zweite@example.org", False)
    page.unpublish()
    assert not OutgoingMail.objects.filter(sent_at=None).exists()


def test_a_mailbox_that_refuses_two_posts_for_good_is_forgotten(tree, verein):
    for name in ("voll", "weg", "wieder"):
        partner(email=f"{name}@example.org")
    now = timezone.now()
    for title in ("Eins", "Zwei", "Drei"):
        published(verein, title)
    send_kits(now)
    mails = OutgoingMail.objects.order_by("key")
    for recipient, refused in (("voll", 1), ("weg", 2), ("wieder", 2)):
        ids = list(mails.filter(recipient=f"{recipient}@example.org").values_list("pk", flat=True))
        mails.filter(pk__in=ids[:refused]).update(given_up_at=now)
        if recipient != "weg":
            mails.filter(pk__in=ids[refused:]).update(sent_at=now + timedelta(hours=1))
    send_kits(now)
    left = Partner.objects.order_by("email").values_list("email", flat=True)
    assert list(left) == ["voll@example.org", "wieder@example.org"]
    assert not mails.filter(recipient="weg@example.org").exists()


def test_unconfirmed_wishes_are_forgotten(client, tree):
    client.post(reverse("become_partner"), sent_form())
    partner(email="bleibt@example.org")
    assert forget_unconfirmed(timezone.now() + timedelta(minutes=1)) == 1
    assert not OutgoingMail.objects.exists()
    assert Partner.objects.get().email == "bleibt@example.org"


def test_mails_of_partners_are_sent_by_the_outbox(tree, verein, mailoutbox):
    partner()
    published(verein)
    send_kits(timezone.now())
    outbox.send_due(timezone.now())
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_merged_entry_takes_its_partners_and_words_along_once(tree, verein):
    source, target = builders.organisation("Alt"), builders.organisation("Neu")
    partner(source, "beide@example.org")
    partner(target, "beide@example.org")
    partner(source, "eine@example.org")
    once = infopost(verein, "Einmal", co_authors=(source,))
    twice = infopost(verein, "Zweimal", co_authors=(source, target))
    own = infopost(builders.organisation_page(tree.directory, target), "Eigenes", co_authors=(source,))
    merge(source, target, builders.office())
    assert sorted(Partner.objects.filter(organisation=target).values_list("email", flat=True)) == [
        "beide@example.org", "eine@example.org",
    ]  # fmt: skip
    left = InfopostAuthor.objects.values_list("page_id", "organisation_id")
    assert set(left) == {(once.pk, target.pk), (twice.pk, target.pk)}
    assert own.pk not in {page for page, _entry in left}

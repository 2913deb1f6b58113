"""The pages behind the links: GET shows, POST acts, bound to what was shown and to who may still speak."""

from datetime import date, time, timedelta

import pytest

from network.models import (
    Asking,
    ContactPoint,
    Correction,
    Freshness,
    NotAsked,
    Offer,
    OpeningHours,
    Organisation,
    OrganisationPage,
    Stewardship,
)
from portal.models import OutgoingMail
from portal.signed_links import UsedLink
from tests import builders
from tests.network.freshness_cases import START, case, clock, links, run

pytestmark = pytest.mark.django_db
KINDS = ("hours", "offers", "contacts", "page")


@pytest.fixture
def asked(tree):
    """Return a case whose steward was asked today, and the paths in the mail: everything, then by item key."""
    one = case(tree)
    run(START)
    mail = OutgoingMail.objects.get()
    everything, *each = links(mail)
    with clock(START):
        # PostgreSQL orders what stands in a JSON column, so the kinds say the order of the mail.
        keys = sorted(Asking.objects.get().asked, key=lambda key: KINDS.index(key.split(":")[1]))
        yield one, everything, dict(zip(keys, each, strict=True))


def item(asked, kind: str) -> str:
    """Return the path of the link for a kind."""
    one, _everything, each = asked
    return each[f"facts:{kind}:{one.page.pk}"]


def days(page: OrganisationPage) -> dict[str, date | None]:
    """Return the days of confirmation of a page."""
    row = Freshness.objects.filter(pk=page.pk).first()
    return {kind: getattr(row, f"{kind}_on", None) for kind in KINDS}


def test_opening_a_link_changes_nothing(asked, client):
    one, everything, each = asked
    for path in (everything, *each.values()):
        for suffix in ("", "aendern/"):
            answer = client.get(path + suffix)
            assert answer.status_code == 200, path + suffix
            assert answer["Cache-Control"] == "no-store"
            assert answer["Referrer-Policy"] == "no-referrer"
            assert not answer.cookies
    assert client.get(item(asked, "offers") + "beenden/").status_code == 200
    assert not Freshness.objects.exists()
    assert not UsedLink.objects.exists()


def test_one_press_confirms_everything(asked, client):
    one, everything, _each = asked
    answer = client.post(everything)
    assert answer.status_code == 200
    assert set(days(one.page).values()) == {START}


def test_one_item_is_confirmed_alone(asked, client):
    one, _everything, _each = asked
    client.post(item(asked, "hours"))
    assert days(one.page) == {"hours": START, "offers": None, "contacts": None, "page": None}


def test_a_confirmation_publishes_no_draft_and_makes_no_revision(asked, client):
    one, everything, _each = asked
    page = OrganisationPage.objects.get(pk=one.page.pk)
    page.summary = "Noch nicht fertig."
    draft = page.save_revision()
    before = OrganisationPage.objects.values("latest_revision", "has_unpublished_changes", "summary").get(
        pk=page.pk
    )
    assert client.post(everything).status_code == 200
    after = OrganisationPage.objects.values("latest_revision", "has_unpublished_changes", "summary").get(
        pk=page.pk
    )
    assert before == after
    assert after["latest_revision"] == draft.pk
    draft.publish()
    assert set(days(one.page).values()) == {START}, "publishing an older draft takes no confirmation back"


def test_replaying_a_link_says_that_it_worked(asked, client):
    _one, everything, _each = asked
    client.post(everything)
    with clock(START + timedelta(days=1)):
        for answer in (client.post(everything), client.get(everything)):
            assert answer.status_code == 410
    assert set(days(asked[0].page).values()) == {START}


def test_a_second_steward_learns_that_it_is_done(asked, client):
    one, everything, _each = asked
    client.post(everything)
    answer = client.get(item(asked, "hours"))
    assert answer.context["already"]
    with clock(START + timedelta(days=2)):
        client.post(item(asked, "hours"))
    assert days(one.page)["hours"] == START


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("hours", lambda page: builders.opening_hours(page, weekday=4)),
        ("offers", lambda page: Offer.objects.filter(page=page).update(title="Schach")),
        ("contacts", lambda page: ContactPoint.objects.filter(page=page).update(disclosure="nobody")),
        ("contacts", builders.address),
        ("page", lambda page: OrganisationPage.objects.filter(pk=page.pk).update(summary="Anders.")),
        ("page", lambda page: builders.topic_of(page, builders.topic())),
    ],
)
def test_what_changed_since_the_mail_is_not_confirmed(asked, client, kind, change):
    one, everything, each = asked
    change(one.page)
    for path in (item(asked, kind), everything):
        answer = client.post(path)
        assert answer.status_code == 410
        assert not Freshness.objects.exists()
        assert not UsedLink.objects.exists()
    others = [path for key, path in each.items() if f":{kind}:" not in key]
    assert {client.get(path).status_code for path in others} == {200}
    fresh = client.post(item(asked, kind)).context["fresh_path"]
    assert client.get(fresh).status_code == 200
    assert client.post(fresh).status_code == 200
    assert days(one.page)[kind] == START


def test_a_link_for_what_stands_there_now_ends_with_the_old_one(asked, client):
    one, _everything, _each = asked
    builders.opening_hours(one.page, weekday=4)
    with clock(START + timedelta(days=59)):
        fresh = client.get(item(asked, "hours")).context["fresh_path"]
        assert client.get(fresh).status_code == 200
    with clock(START + timedelta(days=61)):
        assert client.post(fresh).status_code == 410
    assert not Freshness.objects.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: Stewardship.objects.filter(organisation=one.entry).update(until=START),
        lambda one: type(one.stewards[0]).objects.update(is_active=False),
        lambda one: one.stewards[0].delete(),
        lambda one: Organisation.objects.filter(pk=one.entry.pk).update(status="merged"),
        lambda one: OrganisationPage.objects.filter(pk=one.page.pk).update(live=False),
        lambda one: Asking.objects.all().delete(),
    ],
)
def test_whoever_may_speak_no_more_has_no_right_by_a_link(asked, client, spoil):
    one, everything, each = asked
    spoil(one)
    for path in (everything, *each.values()):
        for suffix in ("", "aendern/", "beenden/"):
            assert client.get(path + suffix).status_code == 410
            assert client.post(path + suffix, {"text": "x"}).status_code == 410
    assert not Freshness.objects.exists()
    assert not Correction.objects.exists()


def test_a_link_to_the_own_address_ends_with_the_address(tree, client):
    case(tree, stewards=0)
    run(START)
    everything = links(OutgoingMail.objects.get())[0]
    with clock(START):
        assert client.get(everything).status_code == 200
        ContactPoint.objects.update(value="andere@example.org")
        assert client.get(everything).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "ä" * 40, "1" * 3000, "../../admin"])
def test_hostile_tokens_get_a_page(tree, client, token):
    for path in (f"/bestaetigen/{token}/", f"/bestaetigen/{token}/beenden/", f"/nicht-mehr-fragen/{token}/"):
        assert client.get(path).status_code in {404, 410}
        assert client.post(path).status_code in {404, 410}


def test_a_token_cut_or_for_another_purpose_gives_no_right(asked, client):
    _one, everything, _each = asked
    assert client.post(everything[:-2] + "/").status_code == 410
    token = everything.split("/")[2]
    assert client.post(f"/nicht-mehr-fragen/{token}/").status_code == 410
    assert client.post(f"/hinweis/{token}/").status_code == 410
    assert not Freshness.objects.exists()
    assert not NotAsked.objects.exists()


def test_words_about_a_change_go_to_the_office(asked, client):
    one, _everything, _each = asked
    path = item(asked, "hours") + "aendern/"
    for text in ("", " ", "x" * 1501):
        assert client.post(path, {"text": text}).status_code == 400
    assert not UsedLink.objects.exists()
    assert client.post(path, {"text": "Dienstags ist zu."}).status_code == 200
    hint = Correction.objects.get()
    assert "Dienstags ist zu." in hint.text
    assert (hint.organisation, hint.sender) == (one.entry, one.stewards[0].email)
    assert Asking.objects.get().asked[f"facts:hours:{one.page.pk}"] == "told"


def test_what_was_told_is_not_asked_of_the_next_one(tree, client):
    case(tree, stewards=2)
    run(START)
    with clock(START):
        for path in links(OutgoingMail.objects.get())[1:]:
            assert client.post(path + "aendern/", {"text": "Anders."}).status_code == 200
    run(START + timedelta(days=14))
    run(START + timedelta(days=28))
    assert (
        not OutgoingMail.objects.exclude(key__startswith="correction:")
        .exclude(pk=OutgoingMail.objects.filter(key__startswith="freshness:").first().pk)
        .exists()
    )


def test_offers_that_are_over_end_and_the_others_are_confirmed(asked, client):
    one, _everything, _each = asked
    path = item(asked, "offers") + "beenden/"
    keys = [str(Offer.objects.get().key)]
    for hostile in ([], ["x"], ["\0"], [*keys, "x"]):
        assert client.post(path, {"endings": hostile}).status_code == 400
    page = OrganisationPage.objects.get(pk=one.page.pk)
    page.summary = "Entwurf"
    page.save_revision()
    assert client.post(path, {"endings": keys}).status_code == 200
    assert Offer.objects.get().status == "ended"
    page.refresh_from_db()
    assert page.summary != "Entwurf"
    assert page.get_latest_revision_as_object().summary == "Entwurf"
    assert [offer.status for offer in page.get_latest_revision_as_object().offers.all()] == ["ended"]
    assert days(one.page)["offers"] == START


def test_hours_that_are_over_go_and_new_ones_of_a_draft_stay_there(asked, client):
    one, _everything, _each = asked
    page = OrganisationPage.objects.get(pk=one.page.pk)
    page.opening_hours.add(OpeningHours(weekday=5, opens_at=time(10), closes_at=time(11)))
    page.save_revision()
    assert client.post(item(asked, "hours") + "beenden/").status_code == 200
    assert not OpeningHours.objects.exists()
    page.refresh_from_db()
    assert [row.weekday for row in page.get_latest_revision_as_object().opening_hours.all()] == [5]


def test_a_locked_page_is_left_to_the_office(asked, client):
    one, _everything, _each = asked
    OrganisationPage.objects.filter(pk=one.page.pk).update(locked=True)
    assert client.post(item(asked, "hours") + "beenden/").status_code == 200
    assert OpeningHours.objects.exists()
    assert Correction.objects.exists()


def test_the_end_of_an_organisation_is_told_and_not_carried_out(asked, client):
    one, _everything, _each = asked
    assert client.post(item(asked, "page") + "beenden/").status_code == 200
    assert Correction.objects.get().organisation == one.entry
    assert OrganisationPage.objects.get(pk=one.page.pk).live


def test_contacts_and_everything_at_once_cannot_be_ended(asked, client):
    _one, everything, _each = asked
    for path in (item(asked, "contacts"), everything):
        assert client.get(path + "beenden/").status_code == 410
        assert client.post(path + "beenden/").status_code == 410


def test_pages_and_mails_show_what_everybody_may_see(tree, client):
    one = case(tree)
    builders.contact(one.page, "geheim@example.org", disclosure="office")
    builders.contact(one.page, "+4937112345", kind="phone", disclosure="members", person="Rosa Rot")
    run(START)
    mail = OutgoingMail.objects.get()
    with clock(START):
        shown = client.get(links(mail)[0]).content.decode()
    for text in (mail.body, mail.html, shown):
        assert f"info@{one.entry.pk}" in text.replace("&#64;", "@")
        for secret in ("geheim", "12345", "Rosa"):
            assert secret not in text


def test_under_the_emergency_switch_nothing_hidden_is_told(tree, client):
    one = case(tree)
    Organisation.objects.filter(pk=one.entry.pk).update(is_shielded=True)
    builders.drain()
    run(START)
    mail = OutgoingMail.objects.get()
    with clock(START):
        shown = client.get(links(mail)[0]).content.decode()
    for text in (mail.body, mail.html, shown):
        assert f"info@{one.entry.pk}" not in text.replace("&#64;", "@")


def test_names_cannot_carry_markup_into_the_mail(tree):
    one = case(tree)
    Organisation.objects.filter(pk=one.entry.pk).update(name="<script>alert(1)</script>")
    Offer.objects.update(title="<img src=x onerror=alert(1)>\r\nBcc: x@example.org")
    run(START)
    mail = OutgoingMail.objects.get()
    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert "\n" not in mail.subject


def test_the_own_address_leaves_with_one_click(tree, client):
    case(tree, stewards=0)
    run(START)
    path = "/" + OutgoingMail.objects.get().unsubscribe_url.split("/", 3)[3]
    with clock(START):
        assert client.get(path).status_code == 200
        assert not NotAsked.objects.exists()
        for _ in range(2):
            assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NotAsked.objects.count() == 1
    run(START + timedelta(days=400))
    assert OutgoingMail.objects.count() == 1

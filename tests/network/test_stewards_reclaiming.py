"""Asking for access to an organisation that lost its people: proofs, waiting, objections, and who never gets in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.care import merging as entries
from network.models import ContactPoint, Organisation, Origin, Reclaim, ReclaimVoucher, Stewardship
from network.stewards import housekeeping, proofs, reclaim_receiving, reclaiming
from portal.accounts.models import Invitation
from portal.models import OutgoingMail, Urgency, User
from portal.registries import retention_rules
from tests import builders
from tests.network.stewarding import (
    ENTRIES,
    LONG_AGO,
    acting,
    filled,
    link_to,
    mail_to,
    recipients,
    row_of,
    signed_in,
)

pytestmark = pytest.mark.django_db
ASKS = "ute@example.net"


@pytest.fixture(autouse=True)
def forgetful():
    """Let no test count for the next one."""
    reclaim_receiving.limit._clients.clear()


@pytest.fixture
def entry(tree) -> Organisation:
    """Return an organisation with a page, an address and a website of its own."""
    made = builders.organisation("Verein Amsel")
    page = builders.organisation_page(tree.directory, made)
    builders.contact(page, "info@amsel.example")
    builders.contact(page, "https://www.amsel.example", kind="website")
    return made


@pytest.fixture
def fellows(entry) -> list[User]:
    """Return who acts for three other members of the same alliance."""
    alliance = builders.organisation("Bund", kind="alliance")
    builders.membership(entry, alliance)
    people = []
    for number in range(3):
        other = builders.organisation(f"Mitglied {number}")
        builders.membership(other, alliance)
        people.append(acting(other, f"mitglied{number}@example.org"))
    return people


def form(entry: Organisation) -> str:
    """Return where one asks."""
    return reverse("reclaim", args=[entry.uuid])


def ask(entry: Organisation, email: str = ASKS, **data) -> Reclaim:
    """Ask and confirm the address; return the request."""
    client = Client()
    assert client.post(form(entry), filled(email)).status_code == 200
    path = link_to(email.lower(), "weiter")
    answer = client.post(path, data)
    assert answer.status_code == 200, answer.context["form"].errors
    return Reclaim.objects.filter(email=email.lower()).latest("created_at")


def by_members(entry: Organisation, fellows: list[User], email: str = ASKS) -> Reclaim:
    """Ask by way of members."""
    members = [row_of(person).organisation_id for person in fellows]
    return ask(entry, email, way="members", members=members)


def vouch(person: User) -> int:
    """Press the button in the mail to a member's steward; return the status."""
    return Client().post(link_to(person.email, "mitglied")).status_code


def go_on(**more) -> None:
    """Let housekeeping run later."""
    housekeeping.go_on(timezone.now() + timedelta(**more))


def is_invited(email: str = ASKS) -> bool:
    """Return whether the asking address got its invitation."""
    return Invitation.objects.filter(email=email, purpose="reclaimed").exists()


class TestAsking:
    """The form without an account."""

    def test_the_entry_leads_to_it_and_it_needs_no_cookie(self, entry, client):
        page = client.get(entry.pages.get().url).content.decode()
        assert form(entry) in page
        answer = client.get(form(entry))
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"

    def test_nobody_hears_of_it_before_the_address_is_confirmed(self, entry):
        acting(entry, "ina@example.org")
        Client().post(form(entry), filled(ASKS))
        assert recipients() == [ASKS]
        mail = mail_to(ASKS)
        for words in ("Vorstand", "Ute", "Verein Amsel"):
            assert words not in mail.subject + mail.body + mail.html
        assert mail.urgency == Urgency.ANSWER
        assert "Verein Amsel" in Client().get(link_to(ASKS, "weiter")).content.decode()
        assert recipients() == [ASKS]

    def test_the_answer_is_the_same_with_and_without_people(self, entry, tree):
        other = builders.organisation("Verein Amsel")
        builders.organisation_page(tree.directory, other, slug="amsel-2")
        acting(other, ASKS)
        texts = []
        for one in (entry, other):
            page = Client().post(form(one), filled(ASKS)).content.decode()
            texts.append(page.replace("amsel-2", "verein-amsel").replace(str(one.uuid), ""))
        assert texts[0] == texts[1]

    def test_a_second_press_does_nothing(self, entry):
        data = filled(ASKS)
        for _ in range(2):
            assert Client().post(form(entry), data).status_code == 200
        assert Reclaim.objects.count() == OutgoingMail.objects.count() == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"email": ""},
            {"email": "x"},
            {"person": ""},
            {"person": "x" * 101},
            {"words": ""},
            {"words": "x" * 1001},
            {"words": "Bitte www.example.com ansehen"},
            {"person": "https://example.com"},
            {"person": "\0"},
            {"fax_extension": "1"},
            {"filled_from": "x"},
        ],
    )
    def test_what_is_wrong_gets_a_message(self, entry, wrong):
        assert Client().post(form(entry), {**filled(ASKS), **wrong}).status_code == 400
        assert not Reclaim.objects.exists()

    def test_other_sites_send_nothing(self, entry):
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert Client().post(form(entry), filled(ASKS), headers=headers).status_code == 400

    def test_one_address_is_not_flooded(self, entry):
        for number in range(4):
            reclaim_receiving.limit._clients.clear()
            answer = Client().post(form(entry), filled(ASKS, words=f"Nummer {number}"))
        assert answer.status_code == 429
        assert OutgoingMail.objects.count() == 3

    def test_one_network_is_slowed_down(self, entry):
        for number in range(6):
            answer = Client().post(form(entry), filled(f"u{number}@example.net"))
        assert answer.status_code == 429
        assert Reclaim.objects.count() == 5

    def test_what_is_not_public_cannot_be_asked_for(self, tree):
        draft = builders.organisation("Entwurf", status="proposed")
        builders.organisation_page(tree.directory, draft)
        bare = builders.organisation("Ohne Seite")
        for one in (draft, bare):
            assert Client().get(form(one)).status_code == 404

    def test_the_oldest_unconfirmed_give_way(self, entry, monkeypatch):
        monkeypatch.setattr(reclaim_receiving, "MOST_WAITING", 2)
        for number in range(3):
            Client().post(form(entry), filled(f"u{number}@example.net"))
        assert set(Reclaim.objects.values_list("email", flat=True)) == {"u1@example.net", "u2@example.net"}
        assert OutgoingMail.objects.count() == 2

    def test_who_acts_already_is_led_to_the_door(self, entry):
        acting(entry, ASKS)
        Client().post(form(entry), filled(ASKS))
        path = link_to(ASKS, "weiter")
        assert Client().get(path).context["has_access"]
        assert Client().post(path, {"way": "office"}).status_code == 410
        assert Reclaim.objects.get().state == "unconfirmed"

    def test_one_address_has_one_running_request(self, entry):
        ask(entry, way="office")
        Client().post(form(entry), filled(ASKS, words="Noch einmal"))
        assert Client().get(link_to(ASKS, "weiter")).status_code == 410


class TestDomain:
    """An address of the organisation's own is the proof."""

    def test_the_known_address_and_its_domain_are_enough(self, entry):
        for email in ("INFO@amsel.example", "vorstand@amsel.example"):
            assert ask(entry, email).state == "granted"
            assert is_invited(email.lower())

    def test_the_invitation_makes_a_steward(self, entry):
        ask(entry, "vorstand@amsel.example")
        assert Client().post(link_to("vorstand@amsel.example", "einladung"), ENTRIES).status_code == 302
        row = Stewardship.objects.get()
        assert (row.organisation, row.came_by) == (entry, Origin.RECLAIMED)

    @pytest.mark.parametrize("website", ["https://amsel.example", "https://www.Amsel.example/"])
    def test_the_own_website_tells_the_domain(self, entry, website):
        ContactPoint.objects.all().delete()
        builders.contact(entry.pages.get(), website, kind="website")
        assert proofs.is_own("eva@amsel.example", entry)
        assert not proofs.is_own("eva@www.amsel.example", entry)

    @pytest.mark.parametrize(
        ("website", "email"),
        [
            ("https://www.stadt.example/vereine/amsel", "amt@stadt.example"),
            ("https://gmail.com", "boese@gmail.com"),
            ("https://posteo.de/", "boese@posteo.de"),
            ("https://amsel.example", "boese@boese-amsel.example"),
            ("https://amsel.example", "boese@amsel.example.com"),
            ("https://amsel.example", "boese@sub.amsel.example"),
            ("https://amsel.example", "info@amsel.example@boese.example"),
            ("https://amsel.example@boese.example", "eva@amsel.example"),
            ("https://example", "eva@example"),
        ],
    )
    def test_other_domains_and_everybodys_mail_are_none(self, entry, website, email):
        ContactPoint.objects.filter(kind="website").update(value=website)
        assert not proofs.is_own(email, entry)

    @pytest.mark.parametrize("address", ["verein.amsel@gmail.com", "amsel@stadt.example"])
    def test_a_known_address_speaks_for_itself_and_not_for_its_domain(self, entry, address):
        ContactPoint.objects.filter(kind="email").update(value=address)
        assert proofs.is_own(address, entry)
        assert not proofs.is_own(f"boese@{address.partition('@')[2]}", entry)

    def test_what_nobody_may_use_proves_nothing(self, entry):
        ContactPoint.objects.update(disclosure="nobody")
        assert not proofs.is_own("vorstand@amsel.example", entry)
        assert not proofs.is_own("info@amsel.example", entry)

    def test_a_domain_that_another_entry_shares_is_nobodys_own(self, entry, tree):
        other = builders.organisation_page(tree.directory)
        builders.contact(other, "nord@amsel.example")
        assert not proofs.is_own("vorstand@amsel.example", entry)
        assert proofs.is_own("info@amsel.example", entry)

    def test_a_website_of_another_entry_at_the_domain_counts(self, entry, tree):
        other = builders.organisation_page(tree.directory)
        builders.contact(other, "https://amsel.example/nord", kind="website")
        assert not proofs.is_own("vorstand@amsel.example", entry)

    def test_a_draft_proves_nothing(self, entry):
        entry.pages.update(live=False)
        assert not proofs.is_own("info@amsel.example", entry)


class TestAddress:
    """The organisation's known address says so."""

    def test_it_is_asked_and_its_word_counts(self, entry):
        ask(entry, way="address")
        path = link_to("info@amsel.example", "adresse")
        assert "Ute Weg" in Client().get(path).content.decode()
        assert not is_invited()
        assert Client().post(path).status_code == 200
        assert is_invited()
        assert Client().post(path).status_code == 410

    def test_the_link_ends_with_the_address(self, entry):
        ask(entry, way="address")
        path = link_to("info@amsel.example", "adresse")
        ContactPoint.objects.filter(kind="email").update(value="andere@amsel.example")
        assert Client().post(path).status_code == 410
        assert not is_invited()

    def test_the_hidden_address_is_told_to_nobody(self, entry):
        ContactPoint.objects.update(disclosure="office")
        Client().post(form(entry), filled(ASKS))
        page = Client().get(link_to(ASKS, "weiter"))
        assert "amsel.example" not in page.content.decode()


class TestMembers:
    """Two members of the same alliance say so."""

    def test_two_are_needed_from_two_organisations(self, entry, fellows):
        ContactPoint.objects.all().delete()
        by_members(entry, fellows)
        assert vouch(fellows[0]) == 200
        assert not is_invited()
        assert vouch(fellows[1]) == 200
        assert is_invited()

    def test_the_organisations_own_address_may_object_in_time(self, entry, fellows):
        reclaim = by_members(entry, fellows[:2])
        for person in fellows[:2]:
            vouch(person)
        reclaim.refresh_from_db()
        assert reclaim.state == "waiting"
        assert (
            Client()
            .post(link_to("info@amsel.example", "einspruch"), {"objection": "Kenne ich nicht."})
            .status_code
            == 200
        )
        go_on(days=11)
        assert not is_invited()
        reclaim.refresh_from_db()
        assert (reclaim.state, reclaim.objection) == ("office", "Kenne ich nicht.")

    def test_two_people_of_one_organisation_are_one_word(self, entry, fellows):
        second = acting(row_of(fellows[0]).organisation, "zweite@example.org")
        by_members(entry, fellows[:2])
        vouch(fellows[0])
        vouch(second)
        assert ReclaimVoucher.objects.count() == 1

    def test_one_person_of_two_organisations_is_one_word(self, entry, fellows):
        person = fellows[0]
        Stewardship.objects.create(user=person, organisation=row_of(fellows[1]).organisation, since=LONG_AGO)
        reclaim = by_members(entry, fellows[:2])
        rows = Stewardship.objects.filter(user=person)
        assert [reclaiming.vouch(reclaim, row, timezone.now()) for row in rows] == [True, False]

    def test_nobody_vouches_for_oneself(self, entry, fellows):
        email = fellows[0].email
        by_members(entry, fellows, email)
        assert email not in [one.recipient for one in OutgoingMail.objects.filter(key__contains=":member:")]
        assert not reclaiming.vouch(Reclaim.objects.get(), row_of(fellows[0]), timezone.now())

    def test_nobody_vouches_into_an_organisation_of_ones_own(self, entry, fellows):
        Stewardship.objects.create(user=fellows[0], organisation=entry, since=LONG_AGO)
        by_members(entry, fellows)
        assert not OutgoingMail.objects.filter(key__contains=":member:", recipient=fellows[0].email).exists()

    def test_newcomers_let_nobody_in(self, entry, fellows):
        month = timezone.localdate() - proofs.NEWCOMER
        for since, counts in ((month, True), (month + timedelta(days=1), False)):
            Stewardship.objects.filter(user=fellows[0]).update(since=since)
            assert proofs.may_vouch(row_of(fellows[0]), entry, ASKS) is counts

    @pytest.mark.parametrize("spoil", ["ended", "closed", "left", "guest", "dissolved", "shielded"])
    def test_a_word_counts_as_long_as_its_right(self, entry, fellows, spoil):
        ContactPoint.objects.all().delete()
        by_members(entry, fellows[:2])
        vouch(fellows[0])
        row = row_of(fellows[0])
        member = Organisation.objects.filter(pk=row.organisation_id)
        if spoil == "ended":
            Stewardship.objects.filter(pk=row.pk).update(until=timezone.localdate())
        elif spoil == "closed":
            User.objects.filter(pk=row.user_id).update(is_active=False)
        elif spoil == "left":
            member.get().memberships.update(status="left")
        elif spoil == "guest":
            member.get().memberships.update(kind="guest")
        elif spoil == "dissolved":
            member.update(status="dissolved")
        else:
            member.update(is_shielded=True)
        assert vouch(fellows[1]) == 200
        assert not is_invited()

    def test_too_few_too_many_and_foreign_members_are_refused(self, entry, fellows):
        keys = [row_of(person).organisation_id for person in fellows]
        stranger = builders.organisation("Fremd").pk
        Client().post(form(entry), filled(ASKS))
        path = link_to(ASKS, "weiter")
        for members in ([], keys[:1], [keys[0], stranger], ["x", "y"], ["\0", keys[0]], [entry.pk, keys[0]]):
            answer = Client().post(path, {"way": "members", "members": members})
            assert answer.status_code == 400, members
            assert answer.context["form"].errors["members"]
        for way in ("", "domain", "x", "\0"):
            assert Client().post(path, {"way": way, "members": keys}).status_code == 400
        assert Reclaim.objects.get().state == "unconfirmed"

    def test_members_of_an_alliance_speak_for_it(self, entry, fellows):
        alliance = Organisation.objects.get(name="Bund")
        names = set(proofs.fellows(alliance).values_list("name", flat=True))
        assert names == {"Verein Amsel", "Mitglied 0", "Mitglied 1", "Mitglied 2"}

    def test_a_members_link_is_no_other_link(self, entry, fellows):
        by_members(entry, fellows[:2])
        token = link_to(fellows[0].email, "mitglied").split("/")[3]
        for way in ("weiter", "adresse", "einspruch"):
            assert Client().post(f"/zugang/{way}/{token}/").status_code == 410


class TestPeopleWhoAct:
    """Nobody is pushed aside: who acts is told, may object, and stays."""

    def test_they_are_told_and_the_invitation_waits(self, entry):
        ina = acting(entry, "ina@example.org")
        reclaim = ask(entry, "vorstand@amsel.example")
        assert reclaim.state == "waiting"
        assert "Ute Weg" in mail_to(ina.email).body
        go_on(days=9)
        assert not is_invited("vorstand@amsel.example")
        go_on(days=10, minutes=1)
        assert is_invited("vorstand@amsel.example")
        assert row_of(ina).until is None

    def test_an_objection_leaves_it_to_the_office(self, entry):
        ina = acting(entry, "ina@example.org")
        reclaim = ask(entry, "vorstand@amsel.example")
        path = link_to(ina.email, "einspruch")
        assert Client().get(path).status_code == 200
        assert Client().post(path, {"objection": "x" * 1001}).status_code == 400
        assert Client().post(path, {}).status_code == 200
        go_on(days=30)
        reclaim.refresh_from_db()
        assert reclaim.state == "office"
        assert not is_invited("vorstand@amsel.example")

    def test_they_object_in_the_admin_too(self, entry):
        ina = acting(entry, "ina@example.org")
        reclaim = ask(entry, "vorstand@amsel.example")
        url = reverse("stewards:reclaim", args=[reclaim.pk])
        client = signed_in(ina)
        assert client.get(url).status_code == 200
        for act in ("grant", "refuse"):
            assert client.post(url, {"do": act}).status_code == 404
        assert client.post(url, {"do": "object", "objection": "Nein."}).status_code == 302
        reclaim.refresh_from_db()
        assert (reclaim.state, reclaim.objection) == ("office", "Nein.")

    def test_who_acts_no_more_objects_no_more(self, entry):
        ina = acting(entry, "ina@example.org")
        ask(entry, "vorstand@amsel.example")
        Stewardship.objects.filter(user=ina).update(until=timezone.localdate())
        assert Client().post(link_to(ina.email, "einspruch")).status_code == 410

    def test_the_emergency_switch_stops_what_waits(self, entry):
        acting(entry, "ina@example.org")
        reclaim = ask(entry, "vorstand@amsel.example")
        Organisation.objects.filter(pk=entry.pk).update(is_shielded=True)
        go_on(days=11)
        reclaim.refresh_from_db()
        assert reclaim.state == "office"
        assert not is_invited("vorstand@amsel.example")

    def test_many_requests_reach_the_office_alone(self, entry):
        acting(entry, "ina@example.org")
        for number in range(4):
            reclaim_receiving.limit._clients.clear()
            last = ask(entry, f"u{number}@amsel.example")
        assert last.state == "office"
        assert OutgoingMail.objects.filter(recipient="ina@example.org").count() == 3


class TestOffice:
    """What only the office decides."""

    @pytest.mark.parametrize("fields", [{"is_shielded": True}, {"is_external": True}])
    def test_what_is_protected_or_kept_by_the_office(self, entry, fellows, fields):
        Organisation.objects.filter(pk=entry.pk).update(**fields)
        reclaim = ask(entry, "info@amsel.example", way="members")
        assert reclaim.state == "office"
        assert set(recipients()) == {"info@amsel.example"}
        assert not is_invited("info@amsel.example")

    def test_it_grants_and_refuses_once(self, entry):
        reclaim, other = ask(entry, way="office"), ask(entry, "uwe@example.net", way="office")
        client = signed_in(builders.office())
        assert "Ute Weg" in client.get(reverse("stewards:reclaims")).content.decode()
        for one, act, state in ((reclaim, "grant", "granted"), (other, "refuse", "refused")):
            url = reverse("stewards:reclaim", args=[one.pk])
            for _ in range(2):
                assert client.post(url, {"do": act}).status_code == 302
            assert client.post(url, {"do": "refuse" if act == "grant" else "grant"}).status_code == 302
            one.refresh_from_db()
            assert one.state == state
        assert is_invited()
        assert not is_invited("uwe@example.net")
        assert "Verein Amsel" in mail_to("uwe@example.net").body

    def test_a_shielded_one_is_granted_by_the_office_alone(self, entry):
        acting(entry, "ina@example.org")
        reclaim = ask(entry, "vorstand@amsel.example")
        go_on(days=11)
        path = link_to("vorstand@amsel.example", "einladung")
        Organisation.objects.filter(pk=entry.pk).update(is_shielded=True)
        assert Client().get(path).status_code == 410
        Reclaim.objects.filter(pk=reclaim.pk).update(decided_by=builders.office())
        assert Client().get(path).status_code == 200

    def test_nobody_else_sees_requests(self, entry):
        reclaim = ask(entry, way="office")
        url = reverse("stewards:reclaim", args=[reclaim.pk])
        stranger = acting(builders.organisation("Verein Buche"))
        for person in (stranger, builders.editor()):
            client = signed_in(person)
            assert client.get(url).status_code == 404
            assert client.post(url, {"do": "grant"}).status_code == 404
            assert client.get(reverse("stewards:reclaims")).status_code == 404
        assert not is_invited()

    def test_what_nobody_confirms_goes_there(self, entry, fellows):
        reclaim = by_members(entry, fellows)
        go_on(days=15)
        reclaim.refresh_from_db()
        assert reclaim.state == "office"

    def test_a_granted_invitation_ends_with_the_organisation(self, entry):
        ask(entry, "vorstand@amsel.example")
        path = link_to("vorstand@amsel.example", "einladung")
        Organisation.objects.filter(pk=entry.pk).update(status="dissolved")
        assert Client().post(path, ENTRIES).status_code == 410

    @pytest.mark.parametrize("act", ["", "x", "\0", "grant "])
    def test_other_buttons_do_nothing(self, entry, act):
        reclaim = ask(entry, way="office")
        url = reverse("stewards:reclaim", args=[reclaim.pk])
        assert signed_in(builders.office()).post(url, {"do": act}).status_code == 302
        reclaim.refresh_from_db()
        assert reclaim.state == "office"


class TestAfterwards:
    """What is kept, merged and logged."""

    def test_unconfirmed_ones_are_forgotten_after_two_days(self, entry):
        Client().post(form(entry), filled(ASKS))
        go_on(hours=47)
        assert Reclaim.objects.exists()
        go_on(hours=49)
        assert not Reclaim.objects.exists()
        assert not OutgoingMail.objects.exists()

    def test_ended_ones_are_forgotten_after_half_a_year(self, entry):
        ask(entry, "vorstand@amsel.example")
        ask(entry, way="office")
        rule = retention_rules["reclaims"]
        now = timezone.now() + timedelta(days=181)
        assert rule.delete(now - rule.keep) == 1
        assert [one.email for one in Reclaim.objects.all()] == [ASKS]

    def test_the_history_names_no_address(self, entry):
        ask(entry, "vorstand@amsel.example")
        logged = ModelLogEntry.objects.filter(action__startswith="network.reclaim")
        assert {one.action.rpartition("_")[2] for one in logged} == {"asked", "shown", "granted"}
        assert "vorstand" not in str([(one.data, one.label) for one in logged])

    def test_a_merge_ends_what_runs_and_its_undoing_brings_it_back(self, entry, tree):
        reclaim = ask(entry, way="office")
        target = builders.organisation("Verein Buche")
        builders.organisation_page(tree.directory, target)
        merge = entries.merge(entry, target, builders.superuser())
        reclaim.refresh_from_db()
        assert (reclaim.state, reclaim.organisation) == ("ended", entry)
        entries.undo(merge, builders.superuser("zwei@example.org"))
        reclaim.refresh_from_db()
        assert reclaim.state == "office"

    @pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "ä" * 40, "1" * 3000])
    def test_hostile_tokens_get_a_page(self, tree, token):
        for way in (
            "zugang/weiter",
            "zugang/adresse",
            "zugang/mitglied",
            "zugang/einspruch",
            "betreuung",
            "betreuung/benennen",
        ):
            for call in (Client().get, Client().post):
                assert call(f"/{way}/{token}/").status_code in {404, 410}

    def test_looking_uses_nothing_up(self, entry, fellows):
        by_members(entry, fellows[:2])
        path = link_to(fellows[0].email, "mitglied")
        for _scanner in range(3):
            assert Client().get(path).status_code == 200
        assert not ReclaimVoucher.objects.exists()

    def test_the_english_pages_are_english(self, entry):
        assert "Get access to this page" in Client().get("/en" + form(entry)).content.decode()

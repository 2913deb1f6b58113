"""Inviting for an organisation: who may, what follows, and when an invitation no longer holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network import roles
from network.models import Organisation, Origin, Stewardship
from network.stewards import inviting
from network.stewards.ending import end
from portal.accounts.models import Invitation
from portal.models import OutgoingMail, User
from tests import builders
from tests.network.stewarding import ENTRIES, acting, link_to, mail_to, row_of, signed_in

pytestmark = pytest.mark.django_db
NEW = "neu@example.org"


@pytest.fixture
def entry(tree) -> Organisation:
    """Return an organisation with a page."""
    made = builders.organisation("Verein Amsel")
    builders.organisation_page(tree.directory, made)
    return made


@pytest.fixture
def ina(entry) -> User:
    """Return who acts for it."""
    return acting(entry, "ina@example.org")


def rights(entry: Organisation) -> str:
    """Return the address of the page."""
    return reverse("stewards:rights", args=[entry.pk])


def join(email: str = NEW) -> User:
    """Accept the last invitation to an address as somebody new."""
    assert Client().post(link_to(email, "einladung"), ENTRIES).status_code == 302
    return User.objects.get(email=email)


def test_a_steward_invites_and_the_new_one_may_edit_the_page(entry, ina):
    answer = signed_in(ina).post(rights(entry), {"email": "Neu@Example.org"})
    assert answer.status_code == 302
    assert "Verein Amsel" in mail_to(NEW).body
    person = join()
    row = row_of(person)
    assert (row.organisation, row.came_by, row.invited_by) == (entry, Origin.INVITED, ina)
    assert row.since == timezone.localdate()
    page = entry.pages.get()
    assert signed_in(person).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_those_who_act_learn_of_the_new_one(entry, ina):
    inviting.invite(NEW, entry, ina, timezone.now())
    join()
    assert "Neu Hier" in mail_to(ina.email).body
    assert mail_to(ina.email).html


def test_the_history_of_the_entry_tells_it_without_the_address(entry, ina):
    inviting.invite(NEW, entry, ina, timezone.now())
    join()
    logged = ModelLogEntry.objects.filter(action__startswith="network.steward")
    assert {one.action for one in logged} == {"network.steward_invited", "network.steward_begun"}
    assert NEW not in str([one.data for one in logged])


def test_what_the_form_sends_along_decides_nothing(entry, ina):
    other = builders.organisation("Verein Buche")
    data = {"email": NEW, "organisation": other.pk, "subject": other.pk, "purpose": "office"}
    signed_in(ina).post(rights(entry), data)
    person = join()
    assert list(Stewardship.objects.filter(user=person).values_list("organisation", flat=True)) == [entry.pk]
    assert not person.groups.filter(name=roles.OFFICE).exists()


def test_nobody_invites_for_a_foreign_organisation(entry, ina):
    other = builders.organisation("Verein Buche")
    for person in (ina, builders.editor(), builders.user()):
        assert signed_in(person).post(rights(other), {"email": NEW}).status_code in {302, 404}
        with pytest.raises(PermissionDenied):
            inviting.invite(NEW, other, person, timezone.now())
    assert not Invitation.objects.exists()


def test_the_office_invites_for_any_organisation(entry):
    signed_in(builders.office()).post(rights(entry), {"email": NEW})
    assert row_of(join()).organisation == entry


@pytest.mark.parametrize("status", ["merged", "dissolved"])
def test_nobody_is_invited_to_what_is_no_more(entry, ina, status):
    Organisation.objects.filter(pk=entry.pk).update(status=status)
    assert signed_in(ina).post(rights(entry), {"email": NEW}).status_code == 404
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("spoil", ["ended", "closed account", "merged", "dissolved", "inviter gone"])
def test_an_invitation_ends_with_what_it_rests_on(entry, ina, spoil):
    inviting.invite(NEW, entry, ina, timezone.now())
    path = link_to(NEW, "einladung")
    assert Client().get(path).status_code == 200
    if spoil == "ended":
        Stewardship.objects.update(until=timezone.localdate())
    elif spoil == "closed account":
        User.objects.filter(pk=ina.pk).update(is_active=False)
    elif spoil == "inviter gone":
        Invitation.objects.update(invited_by=None)
    else:
        Organisation.objects.filter(pk=entry.pk).update(status=spoil)
    assert Client().get(path).status_code == 410
    assert Client().post(path, ENTRIES).status_code == 410
    assert not User.objects.filter(email=NEW).exists()


def test_who_ends_takes_the_open_invitations_along(entry, ina):
    made = inviting.invite(NEW, entry, ina, timezone.now())
    acting(entry)
    end(row_of(ina), ina, timezone.now())
    made.refresh_from_db()
    assert made.withdrawn_at is not None


def test_who_acts_already_is_not_invited_again(entry, ina):
    second = acting(entry, "zwei@example.org")
    answer = signed_in(ina).post(rights(entry), {"email": second.email})
    assert answer.status_code == 400
    assert answer.context["form"].errors["email"]
    inviting.invite(NEW, entry, ina, timezone.now())
    path = link_to(NEW, "einladung")
    builders.steward(entry, NEW)
    assert Client().get(path).status_code == 410


def test_a_row_for_later_begins_now(entry, ina):
    later = timezone.localdate() + timedelta(days=30)
    person = builders.steward(entry, NEW, since=later)
    inviting.invite(NEW, entry, ina, timezone.now())
    assert signed_in(person).post(link_to(NEW, "einladung")).status_code == 302
    assert row_of(person).since == timezone.localdate()
    assert Stewardship.objects.filter(user=person).count() == 1


def test_whoever_left_may_come_back_on_the_same_day(entry, ina):
    person = acting(entry, NEW)
    end(row_of(person), person, timezone.now())
    inviting.invite(NEW, entry, ina, timezone.now())
    assert signed_in(person).post(link_to(NEW, "einladung")).status_code == 302
    assert Stewardship.objects.on(timezone.localdate()).filter(user=person).count() == 1


def test_known_and_unknown_addresses_get_the_same_answer(entry, ina):
    builders.user("bekannt@example.org")
    client = signed_in(ina)
    for address in ("bekannt@example.org", "fremder@example.org"):
        assert client.post(rights(entry), {"email": address}).status_code == 302
    bodies = [
        [line for line in mail_to(one).body.splitlines() if "http" not in line]
        for one in ("bekannt@example.org", "fremder@example.org")
    ]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    "email", ["", "keine", "a@b", "x" * 250 + "@example.org", "\0@example.org", "a@b.de\nBcc: x@y.de"]
)
def test_addresses_that_are_none_get_a_message(entry, ina, email):
    answer = signed_in(ina).post(rights(entry), {"email": email})
    assert answer.status_code == 400
    assert answer.context["form"].errors
    assert not Invitation.objects.exists()


def test_sending_again_ends_the_older_link_and_run_out_ones_stand_once(entry, ina):
    old = inviting.invite(NEW, entry, ina, timezone.now() - timedelta(days=8))
    act = reverse("stewards:invitation", args=[entry.pk, old.pk])
    assert signed_in(ina).post(act, {"do": "again"}).status_code == 302
    assert inviting.unanswered_for(entry).count() == 1
    new = inviting.unanswered_for(entry).get()
    assert new.pk != old.pk
    assert new.expires_at > timezone.now()


def test_taking_back_ends_the_link(entry, ina):
    made = inviting.invite(NEW, entry, ina, timezone.now())
    path = link_to(NEW, "einladung")
    signed_in(ina).post(reverse("stewards:invitation", args=[entry.pk, made.pk]), {"do": "withdraw"})
    assert Client().get(path).status_code == 410


def test_invitations_of_others_cannot_be_touched(entry, ina):
    other = builders.organisation("Verein Buche")
    stranger = acting(other)
    made = inviting.invite(NEW, other, stranger, timezone.now())
    client = signed_in(ina)
    for organisation in (entry, other):
        url = reverse("stewards:invitation", args=[organisation.pk, made.pk])
        for act in ("again", "withdraw", "", "\0"):
            assert client.post(url, {"do": act}).status_code == 404
    made.refresh_from_db()
    assert made.withdrawn_at is None
    assert OutgoingMail.objects.count() == 1


class TestStaff:
    """The office and the editors: asked in by superusers alone."""

    STAFF = "kollegin@example.org"

    def test_a_superuser_invites_into_the_office(self, tree):
        roles.ensure_roles()
        client = signed_in(builders.superuser())
        answer = client.post(reverse("stewards:staff"), {"email": self.STAFF, "purpose": "office"})
        assert answer.status_code == 302
        assert join(self.STAFF).groups.get().name == roles.OFFICE

    def test_nobody_else_does(self, entry, ina):
        for person in (builders.office(), builders.editor(), ina):
            client = signed_in(person)
            assert client.get(reverse("stewards:staff")).status_code == 404
            data = {"email": self.STAFF, "purpose": "office"}
            assert client.post(reverse("stewards:staff"), data).status_code == 404
            with pytest.raises(PermissionDenied):
                inviting.invite_staff(self.STAFF, "office", person, timezone.now())
        assert not Invitation.objects.exists()

    def test_it_ends_with_the_rights_of_who_invites(self, tree):
        roles.ensure_roles()
        boss = builders.superuser()
        inviting.invite_staff(self.STAFF, "editors", boss, timezone.now())
        path = link_to(self.STAFF, "einladung")
        User.objects.filter(pk=boss.pk).update(is_superuser=False)
        assert Client().post(path, ENTRIES).status_code == 410

    @pytest.mark.parametrize("purpose", ["", "steward", "reclaimed", "superuser", "\0"])
    def test_other_purposes_are_refused(self, tree, purpose):
        client = signed_in(builders.superuser())
        data = {"email": self.STAFF, "purpose": purpose}
        assert client.post(reverse("stewards:staff"), data).status_code == 400
        assert not Invitation.objects.exists()

    def test_open_ones_are_taken_back(self, tree):
        roles.ensure_roles()
        boss = builders.superuser()
        made = inviting.invite_staff(self.STAFF, "editors", boss, timezone.now())
        client = signed_in(boss)
        assert self.STAFF in client.get(reverse("stewards:staff")).content.decode()
        url = reverse("stewards:staff_invitation", args=[made.pk])
        assert signed_in(builders.office()).post(url, {"do": "withdraw"}).status_code == 404
        assert client.post(url, {"do": "withdraw"}).status_code == 302
        made.refresh_from_db()
        assert made.withdrawn_at

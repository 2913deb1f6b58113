"""“Who may do what here, and why?”: who sees it, what it tells to whom, and who ends whose part."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from events.models import CoOrganiser
from network.models import Correction, Organisation, Reclaim, Stewardship
from network.stewards import inviting
from network.stewards.ending import end
from portal.models import OutgoingMail, User
from tests import builders
from tests.network.stewarding import acting, mail_to, recipients, row_of, signed_in
from tests.portal.accounts.doing import add_app

pytestmark = pytest.mark.django_db


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


def ending(user: User, entry: Organisation | None = None) -> str:
    """Return where somebody's part is ended."""
    row = row_of(user)
    return reverse("stewards:end", args=[(entry or row.organisation).pk, row.pk])


def view_of(client, entry: Organisation):
    """Return what the page shows."""
    answer = client.get(rights(entry))
    assert answer.status_code == 200
    return answer.context["overview"]


class TestWhoSeesWhat:
    """The page."""

    def test_its_own_people_and_the_office_see_it(self, entry, ina):
        other = acting(builders.organisation("Verein Buche"))
        former = acting(entry)
        Stewardship.objects.filter(user=former).update(until=timezone.localdate())
        for person, status in (
            (ina, 200),
            (builders.office(), 200),
            (builders.superuser(), 200),
            (builders.editor(), 404),
            (other, 404),
        ):
            assert signed_in(person).get(rights(entry)).status_code == status
        assert signed_in(former).get(rights(entry)).status_code in {302, 404}

    def test_it_tells_how_each_came_and_was_here_last(self, entry, ina):
        User.objects.filter(pk=ina.pk).update(last_login=timezone.now() - timedelta(days=70))
        second = builders.steward(entry, came_by="invited", invited_by=ina)
        view = view_of(signed_in(ina), entry)
        by_address = {one.email: one for one in view.people}
        month = timezone.localtime(timezone.now() - timedelta(days=70)).year
        assert str(month) in by_address[ina.email].seen
        assert str(ina) in by_address[second.email].why
        assert by_address[ina.email].is_me
        assert not view.lacks

    def test_the_office_alone_learns_of_second_factors(self, entry, ina):
        add_app(ina)
        assert view_of(signed_in(ina), entry).people[0].factor is None
        assert view_of(signed_in(builders.office()), entry).people[0].factor is True

    def test_staff_is_named_without_addresses(self, entry, ina):
        office = builders.office("geheim-buero@example.org")
        User.objects.filter(pk=office.pk).update(first_name="Olga", last_name="Amt")
        builders.superuser("geheim-leitung@example.org")
        builders.editor("geheim-redaktion@example.org")
        text = signed_in(ina).get(rights(entry)).content.decode()
        assert "Olga Amt" in text
        assert "geheim-" not in text
        others = view_of(signed_in(ina), entry).others
        assert len(others) == 3
        olga = next(one for one in others if one.name == "Olga Amt")
        assert "Koordinierungsbüro" in olga.why
        assert len(olga.may) == 3

    def test_a_rule_given_by_hand_is_told_too(self, entry, ina):
        roles_before = len(view_of(signed_in(ina), entry).others)
        group = Group.objects.create(name="Praktikum")
        change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=entry.pages.get(), permission=change)
        builders.user(first_name="Paul").groups.add(group)
        others = view_of(signed_in(ina), entry).others
        assert len(others) == roles_before + 1
        assert any(one.name == "Paul" and "Praktikum" in one.why for one in others)

    def test_members_groups_are_nobody_elses_right(self, entry, ina):
        acting(builders.organisation("Verein Buche"))
        assert view_of(signed_in(ina), entry).others == []

    def test_co_organisers_are_told(self, entry, ina):
        buche = builders.organisation("Verein Buche")
        event = builders.event(organiser=entry)
        CoOrganiser.objects.create(event=event, organisation=buche)
        assert any("Verein Buche" in one for one in view_of(signed_in(ina), entry).sharing)

    @pytest.mark.parametrize("trust", ["new", "checked", "trusted"])
    def test_trust_says_who_publishes(self, entry, ina, trust):
        Organisation.objects.filter(pk=entry.pk).update(trust=trust)
        told = view_of(signed_in(ina), entry).what[3]
        Organisation.objects.filter(pk=entry.pk).update(trust="new" if trust != "new" else "trusted")
        assert view_of(signed_in(ina), entry).what[3] != told

    def test_open_invitations_and_ended_parts_stand_there(self, entry, ina):
        inviting.invite("offen@example.org", entry, ina, timezone.now())
        former = acting(entry, "vorbei@example.org")
        end(row_of(former), former, timezone.now())
        text = signed_in(ina).get(rights(entry)).content.decode()
        assert "offen@example.org" in text
        assert "vorbei@example.org" in text

    def test_unconfirmed_requests_do_not(self, entry, ina):
        Reclaim.objects.create(organisation=entry, name="Ute Weg", email="ute@example.org")
        assert "Ute Weg" not in signed_in(ina).get(rights(entry)).content.decode()

    def test_it_costs_the_same_for_many(self, entry, ina):
        counts = []
        for number in (3, 30):
            while Stewardship.objects.filter(organisation=entry).count() < number:
                former = builders.steward(entry, until=timezone.localdate())
                acting(entry)
                builders.editor()
                Reclaim.objects.create(
                    organisation=entry,
                    name="Ute",
                    email=former.email,
                    state="open",
                    confirmed_at=timezone.now(),
                )
            client = signed_in(builders.office())
            client.get(rights(entry))
            with CaptureQueriesContext(connection) as queries:
                client.get(rights(entry))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 45

    def test_markup_in_names_stays_text(self, entry, ina):
        User.objects.filter(pk=ina.pk).update(first_name="<script>x</script>")
        Organisation.objects.filter(pk=entry.pk).update(name="<img src=x>")
        text = signed_in(ina).get(rights(entry)).content.decode()
        assert "<script>x" not in text
        assert "<img src=x>" not in text

    def test_the_page_is_found_from_the_editor_and_from_the_register(self, entry, ina):
        edit = reverse("wagtailadmin_pages:edit", args=[entry.pages.get().pk])
        assert rights(entry) in signed_in(ina).get(edit).content.decode()
        office = signed_in(builders.office())
        for url in (
            edit,
            reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk]),
            reverse("wagtailsnippets_network_stewardship:list"),
        ):
            assert rights(entry) in office.get(url).content.decode()

    @pytest.mark.parametrize("key", ["0", "999999999", "9" * 30])
    def test_numbers_that_are_none_are_nothing(self, tree, key):
        assert signed_in(builders.office()).get(f"/admin/stewards/{key}/").status_code == 404


class TestEnding:
    """Stopping oneself, and ending somebody's part."""

    def test_one_stops_oneself(self, entry, ina):
        acting(entry, "zwei@example.org")
        client = signed_in(ina)
        assert client.get(ending(ina)).status_code == 200
        assert Stewardship.objects.get(user=ina).until is None
        assert client.post(ending(ina)).status_code == 302
        row = row_of(ina)
        assert (row.until, row.ended_by) == (timezone.localdate(), ina)
        assert client.get(rights(entry)).status_code in {302, 404}
        assert recipients() == ["zwei@example.org"]

    def test_the_last_one_is_warned(self, entry, ina):
        assert signed_in(ina).get(ending(ina)).context["is_last"]
        acting(entry)
        assert not signed_in(ina).get(ending(ina)).context["is_last"]

    def test_a_steward_ends_nobody_else_but_asks_the_office(self, entry, ina):
        second = acting(entry, "zwei@example.org")
        client = signed_in(ina)
        assert not client.get(ending(second)).context["may_end"]
        for _press in range(2):
            client.post(ending(second))
        assert row_of(second).until is None
        hint = Correction.objects.get()
        assert second.email in hint.text
        assert hint.sender == ina.email

    def test_the_office_ends_and_the_person_is_told(self, entry, ina):
        second = acting(entry, "zwei@example.org")
        signed_in(builders.office()).post(ending(second))
        assert row_of(second).until == timezone.localdate()
        assert "Verein Amsel" in mail_to(second.email).subject
        assert mail_to(ina.email) is not None

    def test_rows_of_others_and_ended_ones_are_nothing(self, entry, ina):
        stranger = acting(builders.organisation("Verein Buche"))
        client = signed_in(ina)
        for url in (ending(stranger), ending(stranger, entry)):
            assert client.get(url).status_code == 404
            assert client.post(url).status_code == 404
        former = acting(entry)
        Stewardship.objects.filter(user=former).update(until=timezone.localdate())
        assert client.get(ending(former)).status_code == 404
        assert row_of(stranger).until is None

    def test_ending_twice_ends_once(self, entry, ina):
        row = row_of(ina)
        assert end(row, ina, timezone.now())
        assert not end(row, ina, timezone.now())

    def test_every_row_that_holds_ends(self, entry, ina):
        later = timezone.localdate() + timedelta(days=9)
        Stewardship.objects.create(user=ina, organisation=entry, until=later)
        end(row_of(ina), ina, timezone.now())
        assert not Stewardship.objects.on(timezone.localdate()).filter(user=ina).exists()

    def test_looking_changes_nothing(self, entry, ina):
        signed_in(builders.office()).get(ending(ina))
        assert row_of(ina).until is None
        assert not OutgoingMail.objects.exists()

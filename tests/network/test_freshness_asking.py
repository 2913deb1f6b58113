"""Rounds of asking, with the clock moved: first steward, second steward, office; nobody twice, nothing lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.freshness import asking as rounds
from network.freshness.confirming import confirm_kinds
from network.freshness.recipients import Recipient
from network.models import ActorPage, Asking, AskingStage, NotAsked, Organisation, Stewardship
from network.records import public_record
from portal import outbox
from portal.models import OutgoingMail, PortalSettings
from tests import builders
from tests.network.freshness_cases import START, at, case, clock, recipients, run

pytestmark = pytest.mark.django_db


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def test_one_mail_lists_everything_that_is_due(tree):
    one = case(tree)
    assert run(START) == "1 mails, 0 for the office, 0 answered"
    mail = OutgoingMail.objects.get()
    assert mail.recipient == one.stewards[0].email
    assert set(Asking.objects.get().asked) == {
        f"facts:{kind}:{one.page.pk}" for kind in ("hours", "offers", "contacts", "page")
    }
    assert mail.body.count("/bestaetigen/") == 5
    assert mail.html.count("<h2>") == 4
    assert "Sprachcafé" in mail.body
    assert mail.unsubscribe_url == ""


def test_periods_decide_what_is_asked(tree):
    one = case(tree, confirmed=START - timedelta(days=200))
    run(START)
    assert set(Asking.objects.get().asked) == {f"facts:{kind}:{one.page.pk}" for kind in ("hours", "offers")}


def test_the_office_sets_the_periods(tree):
    PortalSettings.objects.create(site=tree.site, hours_months=24, offers_months=24, contacts_months=3)
    builders.drain()
    one = case(tree, confirmed=START - timedelta(days=200))
    run(START)
    assert set(Asking.objects.get().asked) == {f"facts:contacts:{one.page.pk}"}


def test_what_comes_due_soon_is_asked_along_and_alone_asks_nobody(tree):
    one = case(tree, confirmed=START - timedelta(days=170))
    run(START)
    assert not OutgoingMail.objects.exists()
    PortalSettings.objects.create(site=tree.site, hours_months=5)
    builders.drain()
    run(START)
    assert set(Asking.objects.get().asked) == {f"facts:{kind}:{one.page.pk}" for kind in ("hours", "offers")}


def test_fresh_facts_drafts_and_unlisted_entries_ask_nobody(tree):
    case(tree, confirmed=START)
    case(tree, live=False)
    hidden = case(tree)
    Organisation.objects.filter(pk=hidden.entry.pk).update(status="dissolved")
    run(START)
    assert not Asking.objects.exists()


def test_repeating_a_run_sends_nothing_twice(tree):
    case(tree)
    for offset in (0, 0, 1, 13):
        run(day(offset))
    assert len(recipients()) == 1


def test_the_second_steward_is_asked_after_two_weeks_and_the_office_learns_after_four(tree):
    PortalSettings.objects.create(site=tree.site, office_email="buero@example.org")
    builders.drain()
    one = case(tree, stewards=2)
    first, second = (person.email for person in one.stewards)
    run(START)
    run(day(13))
    assert recipients() == [first]
    run(day(14))
    assert recipients() == [first, second]
    run(day(27))
    assert Asking.objects.get().stage == AskingStage.SECOND
    run(day(28))
    run(day(29))
    assert Asking.objects.get().stage == AskingStage.OFFICE
    assert recipients() == [first, second, "buero@example.org"]
    assert one.entry.name in OutgoingMail.objects.get(recipient="buero@example.org").body


def test_a_timer_that_stood_still_skips_nobody(tree):
    one = case(tree, stewards=2)
    run(START)
    run(day(60))
    assert recipients() == [person.email for person in one.stewards]
    assert Asking.objects.get().stage == AskingStage.SECOND


def test_a_lone_steward_is_followed_by_the_organisations_own_address(tree):
    one = case(tree)
    run(START)
    run(day(14))
    assert recipients() == [one.stewards[0].email, f"info@{one.entry.pk}.example.org"]


def test_without_steward_the_own_address_is_asked_with_a_way_out(tree):
    one = case(tree, stewards=0)
    run(START)
    mail = OutgoingMail.objects.get()
    assert mail.recipient == f"info@{one.entry.pk}.example.org"
    assert "/nicht-mehr-fragen/" in mail.unsubscribe_url
    assert mail.unsubscribe_url in mail.body


def test_without_anybody_to_ask_it_is_the_offices(tree):
    one = case(tree, stewards=0)
    one.page.contact_points.all().delete()
    external = case(tree)
    Organisation.objects.filter(pk=external.entry.pk).update(is_external=True)
    run(START)
    assert not OutgoingMail.objects.exists()
    assert set(Asking.objects.values_list("stage", flat=True)) == {AskingStage.OFFICE}


def test_former_stewards_and_closed_accounts_are_not_asked(tree):
    one = case(tree, stewards=3)
    Stewardship.objects.filter(user=one.stewards[0]).update(until=START)
    type(one.stewards[1]).objects.filter(pk=one.stewards[1].pk).update(is_active=False)
    run(START)
    assert recipients() == [one.stewards[2].email]


def test_a_confirmed_round_ends_and_the_next_begins_when_its_time_has_come(tree):
    one = case(tree)
    run(START)
    with clock(day(3)):
        confirm_kinds(one.page.pk, {"hours", "offers", "contacts", "page"}, day(3), None)
    run(day(4))
    assert Asking.objects.get().closed_on == day(4)
    run(day(100))
    assert Asking.objects.count() == 1
    run(day(190))
    assert Asking.objects.count() == 2
    assert len(recipients()) == 2


def test_what_comes_due_while_the_office_has_it_is_asked_but_not_within_a_month(tree):
    one = case(tree, confirmed=START - timedelta(days=330))
    PortalSettings.objects.create(site=tree.site, page_months=12, contacts_months=14)
    builders.drain()
    run(START)
    asked = Asking.objects.get().asked
    assert f"facts:contacts:{one.page.pk}" not in asked
    run(day(14))
    run(day(28))
    assert Asking.objects.get().stage == AskingStage.OFFICE
    run(day(43))
    assert Asking.objects.filter(closed_on=None).get().begun_on == START
    run(day(100))
    assert Asking.objects.filter(closed_on=None).get().begun_on == day(100)


def test_whoever_never_answered_is_asked_again_after_half_a_year(tree):
    case(tree)
    for offset in (0, 14, 28, 100, 209):
        run(day(offset))
    assert len(recipients()) == 2
    run(day(28 + 182))
    assert len(recipients()) == 3


def test_a_run_sends_so_many_mails_and_the_next_one_goes_on(tree, monkeypatch):
    monkeypatch.setattr(rounds.run_of, "__defaults__", (3,))
    for _ in range(5):
        case(tree)
    run(START)
    assert len(recipients()) == 3
    run(day(1))
    assert len(set(recipients())) == 5


def test_a_mail_server_that_is_down_loses_nothing(tree, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    case(tree)
    run(START)
    with clock(START):
        assert outbox.send_due(at(START)).server_down
    run(day(1))
    mail = OutgoingMail.objects.get()
    assert (mail.sent_at, mail.given_up_at) == (None, None)


def test_two_runs_at_once_begin_one_round(tree):
    one = case(tree)
    with clock(START):
        runs = [rounds.run_of(at(START)) for _ in range(2)]
        assert rounds.begin(runs[0], one.entry) is not None
        assert rounds.begin(runs[1], one.entry) is None
    assert len(recipients()) == 1


def test_two_runs_at_once_turn_to_the_next_once(tree):
    case(tree, stewards=2)
    run(START)
    with clock(day(14)):
        runs = [rounds.run_of(at(day(14))) for _ in range(2)]
        asking = Asking.objects.select_related("organisation").get()
        for one in runs:
            rounds._advance(one, asking)
    assert len(recipients()) == 2


def test_an_address_that_wants_no_mails_gets_none(tree):
    one = case(tree, stewards=0)
    NotAsked.objects.create(recipient=Recipient(f"INFO@{one.entry.pk}.example.org").digest)
    run(START)
    assert not OutgoingMail.objects.exists()


def test_many_organisations_cost_no_more_queries_to_look_at(tree):
    def queries() -> int:
        with clock(START), CaptureQueriesContext(connection) as found:
            rounds.run_of(at(START))
        return len(found)

    for _ in range(3):
        case(tree)
    builders.drain()
    queries()
    few = queries()
    for _ in range(147):
        case(tree)
    builders.drain()
    queries()
    assert queries() <= few + 2
    assert few < 50


def test_what_was_told_and_never_put_right_is_asked_again_after_half_a_year(tree):
    case(tree)
    run(START)
    with clock(START):
        asking = Asking.objects.get()
        rounds.note_answer(asking, asking.asked)
    run(day(14))
    run(day(100))
    assert Asking.objects.get().stage == AskingStage.FIRST
    run(day(182))
    assert Asking.objects.filter(closed_on=None).get().begun_on == day(182)


def test_a_translation_needs_no_days_of_its_own(tree):
    one = case(tree)
    confirm_kinds(one.page.pk, {"page", "hours"}, START, None)
    english = builders.translated(one.page, "en")
    record = public_record(ActorPage.objects.get(pk=english.pk))
    assert record.confirmed_on == START
    assert dict(record.kinds_confirmed) == {"offers": date(2024, 1, 1), "contacts": date(2024, 1, 1)}

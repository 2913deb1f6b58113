"""What visitors see of freshness, and that list, page and record turn on the same day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from network.freshness.confirming import confirm_kinds
from network.freshness.dating import dated, due, fact_pages, fresh, stale, with_kinds
from network.freshness.periods import Periods, Said, ends_on, oldest_good, stale_from
from network.models import Freshness, OrganisationPage
from network.presentation.actor import is_reached, stale_since
from network.records import public_record
from network.records.load import actor_pages
from portal.models import PortalSettings
from tests import builders
from tests.network.freshness_cases import START, at, case, clock

pytestmark = pytest.mark.django_db
SIX_TWELVE = Periods({"hours": 6, "offers": 6, "contacts": 12, "page": 12}, 14)


def shown(client, one, day: date) -> str:
    """Return the organisation's page in English on a day."""
    with clock(day):
        answer = client.get(f"/en/initiativen/{one.page.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_as_of_when_it_is_confirmed(tree, client):
    one = case(tree, confirmed=date(2026, 2, 10))
    assert "As of February 2026, confirmed" in shown(client, one, START)
    confirm_kinds(one.page.pk, {"page"}, START, None)
    builders.drain()
    assert "As of March 2026, confirmed" in shown(client, one, START)


def test_a_kind_that_grew_old_is_marked_beside_its_facts(tree, client):
    one = case(tree, confirmed=START)
    later = START + timedelta(days=250)
    text = shown(client, one, later)
    assert "Opening hours: not confirmed since March 2026" in text
    assert "Offers: not confirmed since March 2026" in text
    assert "Contacts and addresses: not confirmed" not in text
    assert "Not confirmed for a long time" not in text
    confirm_kinds(one.page.pk, {"hours"}, later, None)
    builders.drain()
    text = shown(client, one, later)
    assert "Opening hours: as of November 2026, confirmed" in text
    assert "Offers: not confirmed since March 2026" in text


def test_a_page_grown_old_says_since_when(tree, client):
    one = case(tree, confirmed=START)
    assert "Not confirmed for a long time" not in shown(client, one, START + timedelta(days=426))
    text = shown(client, one, START + timedelta(days=427))
    assert "Not confirmed since March 2026. Please ask before you go." in text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said(None), None),
        (Said(START), START + timedelta(days=427)),
        (Said(None, first_published=START), START + timedelta(days=427)),
        (Said(START, first_published=date(2020, 1, 1)), START + timedelta(days=427)),
        (Said(START, outdated_since=START + timedelta(days=3)), START + timedelta(days=3)),
        (Said(START, outdated_since=START - timedelta(days=3)), START + timedelta(days=427)),
        (Said(None, outdated_since=START), START),
    ],
)
def test_from_when_an_entry_is_stale(said, expected):
    assert stale_from(said, 14) == expected


@pytest.mark.parametrize("months", [1, 6, 12, 14, 120])
def test_both_directions_of_counting_agree(months):
    for offset in range(0, 4000, 7):
        today = START + timedelta(days=offset)
        assert (ends_on(START, months) <= today) == (oldest_good(today, months) > START)


def test_database_and_record_agree(tree):
    pages = [
        case(tree, confirmed=confirmed, first_published_at=at(published) if published else None).page
        for confirmed in (None, START - timedelta(days=426), START - timedelta(days=427), START)
        for published in (None, START - timedelta(days=427), START)
    ]
    for number, page in enumerate(pages):
        if number % 2:
            Freshness.objects.create(page=page, outdated_since=START - timedelta(days=number))
        if number % 3 == 0:
            Freshness.objects.update_or_create(page=page, defaults={"page_on": START - timedelta(days=400)})
    by_database = set(stale(dated(fact_pages()), START, 14).values_list("pk", flat=True))
    by_record = {
        page.pk
        for page in actor_pages()
        if is_reached(stale_since(public_record(page, day=START), 14), START)
    }
    assert by_database == by_record
    assert 0 < len(by_database) < len(pages)
    confirmed = set(fresh(dated(fact_pages()), START, 14).values_list("pk", flat=True))
    assert not confirmed & by_database


def test_each_kind_is_due_in_its_own_time(tree):
    one = case(tree, confirmed=START)
    pages = with_kinds(fact_pages())
    for days, is_due in ((182, False), (183, True)):
        assert due(pages, START + timedelta(days=days), SIX_TWELVE).exists() == is_due, days
    confirm_kinds(one.page.pk, {"hours", "offers"}, START + timedelta(days=200), None)
    for days, is_due in ((365, False), (366, True)):
        assert due(pages, START + timedelta(days=days), SIX_TWELVE).exists() == is_due, days


def test_what_a_page_does_not_have_is_not_due(tree):
    builders.organisation_page(tree.directory, confirmed_on=START)
    assert not due(with_kinds(fact_pages()), START + timedelta(days=300), SIX_TWELVE).exists()


@pytest.mark.parametrize("name", ["hours_months", "offers_months", "contacts_months", "page_months"])
def test_the_periods_are_bounded(tree, name):
    for months, is_fine in ((0, False), (1, True), (120, True), (121, False)):
        settings = PortalSettings(site=tree.site, **{name: months})
        if is_fine:
            settings.full_clean()
        else:
            with pytest.raises(ValidationError) as refused:
                settings.full_clean()
            assert set(refused.value.message_dict) == {name}
        assert 1 <= settings.months_until_due(name.removesuffix("_months")) <= 120


def test_publishing_what_somebody_wrote_before_takes_no_confirmation_back(tree):
    one = case(tree, confirmed=date(2025, 1, 1))
    draft = OrganisationPage.objects.get(pk=one.page.pk).save_revision()
    confirm_kinds(one.page.pk, {"page"}, START, None)
    draft.publish()
    assert public_record(OrganisationPage.objects.get(pk=one.page.pk)).confirmed_on == START

"""Stale entries rank lower and are marked, in both engines and from the same day on, without anybody saving."""

from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from network.freshness.confirming import confirm_kinds
from network.models import Freshness
from portal import changes
from portal.models import PortalSettings
from search import housekeeping, service
from search.engine_room import room
from search.indexing import fill_new_index
from search.models import SearchDocument
from search.passing_time import changed_since
from search.query import SearchRequest
from search.weights import STALE_TERM
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
ENDS = timedelta(days=427)  # 14 months


def at(day: date) -> datetime:
    """Return a morning."""
    return timezone.make_aware(datetime.combine(day, time(6)))


def clock(day: date) -> object:
    """Return a context in which it is that morning."""
    return mock.patch.object(timezone, "now", return_value=at(day).astimezone(UTC))


def found(q: str = "", engine: str = "embedded", **more: object) -> list[str]:
    """Return the titles of organisations that meet some words."""
    request = SearchRequest(now=at(TODAY), q=q, types=frozenset({"organisation"}), **more)
    return [one.title for one in service.search(request, engine=engine).found]


@pytest.fixture
def two(tree):
    """Return two organisations with the same words; the first in the alphabet is stale from today on."""
    with clock(TODAY):
        old = builders.organisation_page(
            tree.directory, title="Anker", summary="Wir begleiten zu Ämtern.", confirmed_on=TODAY - ENDS
        )
        new = builders.organisation_page(
            tree.directory, title="Zelt", summary="Wir begleiten zu Ämtern.", confirmed_on=TODAY
        )
        builders.drain()
        yield old, new


@pytest.fixture
def tree(db):
    """Return the pages every portal has."""
    return builders.site_tree()


def test_stale_entries_come_after_fresh_ones_with_words_and_without(two):
    assert found("begleiten Ämter") == ["Zelt", "Anker"]
    assert found() == ["Zelt", "Anker"]


def test_the_order_of_titles_stays_the_order_of_titles(two):
    assert found("begleiten", sort="title") == ["Anker", "Zelt"]


def test_a_better_match_outdoes_freshness(two):
    assert found("Anker") == ["Anker"]
    old, new = two
    type(new).objects.filter(pk=new.pk).update(summary="Seit Anker geworfen wurde, helfen wir.")
    builders.drain()
    assert found("Anker")[0] == "Anker"


def test_being_fresh_makes_no_hits(two):
    assert found("Fahrrad") == []


def test_a_new_day_alone_makes_an_entry_stale(two):
    _old, new = two
    row = SearchDocument.objects.get(page=new)
    assert STALE_TERM not in row.data["terms"].split("\n")
    last, now = at(TODAY + ENDS - timedelta(days=1)), at(TODAY + ENDS)
    assert ("wagtailcore.page", new.pk) in changed_since(last, now)
    assert ("wagtailcore.page", new.pk) not in changed_since(last, last)
    assert ("wagtailcore.page", new.pk) not in changed_since(now, now + timedelta(days=1))
    with clock(TODAY + ENDS):
        assert housekeeping.project_what_time_changed(timezone.now())
        builders.drain()
    row.refresh_from_db()
    assert STALE_TERM in row.data["terms"].split("\n")
    assert found() == ["Anker", "Zelt"]


def test_growing_old_is_no_news(two):
    _old, new = two
    before = SearchDocument.objects.get(page=new)
    with clock(TODAY + ENDS):
        housekeeping.project_what_time_changed(timezone.now())
        builders.drain()
    after = SearchDocument.objects.get(page=new)
    assert after.seq > before.seq
    assert after.changed_at == before.changed_at


def test_a_confirmation_raises_an_entry_at_once(two):
    old, _new = two
    confirm_kinds(old.pk, {"page"}, TODAY, None)
    builders.drain()
    assert found() == ["Anker", "Zelt"]
    assert found("begleiten") == ["Anker", "Zelt"]
    assert found(sort="confirmed")[0] == "Anker"


def test_the_offices_word_sinks_an_entry_at_once(two):
    _old, new = two
    Freshness.objects.create(page_id=new.pk, outdated_since=TODAY)
    changes.record_ids([("wagtailcore.page", new.pk)])
    builders.drain()
    assert found() == ["Anker", "Zelt"]


def test_the_months_that_the_office_sets_hold_for_all_entries_at_once(two, tree):
    PortalSettings.objects.create(site=tree.site, stale_after_months=60)
    builders.drain()
    assert found() == ["Anker", "Zelt"]


def test_the_mark_and_the_rank_turn_on_the_same_day(two, client, tree):
    _old, new = two
    last = TODAY + ENDS - timedelta(days=1)
    for day, is_marked in ((last, False), (TODAY + ENDS, True)):
        with clock(day):
            housekeeping.project_what_time_changed(timezone.now())
            builders.drain()
            page = client.get("/en/initiativen/?q=Zelt").content.decode()
        assert ("Not confirmed since June 2026" in page) == is_marked, day
        stale = STALE_TERM in SearchDocument.objects.get(page=new).data["terms"].split("\n")
        assert stale == is_marked


@pytest.mark.elasticsearch
def test_both_engines_let_them_sink_alike(two, elastic_settings):
    fill_new_index()
    room.indices.refresh()
    for words in ("", "begleiten", "begleiten Ämter", "Anker"):
        for sort in ("relevance", "title", "confirmed"):
            ours, theirs = (found(words, engine, sort=sort) for engine in ("embedded", "elastic"))
            assert ours == theirs, (words, sort)

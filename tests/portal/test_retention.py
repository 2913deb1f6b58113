"""Data that nobody needs any more goes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from wagtail.models import Revision

from portal import retention
from portal.models import OutgoingMail, UsedLink
from portal.registries import retention_rules

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def mail(key, **fields):
    return OutgoingMail.objects.create(key=key, recipient="frau@example.org", subject="s", body="b", **fields)


def test_mails_go_a_month_after_they_were_sent_or_given_up():
    mail("old", sent_at=NOW - 31 * DAY)
    mail("hopeless", given_up_at=NOW - 31 * DAY)
    mail("recent", sent_at=NOW - 29 * DAY)
    mail("waiting", created_at=NOW - 400 * DAY)
    retention.apply_rules(NOW)
    assert set(OutgoingMail.objects.values_list("key", flat=True)) == {"recent", "waiting"}


def test_a_used_link_is_remembered_as_long_as_any_link_lives():
    UsedLink.objects.create(digest="a", used_at=NOW - 365 * DAY - timedelta(seconds=1))
    UsedLink.objects.create(digest="b", used_at=NOW - 365 * DAY)
    retention.apply_rules(NOW)
    assert [link.digest for link in UsedLink.objects.all()] == ["b"]


def test_ended_sign_ins_go():
    Session.objects.create(session_key="a", session_data="", expire_date=NOW - timedelta(seconds=1))
    Session.objects.create(session_key="b", session_data="", expire_date=NOW)
    retention.apply_rules(NOW)
    assert [session.session_key for session in Session.objects.all()] == ["b"]


class TestRevisions:
    """Old versions of pages."""

    @pytest.fixture
    def versions(self, tree):
        """Return five versions of a page, the third of them shown, all older than two years."""
        page = tree.standard
        made = [page.save_revision() for _version in range(5)]
        made[2].publish()
        Revision.objects.update(created_at=NOW - 800 * DAY)
        return [version.pk for version in made]

    def left(self):
        return set(Revision.objects.values_list("pk", flat=True))

    def test_old_ones_go_and_the_shown_and_the_newest_stay(self, versions):
        retention.apply_rules(NOW)
        assert self.left() == {versions[2], versions[4]}

    def test_younger_ones_stay(self, versions):
        Revision.objects.filter(pk=versions[0]).update(created_at=NOW - 729 * DAY)
        retention.apply_rules(NOW)
        assert versions[0] in self.left()

    def test_planned_ones_stay(self, versions):
        Revision.objects.filter(pk=versions[1]).update(approved_go_live_at=NOW + DAY)
        retention.apply_rules(NOW)
        assert versions[1] in self.left()


def test_every_rule_says_how_many_rows_went():
    mail("old", sent_at=NOW - 31 * DAY)
    assert retention.apply_rules(NOW) == (
        "mails 1, links 0, sessions 0, revisions 0, invitations 0, tries 0, work steps 0, log 0, moderation 0,"
        " comments 0, editing 0, uploads 0, accounts 0, closed accounts 0, files 0"
    )


def test_nothing_is_kept_for_less_than_no_time():
    for rule in retention_rules:
        assert rule.keep >= timedelta(0)

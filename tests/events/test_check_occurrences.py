"""The command that compares the table of dates with schedules."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Occurrence
from tests import builders

pytestmark = pytest.mark.django_db


def check(*options: str) -> str:
    """Return what the command says."""
    out = StringIO()
    call_command("check_occurrences", *options, stdout=out)
    return out.getvalue()


def test_nothing_differs_after_publishing_and_drafts_are_left_out():
    builders.event(rule="FREQ=WEEKLY;COUNT=3")
    builders.event(live=False)
    assert check() == "1 published events, no difference.\n"


def test_each_kind_of_difference_is_named_and_repaired():
    event = builders.event(rule="FREQ=WEEKLY;COUNT=3")
    rows = Occurrence.objects.filter(event=event)
    rows.filter(key="2026-03-04T19:00").delete()
    rows.filter(key="2026-03-11T19:00").update(status="cancelled")
    rows.filter(key="2026-03-18T19:00").update(key="2026-03-19T19:00")
    with pytest.raises(CommandError, match="4 differences"):
        check()
    assert "status is cancelled, should be scheduled" in check("--repair")
    assert check() == "1 published events, no difference.\n"

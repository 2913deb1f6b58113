"""What a timer does for the portal."""

import logging
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from portal import exclusive, housekeeping
from portal.exclusive import exclusively
from portal.models import JobRun, OutgoingMail
from portal.registries import Job, jobs
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def did(monkeypatch):
    """Return what the jobs of a test did; there are a late one, an early one and a daily one."""
    done = []

    def job(name):
        return lambda now: done.append(name) or f"{name} done"

    entries = {
        "late": Job(job("late"), order=90),
        "early": Job(job("early"), order=10),
        "daily": Job(job("daily"), every=timedelta(days=1), order=50),
    }
    monkeypatch.setattr(jobs, "_entries", entries)
    return done


def run(now=NOW, only=""):
    return {outcome.name: outcome for outcome in housekeeping.run(now, only)}


def test_jobs_run_in_their_order(did):
    run()
    assert did == ["early", "daily", "late"]


def test_a_daily_job_runs_once_a_day(did):
    for hours in (0, 1, 23, 24, 25, 48):
        run(NOW + timedelta(hours=hours))
    assert did.count("daily") == 3
    assert did.count("early") == 6


def test_a_job_asked_for_by_name_runs_alone_and_always(did):
    run()
    run(only="daily")
    assert did == ["early", "daily", "late", "daily"]


def test_a_failing_job_stops_no_other_and_is_tried_again(did, monkeypatch, caplog):
    def fail(now):
        raise ValueError("secret of Frau Beispiel")

    jobs._entries["daily"] = Job(fail, every=timedelta(days=1), order=50)
    outcomes = run()
    assert did == ["early", "late"]
    assert (outcomes["daily"].ok, outcomes["daily"].message) == (False, "ValueError")
    assert JobRun.objects.get(pk="daily").succeeded_at is None
    assert housekeeping.is_due("daily", jobs["daily"], NOW + timedelta(minutes=5))


def test_every_job_writes_one_line(did, caplog):
    with caplog.at_level(logging.INFO, "portal.housekeeping"):
        run()
    lines = [record.getMessage() for record in caplog.records if record.name == "portal.housekeeping"]
    assert [line.split(" in ")[0] for line in lines] == ["job early done", "job daily done", "job late done"]


def test_the_command_prints_what_happened(did, capsys):
    call_command("housekeeping")
    assert "early: ok, early done" in capsys.readouterr().out


def test_the_command_fails_if_a_job_does(did):
    jobs._entries["bad"] = Job(lambda now: 1 / 0)
    with pytest.raises(CommandError, match="bad"):
        call_command("housekeeping")
    assert "late" in did


def test_an_unknown_name_is_said_with_the_known_ones(did):
    with pytest.raises(CommandError, match="early"):
        call_command("housekeeping", only="nonsense")


def test_two_rounds_never_overlap(did, capsys):
    with exclusively("housekeeping") as is_mine:
        assert is_mine
        in_another_thread(lambda: call_command("housekeeping", only="early"))
    assert not did
    assert "running already" in capsys.readouterr().out


def in_another_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_a_lock_ends_with_its_holder():
    for _round in range(2):
        with exclusively("test") as is_mine:
            assert is_mine


def test_a_lock_ends_when_its_holder_is_killed(settings):
    path = settings.VAR_DIR / "killed.lock"
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    program = "import fcntl, sys, time; file = open(sys.argv[1], 'w'); fcntl.flock(file, fcntl.LOCK_EX); "
    program += "print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE)  # noqa: S603
    try:
        assert holder.stdout.readline() == b"held\n"
        with exclusive.on_this_machine("killed") as is_mine:
            assert not is_mine
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with exclusive.on_this_machine("killed") as is_mine:
        assert is_mine


class TestOwnJobs:
    """The portal's own jobs."""

    def test_planned_publishing_changes_mails_and_retention_run(self, tree):
        own = {"publishing", "changes", "account-mails", "deadlines", "outbox", "retention"}
        assert set(run()) == own | {"versions", "worklist"}
        assert all(outcome.ok for outcome in run().values())

    def test_a_planned_page_appears_and_is_worked_in_within_one_round(self, tree, client):
        page = builders.standard_page(tree.home, "Geplant", live=False)
        page.go_live_at = datetime(2026, 1, 1, tzinfo=UTC)
        revision = page.save_revision()
        revision.approved_go_live_at = page.go_live_at
        revision.save()
        run(datetime.now(UTC))
        assert Page.objects.get(pk=page.pk).live
        assert client.get(page.url).status_code == 200

    def test_mails_go_out(self, mailoutbox):
        OutgoingMail.objects.create(
            key="k", recipient="frau@example.org", subject="s", body="b", not_before=NOW
        )
        assert run(only="outbox")["outbox"].message == "1 sent, 0 postponed, 0 given up"
        assert len(mailoutbox) == 1

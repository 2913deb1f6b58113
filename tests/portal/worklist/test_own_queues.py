"""The portal's own queues: mails that were given up, and jobs that fail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal import outbox
from portal.models import JobRun, OutgoingMail
from portal.registries import Job, jobs, work_queues
from portal.worklist import job_queue, mail_queue
from portal.worklist.models import WorkStep
from portal.worklist.reading import read
from tests import builders

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def failed(key: str = "a", **fields) -> OutgoingMail:
    """Return a mail that was given up two hours ago."""
    values = {
        "recipient": "lale@example.org",
        "subject": f"Betreff {key}",
        "last_error": "550 unknown",
        "attempts": 3,
    }
    return OutgoingMail.objects.create(key=key, given_up_at=NOW - timedelta(hours=2), **{**values, **fields})


class TestMails:
    def waiting(self, user) -> list[str]:
        return [item.title for item in mail_queue.items(user, NOW)]

    def test_those_that_were_given_up_wait(self, worker):
        failed("a")
        failed("b", unsubscribe_url="https://example.org/weg")
        OutgoingMail.objects.create(key="c", recipient="x@example.org", subject="Unterwegs")
        assert self.waiting(worker) == ["Betreff a"]
        item = next(iter(mail_queue.items(worker, NOW)))
        assert "lale@example.org" in item.detail and "550" in item.detail

    def test_only_for_whoever_may_read_the_outbox(self, db):
        assert not mail_queue.may(builders.user())
        mail = failed()
        outcome = mail_queue.try_again(builders.user(), [str(mail.pk)], NOW)
        assert not outcome.done and outcome.refused

    def test_trying_again_begins_anew_and_is_taken_back(self, worker, mailoutbox):
        mail = failed()
        outcome = mail_queue.try_again(worker, [str(mail.pk)], NOW)
        assert outcome.done == (str(mail.pk),)
        assert self.waiting(worker) == []
        step = WorkStep.objects.create(by=worker, way_back=outcome.way_back)
        step.refresh_from_db()  # as JSON keeps it
        assert mail_queue.give_up_again(worker, step.way_back, NOW) == [str(mail.pk)]
        assert self.waiting(worker) == ["Betreff a"]
        mail.refresh_from_db()
        assert mail.attempts == 3
        mail_queue.try_again(worker, [str(mail.pk)], NOW)
        assert outbox.send_due(NOW + timedelta(minutes=1)).sent == 1
        assert mail_queue.give_up_again(worker, step.way_back, NOW) == []
        assert mail_queue.try_again(worker, [str(mail.pk)], NOW).refused

    def test_noted_ones_wait_no_more_until_it_is_taken_back(self, worker):
        mail = failed()
        outcome = mail_queue.note(worker, [str(mail.pk)], NOW)
        assert self.waiting(worker) == []
        assert mail_queue.note(worker, [str(mail.pk)], NOW).refused
        assert mail_queue.unnote(worker, outcome.way_back, NOW) == [str(mail.pk)]
        assert self.waiting(worker) == ["Betreff a"]


class TestJobs:
    @pytest.fixture(autouse=True)
    def registered(self, monkeypatch):
        monkeypatch.setattr(jobs, "_entries", {})
        jobs.register("often", Job(lambda now: ""))
        jobs.register("daily", Job(lambda now: "", every=timedelta(days=1)))

    def ran(
        self, name: str, started: timedelta, succeeded: timedelta | None, message: str = "KeyError"
    ) -> None:
        ended = None if succeeded is None else NOW - succeeded
        JobRun.objects.create(name=name, started_at=NOW - started, succeeded_at=ended, message=message)

    def waiting(self) -> list[str]:
        return [item.key for item in job_queue.items(None, NOW)]

    def test_what_works_does_not_wait(self, db):
        self.ran("often", timedelta(seconds=20), timedelta(seconds=20))
        self.ran("daily", timedelta(hours=20), timedelta(hours=20))
        self.ran("unknown", timedelta(seconds=20), timedelta(days=9))
        assert self.waiting() == []

    def test_what_fails_waits_after_a_while(self, db):
        self.ran("often", timedelta(seconds=20), timedelta(minutes=5))
        self.ran("daily", timedelta(seconds=20), timedelta(hours=24, minutes=20))
        assert self.waiting() == ["daily"]

    def test_what_never_worked_waits_once_it_has_ended(self, db):
        self.ran("often", timedelta(seconds=20), None)
        self.ran("daily", timedelta(seconds=20), None, message="")
        assert self.waiting() == ["often"]

    def test_a_timer_that_stopped_is_one_matter(self, db):
        self.ran("often", timedelta(hours=2), None)
        self.ran("daily", timedelta(hours=3), timedelta(days=3))
        assert self.waiting() == [job_queue.TIMER_KEY]

    def test_a_new_portal_has_nothing_to_say(self, db):
        assert self.waiting() == []

    def test_the_page_about_jobs(self, client, worker):
        work_queues.register("jobs", job_queue.QUEUE)
        self.ran("often", timedelta(seconds=20), None)
        assert "KeyError" in client.get("/admin/worklist/jobs/").content.decode()
        assert read(worker, NOW).counts == {"jobs": 1}

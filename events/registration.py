"""What the calendar adds to the portal's registries."""

from datetime import datetime, timedelta

from events import occurrences, organisation_merging, setup, signal_handlers, stewards, wishes
from events.calendar import registration as calendar
from events.co_organisers import naming
from events.co_organisers.kind import DATES
from events.co_organisers.telling import tell_co_organisers
from events.curation import duplicates, reports, submission_kind, work_queues
from events.demo import building as demo
from events.demo import removal
from events.editing.desk import dates_part
from events.editing.preview import preview_context
from events.feeds import standing, subscribing
from events.imports import uploads
from events.imports import work_queue as feed_queue
from events.imports.housekeeping import read_due
from events.personal_data import registration as personal_data
from events.proposals import receiving
from events.proposals import retention as proposals
from events.signup import registration as signup
from events.signup.desk_part import registrations_part
from network.demo.steps import DemoStep
from network.moderation.kinds import kinds
from network.moderation.log_rows import log_sources
from network.named.kinds import named_kinds
from portal import registries
from portal.registries import Job, RetentionRule

DAILY = timedelta(hours=20)


def _on(model: str, *actions: str) -> tuple[str, ...]:
    """Return the names of permissions on a model of this app."""
    return tuple(f"events.{action}_{model}" for action in actions)


EDITORS = (
    *_on("event", "add", "change", "delete", "view", "publish", "lock", "unlock"),
    *_on("venue", "add", "change", "delete", "view"),
    *_on("queueentry", "change", "view"),
    *_on("proposal", "change", "view"),
)
OFFICE = (
    *EDITORS,
    *_on("schoolholiday", "add", "change", "delete", "view"),
    *_on("calendarfeed", "add", "change", "delete", "view"),
)
SUBMISSIONS = submission_kind.Events()
EVENT_LOG = submission_kind.log_source()
RETENTION = {
    "proposals": RetentionRule(receiving.KEEP_UNCONFIRMED, proposals.forget_unconfirmed),
    "proposers": RetentionRule(proposals.KEEP_PEOPLE, proposals.forget_people),
    "event report addresses": RetentionRule(reports.KEEP_ADDRESS, reports.forget_addresses),
    "feed states": RetentionRule(standing.KEPT, standing.forget),
    "calendar files": RetentionRule(uploads.KEPT, uploads.forget),
    "event reports": RetentionRule(reports.KEEP_WORDS, reports.forget_words),
}


def register() -> None:
    """Connect the signals and fill the registries."""
    signal_handlers.connect()
    organisation_merging.register()
    kinds.register(submission_kind.NAME, SUBMISSIONS)
    log_sources.register("events", EVENT_LOG)
    registries.office_permissions.register("events", OFFICE)
    registries.editor_permissions.register("events", EDITORS)
    registries.demo_steps.register("events", DemoStep(demo.build, removal.remove))
    registries.setup_steps.register("events", setup.set_up)
    registries.page_contexts.register("events.event", preview_context)
    # Wishes first: a date that comes into the horizon may be one that pauses.
    registries.jobs.register("wishes", Job(renew_wishes, every=DAILY, order=40))
    registries.jobs.register("occurrences", Job(extend_dates, every=DAILY))
    calendar.register()
    # Before the feeds: somebody looks at how far it is.
    registries.jobs.register("calendar_files", Job(uploads.take_waiting, order=55))
    registries.jobs.register("feeds", Job(read_due, order=60))
    registries.page_sections.register("subscribe", subscribing.sections)
    signup.register()
    # Before the outbox, so that its mails go in the same round.
    registries.jobs.register("co-organisers", Job(tell_co_organisers, order=28))
    registries.desk_parts.register("dates", dates_part)
    registries.desk_parts.register("registrations", registrations_part)
    registries.desk_parts.register("named organisers", naming.dates_part)
    named_kinds.register("events", DATES)
    stewards.register()
    personal_data.register()
    registries.jobs.register("event_duplicates", Job(duplicates.find_all, every=DAILY))
    registries.jobs.register("proposals", Job(proposals.tidy, every=timedelta(hours=1)))
    for name, queue in work_queues.QUEUES.items():
        registries.work_queues.register(name, queue)
    registries.work_queues.register("calendars", feed_queue.QUEUE)
    for name, rule in RETENTION.items():
        registries.retention_rules.register(name, rule)


def renew_wishes(now: datetime) -> str:
    """Let series pause in what are school holidays today; return how many changed."""
    return f"{wishes.renew(now).total} series"


def extend_dates(now: datetime) -> str:
    """Give series that go on their next dates; return how many rows were written."""
    return f"{occurrences.extend(now)} dates"

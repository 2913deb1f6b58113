"""A calendar in which everything belongs to one of two organisations, and whoever may or may not see it.

The secrets are words that stand in one row each; whoever reads one of them has seen that row.
"""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState

from events.curation import deciding, merging
from events.curation.merging import Wish as MergeWish
from events.models import (
    CalendarFeed,
    CalendarUpload,
    Event,
    FeedState,
    Proposal,
    Registration,
    RegistrationSettings,
    SchoolHoliday,
)
from events.setup import ensure_workflow
from events.signup import booking
from events.signup.booking import Wish
from events.signup.slots import slot_of
from network import roles
from network.models import Organisation
from portal.models import OutgoingMail, UsedLink, User
from tests import builders
from tests.events.signing_up import bookable, evening, somebody
from tests.events.waiting import WRITER, proposal_data, proposed, reported

DRAFT, CHANGE = "Geheimtreffen", "Geheimplan"
ROOM = "https://geheim.example.org/raum"
FEED = "https://geheim.example.org/kalender.ics"
GUEST = "gast-geheim@example.org"
UNCONFIRMED, WAITING = "Geheimfest", "Vorschlagsfest"
HINT, READER = "Es beginnt in Wahrheit um acht.", "leser@example.org"
OF_AN_ORGANISATION = frozenset({DRAFT, CHANGE, ROOM, GUEST, FEED})
OF_THE_QUEUE = frozenset({WAITING, WRITER, HINT, READER})
SECRETS = OF_AN_ORGANISATION | OF_THE_QUEUE | {UNCONFIRMED}


def state() -> list[Any]:
    """Return all rows that a request could change; since when a feed says what it says is noted by reading it."""
    models = [model for model in apps.get_app_config("events").get_models() if model is not FeedState]
    models += [Revision, TaskState, WorkflowState, ModelLogEntry, OutgoingMail, UsedLink]
    return [list(model.objects.order_by("pk").values_list()) for model in models]


class World:
    """The rows and the people."""

    def __init__(self) -> None:
        self.tree = builders.calendar_tree()
        roles.ensure_roles()
        ensure_workflow()
        self.ours = builders.organisation("Verein A", trust="checked")
        builders.contact(builders.organisation_page(self.tree.directory, self.ours), "haus@example.org")
        other = builders.organisation("Verein B", trust="trusted")
        self.house = builders.venue("Haus von B", keeper=other)
        self.people: dict[str, User | None] = {
            "anonymous": None,
            "A": builders.steward(self.ours),
            "B": builders.steward(other),
            "editor": builders.editor(),
            "office": builders.office(),
            "superuser": builders.superuser(),
        }
        self.start = evening(30)
        self.key = self.start.strftime("%Y-%m-%dT%H:%M")
        self._events()
        self._people_who_come()
        self._what_waits()
        self.venue = builders.venue("Garten im Hof", keeper=self.ours)
        self.feed = CalendarFeed.objects.create(organisation=self.ours, name="Kalender", url=FEED)
        self.upload = CalendarUpload.objects.create(feed=self.feed, total=400, uploaded_at=timezone.now())
        days = {"first_day": builders.day("2027-02-08"), "last_day": builders.day("2027-02-19")}
        self.holiday = SchoolHoliday.objects.create(name="Winterferien", **days)
        builders.drain()

    def event(self, title: str, **fields: Any) -> Event:
        """Return an event of the first organisation."""
        return builders.event(title, self.start, organiser=self.ours, **fields)

    def _events(self) -> None:
        """Write down a public event whose changes are in review, a draft, a locked one, and a pair."""
        weekly, online = {"rule": "FREQ=WEEKLY;COUNT=4"}, {"online_url": ROOM, "attendance_mode": "hybrid"}
        event = self.event("Offenes Treffen", **online, **weekly)
        event.summary = CHANGE
        event.save_revision()
        self.public = Event.objects.get(pk=event.pk)
        self.public.get_workflow().start(self.public, self.people["A"])
        self.public = Event.objects.get(pk=event.pk)
        self.draft = self.event(DRAFT, live=False, venue=self.house, **online, **weekly)
        self.first = self.draft.latest_revision
        self.draft.save_revision()
        self.planned = self.event("Geplantes Treffen", live=False)
        self.plan = self.planned.save_revision(approved_go_live_at=timezone.now() + timedelta(days=3))
        self.locked = self.event("Gesperrtes Treffen")
        Event.objects.filter(pk=self.locked.pk).update(locked=True, locked_by=self.people["editor"])
        self.shared = self.event("Fest von beiden", co_organisers=[organisation_of(self.people["B"])])
        self.pair = self.event("Zweimal gemeldet"), self.event("Zwei Mal gemeldet")
        doubles = self.event("Doppelt"), self.event("Dreifach")
        self.merge = merging.merge(*doubles, MergeWish(), self.people["editor"], timezone.now())

    def _people_who_come(self) -> None:
        """Let somebody come, somebody wait, and somebody not have confirmed yet."""
        self.course = bookable(organiser=self.ours, settings={"capacity": 1})
        self.by_date = bookable(
            organiser=self.ours, rule="FREQ=WEEKLY;COUNT=3", settings={"capacity": 9, "per_date": True}
        )
        self.guest, self.waits = somebody(self.course, "gast-geheim"), somebody(self.course, "wartet")
        key = self.by_date.occurrences.first().key
        slot = slot_of(self.by_date, RegistrationSettings.objects.get(event=self.by_date), key, True)
        booking.ask(self.by_date, slot, Wish("noch-nicht@example.org", "", 1, "de", "x"), timezone.now())
        self.unsure = Registration.objects.get(email="noch-nicht@example.org")

    def _what_waits(self) -> None:
        """Propose, report, and decide about something."""
        self.unconfirmed = Proposal.objects.create(
            data=proposal_data(UNCONFIRMED), email="noch-nicht@example.org"
        )
        self.entry = proposed(WAITING)
        self.hint = reported(self.public, HINT)
        self.settled = proposed("Angenommen", place="Hof")
        deciding.publish(self.settled.pk, self.people["editor"], timezone.now())

    @property
    def later(self) -> str:
        """Return the key of the draft's second date."""
        return (self.start + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")


def organisation_of(person: User) -> Organisation:
    """Return the organisation for which somebody acts."""
    return person.stewardships.get().organisation

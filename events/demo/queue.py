"""What waits for the demo's editors: proposals from the public, events that may be one, hints from readers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from events.choices import EventStatus
from events.curation import duplicates
from events.curation.waiting import enqueue
from events.models import Event, Proposal, QueueEntry
from events.models.curation import QueueKind
from events.models.proposals import ProposalState
from events.proposals import drafting
from events.proposals.spam import score_of
from network.demo.content import permanent_id

from .content import stored
from .planning import Plan

TWINS = 2
# What the form's other fields hold.
FORM = {
    "starts_at": "15:00",
    "ends_at": "17:00",
    "kind": "other",
    "language": "de",
    "street": "",
    "cost": "free",
}


def twins(plans: Sequence[Plan], monday: date) -> list[Plan]:
    """Return second entries of events soon, as a co-organiser would have written them down without looking."""
    first, last = monday + timedelta(days=8), monday + timedelta(days=50)
    fitting = [
        plan
        for plan in plans
        if plan.key.startswith("single:")
        and plan.event.venue
        and first <= plan.event.starts_on <= last
        and plan.event.status == EventStatus.SCHEDULED
    ]
    others = [plan.event.organiser for plan in plans if plan.key.startswith("series:")]
    found = []
    for n, plan in enumerate(fitting[:TWINS] if len(others) >= TWINS else ()):
        key = f"twin:{n}"
        values = {
            name: getattr(plan.event, name)
            for name in ("kind", "starts_on", "starts_at", "ends_at", "venue", "cost", "languages")
        }
        twin = Event(
            uuid=permanent_id(f"event:{key}"),
            uid=str(permanent_id(f"event-uid:{key}")),
            title=f"{plan.event.title} (Einladung)",
            summary="Wir laden gemeinsam ein und freuen uns auf Sie.",
            organiser=others[-1 - n],
            live=False,
            **values,
        )
        twin.changed_dates, twin.co_organisers, twin.topic_links = [], [], []
        found.append(Plan(key, twin))
    return found


def fill(plans: Sequence[Plan], monday: date, now: datetime) -> Mapping[str, int]:
    """Let things wait about events that were just written; return how many."""
    before = QueueEntry.objects.count()
    for plan in plans:
        if plan.key.startswith("twin:"):
            duplicates.find_for(plan.event, now)
    soon = [plan.event for plan in plans if plan.event.starts_on > monday and plan.key.startswith("single:")]
    for n, (event, text) in enumerate(zip(soon, stored()["hints"], strict=False)):
        QueueEntry.objects.create(
            kind=QueueKind.REPORT, event=event, text=text, received_key=permanent_id(f"hint:{n}")
        )
    for n in range(len(stored()["proposals"])):
        _propose(n, monday, now)
    return {"matters to decide": QueueEntry.objects.count() - before}


def proposal_ids() -> list[UUID]:
    """Return the permanent ids of the demo's proposals."""
    return [permanent_id(f"proposal:{n}") for n in range(len(stored()["proposals"]))]


def _propose(n: int, monday: date, now: datetime) -> None:
    """Let somebody have proposed and confirmed a date."""
    one = stored()["proposals"][n]
    day = monday + timedelta(days=one["day"])
    words = {name: one[name] for name in ("title", "summary", "organiser", "place", "postcode", "town")}
    data = {**words, **FORM, "description": one["summary"], "starts_on": day.isoformat()}
    event = drafting.new_draft(data)
    Proposal.objects.create(
        uuid=proposal_ids()[n],
        state=ProposalState.WAITING,
        data=data,
        email=f"vorschlag{n + 1}@example.org",
        contact="Erfundene Person",
        event=event,
        confirmed_at=now,
    )
    enqueue(event, QueueKind.PROPOSAL, score=score_of(data, sent_before=False))

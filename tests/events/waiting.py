"""What waits for an editor: entries of the queue of every kind, and a button that is pressed."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.curation.waiting import enqueue
from events.models import Event, Proposal, QueueEntry
from events.models.curation import QueueKind
from events.proposals import receiving
from network.moderation.states import state_of

WRITER = "lale-geheim@haus.example.org"


def url(name: str, *args: int) -> str:
    """Return an address of the queue."""
    return reverse(f"event_queue:{name}", args=args)


def proposal_data(title: str = "Sommerfest", **fields: Any) -> dict[str, Any]:
    """Return what somebody wrote into the form of a proposal."""
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    return {
        "title": title, "kind": "festival", "summary": "Musik.", "description": "", "language": "de",
        "starts_on": day, "starts_at": "15:00", "ends_on": None, "ends_at": "19:00", "is_all_day": False,
        "repeats": "", "repeats_until": None, "place": "Gasometer", "street": "", "postcode": "08056",
        "town": "Zwickau", "online_url": "", "organiser": "Hofgruppe", "cost": "free", "cost_note": "",
        "access": [], "access_note": "", "info_url": "", **fields,
    }  # fmt: skip


def proposed(title: str = "Sommerfest", **fields: Any) -> QueueEntry:
    """Return the entry of a proposal that was confirmed."""
    made = Proposal.objects.create(data=proposal_data(title, **fields), email=WRITER, contact="Lale")
    receiving.confirm(str(made.uuid), timezone.now())
    return QueueEntry.objects.get(event__proposal=made, kind=QueueKind.PROPOSAL)


def changed(event: Event, **fields: Any) -> QueueEntry:
    """Return the entry of a public event with a draft that differs."""
    draft = event.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return enqueue(Event.objects.get(pk=event.pk), QueueKind.CHANGED)


def write_over(event: Event, **fields: Any) -> None:
    """Change the newest version under its number, as an editor does that saves by itself."""
    draft = Event.objects.get(pk=event.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    newest = draft.latest_revision
    draft.save_revision(user=newest.user, overwrite_revision=newest)


def reported(event: Event, text: str = "Es beginnt um acht.") -> QueueEntry:
    """Return the entry of a reader's hint."""
    return QueueEntry.objects.create(event=event, kind=QueueKind.REPORT, text=text, email="leser@example.org")


def decide(client: Client, entry: QueueEntry, do: str, **fields: Any) -> HttpResponse:
    """Press a button below what the page shows."""
    shown = {"seen": state_of(Event.objects.get(pk=entry.event_id))} | fields
    return client.post(url("entry", entry.pk), {"do": do, **shown})

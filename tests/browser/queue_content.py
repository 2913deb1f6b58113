"""What waits for the calendar's editors in the portal that the browser visits: one entry of each kind."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from events.curation.waiting import enqueue
from events.models import Event, Proposal, QueueEntry
from events.models.curation import QueueKind
from events.proposals import receiving
from events.proposals.links import path_of
from network.models import Organisation
from tests import builders

EDITOR = "redaktion-im-browser@example.org"
PASSWORD = "nur-im-browser-2026"


def add_queue() -> dict[str, str]:
    """Add events and what waits about them; return the addresses of what the public sees of it."""
    person = builders.editor(EDITOR)
    person.set_password(PASSWORD)
    person.save()
    day = timezone.localdate() + timedelta(days=12)
    organisers = list(Organisation.objects.filter(status="active").order_by("pk")[:3])
    house = builders.venue("Gasometer im Browser", postcode="08056", town="Zwickau")
    evening = datetime.combine(day, time(19))
    first, second = (
        builders.event(title, start=evening, venue=house, organiser=organiser)
        for title, organiser in zip(("Lesung im Browser", "Lesung, im Browser"), organisers, strict=False)
    )
    draft = first.get_latest_revision_as_object()
    draft.summary, draft.starts_at = "Texte aus vier Ländern, danach Suppe.", time(20)
    draft.ends_at = time(22)
    draft.save_revision()
    enqueue(Event.objects.get(pk=first.pk), QueueKind.CHANGED)
    enqueue(second, QueueKind.MISSING)
    QueueEntry.objects.create(
        event=second, kind=QueueKind.REPORT, text="Es beginnt um acht.", email="a@example.org"
    )
    waiting, asked = (_proposal(title, day.isoformat()) for title in ("Hoffest im Browser", "Unbestätigt"))
    receiving.confirm(str(waiting.uuid), timezone.now())
    now = timezone.now()
    return {
        "event report": f"/id/termin/{first.short_id}/fehler-melden/",
        "proposal waiting": path_of(waiting, now),
        "proposal to confirm": path_of(asked, now),
        "proposal to change": f"{path_of(waiting, now)}?aendern",
    }


def _proposal(title: str, day: str) -> Proposal:
    """Return a proposal that nobody confirmed yet."""
    data = {
        "title": title, "kind": "festival", "summary": "Musik und Asylberatung.", "description": "Alle sind da.",
        "language": "de", "starts_on": day, "starts_at": "15:00", "ends_on": None, "ends_at": "19:00",
        "is_all_day": False, "repeats": "", "repeats_until": None, "place": "Hof", "street": "Gasse 1",
        "postcode": "08056", "town": "Zwickau", "online_url": "", "organiser": "Hofgruppe", "cost": "free",
        "cost_note": "", "access": ["step_free"], "access_note": "", "info_url": "",
    }  # fmt: skip
    return Proposal.objects.create(data=data, email="lale@example.org", contact="Lale")

"""Take the demo's calendar away: events, calendars, proposals and houses of its organisations, and nothing else."""

from collections.abc import Mapping

from django.db.models import ProtectedError

from events.models import CalendarFeed, Event, Proposal, Publication
from events.proposals import drafting
from network.demo.content import PREFIX
from network.demo.forgetting import forget_rows
from network.demo.register import DemoFailed

from . import queue
from .hosts import venues_of_demo


def remove() -> Mapping[str, int]:
    """Remove everything and return how many of what went; raises DemoFailed where something else uses a house."""
    proposals = _remove_proposals()
    feeds = CalendarFeed.objects.filter(organisation__register_id__startswith=PREFIX)
    calendars = len(feeds)
    feeds.delete()
    events = _remove_events()
    houses = venues_of_demo()
    for house in houses:
        try:
            house.delete()
        except ProtectedError as error:
            held = ", ".join(sorted(f"“{one}”" for one in error.protected_objects))
            raise DemoFailed(f"Something outside of the demo takes place in “{house}”: {held}.") from None
    return {"events": events + proposals, "calendars": calendars, "venues": len(houses)}


def _remove_events() -> int:
    """Remove the events of the demo's organisations, with what last left the house about them."""
    events = Event.objects.filter(organiser__register_id__startswith=PREFIX)
    known = dict(events.values_list("pk", "uid"))
    events.delete()
    _forget(known)
    return len(known)


def _remove_proposals() -> int:
    """Remove the events that were proposed, and the places written down for them."""
    known: dict[int, str] = {}
    for proposal in Proposal.objects.filter(uuid__in=queue.proposal_ids()).select_related("event"):
        event = proposal.event
        proposal.delete()
        if event is not None:
            known[event.pk] = event.uid
            drafting.discard(event, proposal.data)
    _forget(known)
    return len(known)


def _forget(known: Mapping[int, str]) -> None:
    """Remove the versions and the history of events that are gone, by their ids and UIDs."""
    Publication.objects.filter(uid__in=known.values()).delete()
    forget_rows(Event, known)

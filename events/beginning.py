"""How many dates an organisation may begin by hand; what its calendars bring has a limit of its own."""

from django.utils import timezone

from events.choices import Source
from events.models import Event
from network.access.beginning import DAY, why_no_more
from network.models import Organisation


def why_no_more_of(organisation: Organisation) -> str:
    """Return why an organisation begins no further date, "" where it may; two queries."""
    own = Event.objects.filter(organiser=organisation, source=Source.MEMBER)
    drafts = own.filter(live=False, first_published_at=None).count()
    return why_no_more(drafts, own.filter(created_at__gt=timezone.now() - DAY).count())

"""What the emergency switch of others hides of somebody's own dates, and whom that is told: on the form and by mail.

A further organiser or the alliance that is protected takes place, link and picture out of a date that is not theirs.
Its organiser learns why, and what can be done about it; nothing is said of addresses or of the reason for the switch.
"""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from events.models import Event, Occurrence
from events.proposals.mails import SECOND_THOUGHTS
from network.models import Organisation
from network.named.letters import write
from portal import outbox
from portal.sites import base_url

KEY = "protected-others:"
MOST_NAMED = 10


def protecting(event: Event) -> list[Organisation]:
    """Return those beside the organiser because of whom place, link and picture of an event are not shown."""
    beside = {event.alliance_id, *(row.organisation_id for row in event.co_organisers.all())}
    beside -= {event.organiser_id, None}
    found = Organisation.objects.filter(pk__in=beside, is_shielded=True) if beside else ()
    return sorted(found, key=lambda entry: (entry.name, entry.pk))


def after_switch(entry: Organisation, now: datetime) -> int:
    """Tell whose dates an emergency switch cuts, after time for second thoughts; return how many mails wait.

    A switch that is off again before tells nobody; of one organisation's switch, another hears once a day at most.
    """
    if not entry.is_shielded:
        return -outbox.forget_waiting(f"{KEY}{entry.pk}:")
    events = _cut_by(entry, now)
    dates = defaultdict(list)
    for event in events.order_by("starts_on", "pk"):
        dates[event.organiser].append(event)
    return sum(_write(entry, organiser, mine, now) for organiser, mine in dates.items())


def _cut_by(entry: Organisation, now: datetime) -> QuerySet[Event]:
    """Return the public events of others to come that an organisation is part of."""
    ahead = Occurrence.objects.listed().not_over(now).filter(event=OuterRef("pk"))
    part = Q(alliance=entry) | Q(co_organisers__organisation=entry)
    known = Event.objects.filter(part, Exists(ahead), live=True, organiser__is_shielded=False)
    return Event.objects.filter(pk__in=known.exclude(organiser=entry).values("pk")).select_related(
        "organiser"
    )


def _write(entry: Organisation, organiser: Organisation, events: list[Event], now: datetime) -> int:
    """Queue the mails to one organiser; return how many there were."""
    edit = Event.snippet_viewset.get_url_name("edit")
    with override(settings.LANGUAGE_CODE):
        name = {"name": entry.name}
        more = len(events) - MOST_NAMED
        lines = [
            _(
                "“%(name)s” has pressed its emergency switch. Therefore nobody sees exact place, link and picture of:"
            )
            % name,
            *(f"{one.title}\n{base_url()}{reverse(edit, args=[one.pk])}" for one in events[:MOST_NAMED]),
            ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more > 0 else "",
            _("What you entered is not lost: it is shown again as soon as the switch is off."),
            _(
                "Shall it be shown before? Talk to “%(name)s”, or take it off the date, in the form of the date."
            )
            % name,
        ]
        subject = _("Place not shown at the moment: your dates with %(name)s") % name
        key = f"{KEY}{entry.pk}:{organiser.pk}:{now:%Y-%m-%d}"
        return write(key, organiser, subject, list(filter(None, lines)), now + SECOND_THOUGHTS)

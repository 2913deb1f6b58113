"""What the calendar adds to “Who may do what here?”: who rules all dates, and with whom some are shared."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy, ngettext

from events.models import CoOrganiser
from network.models import Organisation
from network.stewards.reasons import ModelRight, model_rights, sharing


def register() -> None:
    """Add both."""
    model_rights.register(
        "dates", ModelRight("events.change_event", gettext_lazy("change and publish its dates"))
    )
    sharing.register("co-organisers", co_organisers)


def co_organisers(organisation: Organisation, now: datetime) -> Iterator[str]:
    """Yield who sees drafts of dates, because they invite together; one query."""
    rows = CoOrganiser.objects.filter(event__organiser=organisation).exclude(organisation=organisation)
    counted = rows.values_list("organisation__name").annotate(number=Count("event", distinct=True))
    for name, number in counted.order_by("organisation__name"):
        yield ngettext(
            "“%(name)s” invites to %(count)s date together with it, and sees its draft.",
            "“%(name)s” invites to %(count)s dates together with it, and sees their drafts.",
            number,
        ) % {"name": name, "count": number}

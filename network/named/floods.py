"""How often one organisation may name others: nobody is buried under what somebody writes within a day."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from network.models import Organisation

from .kinds import named_kinds

DAY = timedelta(days=1)
# Posts and dates of a writer within a day: that name the same organisation, and namings of whomever in all.
MOST_OF_ONE = 20
MOST_OF_ALL = 100
# On one post or date.
MOST_AT_ONCE = 20


def named_lately(writer: Organisation, now: datetime, but: UUID) -> Counter[int]:
    """Return how often a writer names each organisation on what was published within a day, or is planned.

    All versions of a thing count once, and `but` not at all; one query for each kind.
    """
    found: Counter[int] = Counter()
    for kind in named_kinds:
        fresh = kind.written_by(writer).filter(
            Q(live=True, last_published_at__gt=now - DAY) | Q(go_live_at__gt=now)
        )
        rows = kind.namings.filter(**{f"{kind.owner}__in": fresh.order_by().values("pk")})
        rows = rows.exclude(**{f"{kind.owner}__{kind.work}": but}).order_by()
        works = rows.values_list(f"{kind.owner}__{kind.work}", "organisation").distinct()
        found.update(organisation for _work, organisation in works)
    return found

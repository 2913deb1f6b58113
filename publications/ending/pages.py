"""Pages that end as a kind of `portal.deadlines`: who is asked, what is renewed and closed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from network.care import page_edits
from network.freshness.recipients import stewards_of
from network.keeping import organisations_of
from portal.addresses import page_url
from portal.deadlines.kinds import Ending, Recipient
from portal.deadlines.letters import NOTICE
from portal.sites import default_settings, language_of

# How long something may stand open without an end before its people are asked whether it still is, and how long they
# have to say so.
OPEN_LONG = timedelta(days=60)
TO_ANSWER = timedelta(days=30)
OFFICE = "office"
People = Mapping[int | None, tuple[Recipient, ...]]


class PagesThatEnd:
    """One type of page: its people are the stewards of the organisation above, of the office's own the office."""

    def __init__(self, model: type[Page]) -> None:
        self.model = model

    def due(self, now: datetime) -> Iterator[Ending]:
        """Yield what ends within the notice, and what stands open for long; few queries, however many there are."""
        soon = Q(ends_at__gt=now, ends_at__lte=now + NOTICE)
        for_long = Q(ends_at=None, last_published_at__lte=now - OPEN_LONG)
        yield from self.endings(self.model.objects.listed().filter(soon | for_long))

    def unanswered(self, now: datetime) -> Iterator[Ending]:
        """Yield what stood open for long and was confirmed by nobody in time."""
        too_long = Q(ends_at=None, last_published_at__lte=now - OPEN_LONG - TO_ANSWER)
        yield from self.endings(self.model.objects.listed().filter(too_long))

    def endings(self, pages: QuerySet) -> Iterator[Ending]:
        """Yield pages with the people who are asked about them: the stewards, where there are none the office."""
        found = list(with_obstacles(pages).order_by("ends_at", "pk"))
        owners = organisations_of(page.pk for page in found)
        people = people_of({entry.pk for entry in owners.values()})
        for page in found:
            owner = owners.get(page.pk)
            yield ending_of(page, people.get(owner.pk if owner else None) or people[None])

    def find(self, key: str, recipient: str) -> Ending | None:
        """Return a page as it stands now, None where it is gone or the recipient has no say in it any more."""
        pages = (
            self.model.objects.live().filter(pk=int(key)) if key.isdecimal() else self.model.objects.none()
        )
        ending = next(self.endings(pages), None)
        known = ending is not None and any(person.name == recipient for person in ending.recipients)
        return ending if known else None

    def hold(self, key: str) -> None:
        """Lock the page's row."""
        Page.objects.select_for_update().filter(pk=int(key)).values_list("pk").first()

    def renew(self, key: str, ends_at: datetime | None, now: datetime) -> None:
        """Publish another end, in what is shown and in the draft; the same one confirms that it is right."""
        page_edits.apply(int(key), lambda page: setattr(page, "ends_at", ends_at), None)

    def close(self, key: str, now: datetime) -> None:
        """End it at this second."""
        self.renew(key, now.replace(microsecond=0), now)


def people_of(organisations: Iterable[int]) -> People:
    """Return whom to ask by organisation, and under None whom to ask about the office's own; one query."""
    today = timezone.localdate()
    stewards = stewards_of(set(organisations), today)
    found: dict[int | None, tuple[Recipient, ...]] = {
        key: tuple(Recipient(one.name, one.address) for one in known) for key, known in stewards.items()
    }
    address = default_settings().office_email
    found[None] = (Recipient(OFFICE, address),) if address else ()
    return found


def ending_of(page: Any, people: tuple[Recipient, ...]) -> Ending:
    """Return a page as something that ends; its state is its end, or when it was last said to be open."""
    last = page.last_published_at
    until = int(page.ends_at.timestamp()) if page.ends_at else f"open-{int(last.timestamp()) if last else 0}"
    return Ending(
        key=str(page.pk),
        title=page.title,
        url=page_url(page, language_of(page.locale_id)),
        state=str(until),
        ends_at=page.ends_at,
        may_stay_open=page.may_stay_open and getattr(page, "is_rolling", False),
        recipients=people,
        edit_path=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        obstacle=page_edits.obstacle(page),
        leaves_at=None if page.ends_at or last is None else last + OPEN_LONG + TO_ANSWER,
    )


def with_obstacles(pages: QuerySet) -> QuerySet:
    """Return pages so that asking what stands in the way of a change needs no query for each."""
    return (
        pages.annotate_approved_schedule().prefetch_workflow_states().select_related("locale").defer("body")
    )

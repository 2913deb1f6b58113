"""Contacts in guides that lead nowhere any more: the offer has ended, or is no longer there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.choices import OfferStatus
from network.models import ActorPage, Offer, Organisation
from network.models.organisations import LISTED
from portal.models import User
from portal.restrictions import is_restricted
from portal.worklist.queues import LONGEST, WorkItem, WorkQueue
from publications.models import GuideSection

from .raw import blocks_of, contacts_of
from .reviews import edit_url, may
from .uses import places, public_guides


@dataclass(frozen=True)
class LostContact:
    """A contact that leads nowhere: in which section or guide, who is in charge of these, what it was and why."""

    key: str
    where: str
    url: str
    editors: frozenset[int]
    what: str
    why: str
    since: datetime


@dataclass(frozen=True)
class _Place:
    """Where contacts are named."""

    name: str
    title: str
    url: str
    editors: frozenset[int]
    published_at: datetime | None
    contacts: tuple[dict[str, Any], ...]


def lost(now: datetime) -> list[LostContact]:
    """Return every contact of published guides that leads nowhere; four queries beside the guides."""
    where = [place for place in (*_sections(), *_guides()) if place.contacts]
    stored = [contact for place in where for contact in place.contacts]
    keys = {one["offer"] for one in stored if one.get("offer")}
    entries = {one["organisation"] for one in stored if one.get("organisation")}
    offers = {
        str(row.key): row for row in Offer.objects.filter(key__in=keys).select_related("page__organisation")
    }
    names = dict(Organisation.objects.filter(pk__in=entries).values_list("pk", "name"))
    pages = ActorPage.objects.live().filter(organisation__in=entries, organisation__status__in=LISTED)
    rows = pages.values_list("organisation_id", "path")
    listed = {entry for entry, path in rows if not is_restricted(path)}
    found = {}
    for place in where:
        for contact in place.contacts:
            if offer_key := contact.get("offer"):
                what, why, since = _offer_state(offers.get(offer_key))
            else:
                entry = contact.get("organisation")
                what, since = names.get(entry, ""), None
                why = "" if entry in listed else _("It has no public page any more")
            if why:
                key = f"{place.name}:{offer_key or contact.get('organisation')}"
                began = since or place.published_at or now
                found[key] = LostContact(key, place.title, place.url, place.editors, what, why, began)
    return list(found.values())


def _offer_state(offer: Offer | None) -> tuple[str, str, datetime | None]:
    """Return what an offer is called, why it leads nowhere ("" where it does lead somewhere), and since when."""
    if offer is None:
        return _("An offer"), _("It was removed from the page of its organisation"), None
    page, entry = offer.page, offer.page.organisation
    what = f"{offer.title} – {entry.name}"
    if not page.live or entry.status not in LISTED or is_restricted(page.path):
        return what, _("It has no public page any more"), page.last_published_at
    if offer.status == OfferStatus.ENDED:
        return what, _("The offer has ended"), page.last_published_at
    return what, "", None


def _sections() -> Iterator[_Place]:
    """Yield the published sections of published guides; one query where there are any guides."""
    shown = places()
    in_charge = {page.pk: page.in_charge_id for page in public_guides()}
    for row in GuideSection.objects.filter(live=True).order_by("pk") if shown else ():
        if row.root_id in shown:
            contacts = tuple(contacts_of(blocks_of(row.body)))
            editors = frozenset({row.reviewer_id, *(in_charge[pk] for pk in shown[row.root_id])} - {None})
            yield _Place(f"s{row.pk}", str(row), edit_url(row.pk), editors, row.last_published_at, contacts)


def _guides() -> Iterator[_Place]:
    """Yield what stands above published guides."""
    for page in public_guides():
        contacts = tuple(contacts_of(blocks_of(page.urgent)))
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        editors = frozenset({page.in_charge_id} - {None})
        yield _Place(f"g{page.pk}", page.title, url, editors, page.last_published_at, contacts)


def items(user: User, now: datetime) -> Iterable[WorkItem]:
    """Yield the contacts that lead nowhere."""
    for one in sorted(lost(now), key=lambda one: (one.since, one.key))[:LONGEST]:
        yield WorkItem(one.key, one.what, one.url, one.since, detail=f"{one.why}. {one.where}")


QUEUE = WorkQueue(label=gettext_lazy("Contacts in guides that lead nowhere"), may=may, items=items)

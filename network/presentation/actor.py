"""Present a record: what the page of an organisation or alliance shows."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from network.choices import Accessibility, OfferKind, OfferStatus, Reach, TargetGroup
from network.freshness.periods import Said, ends_on, stale_from
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import LegalForm, OrganisationKind
from network.models.regions import url_key
from network.records import ActorRecord, AddressFact, ContactFact, MembershipFact, OfferFact
from network.shapes import district_map
from network.subject_urls import SubjectUrls
from portal.view_models import Link

from .types import (
    ActorView,
    AddressLines,
    Area,
    Contact,
    KindStand,
    MembershipView,
    MilestoneView,
    OfferView,
    Seat,
    Withheld,
)
from .words import founded_words, hours_words, labels, language_words, since_words, spoken, until_words

NEW_FOR = timedelta(days=60)


class Addresses:
    """Where links lead: the directory with a filter, pages by id, the pages of topics and places."""

    def __init__(self, directory: str, pages: Mapping[int, str], subjects: SubjectUrls | None = None) -> None:
        self.directory = directory
        self.pages = pages
        self.subjects = subjects

    def filtered(self, **parameters: str) -> str:
        """Return the directory's address with filters, empty when there is no directory."""
        if not self.directory:
            return ""
        return f"{self.directory}?{urlencode(sorted(parameters.items()), safe=':')}"

    def page(self, page_id: int | None) -> str:
        """Return a page's address, empty for none."""
        return self.pages.get(page_id, "") if page_id else ""

    def topic(self, slug: str) -> str:
        """Return the address of a topic: of its page, else of the directory filtered by it."""
        own = self.subjects.topic(slug) if self.subjects and self.directory else ""
        return own or self.filtered(thema=slug)

    def region(self, key: str) -> str:
        """Return the address of a place (`district:14524`): of its page, else of the directory filtered by it."""
        own = self.subjects.region(key) if self.subjects and self.directory else ""
        return own or self.filtered(region=url_key(key))


def actor_fields(
    record: ActorRecord, to: Addresses, stale_months: int, today: date | None = None
) -> dict[str, Any]:
    """Return the fields every actor's view has."""
    today = today or timezone.localdate()
    return {
        "name": record.title,
        "short_name": record.short_name,
        "former_names": record.former_names,
        "kind_label": str(OrganisationKind(record.kind).label),
        "legal_form_label": ""
        if record.legal_form == LegalForm.NONE
        else str(LegalForm(record.legal_form).label),
        "register_number": record.register_number,
        "seat": _seat(record, to),
        "tile": record.tile,
        "contacts": tuple(contact_of(fact) for fact in record.contacts),
        "addresses": tuple(_address(fact) for fact in record.addresses),
        "withheld": tuple(_withheld(record)),
        "opening_hours": hours_words(record.opening_hours),
        "open_now": open_now(record, timezone.localtime()),
        "areas": tuple(_areas(record, to)),
        "area_map": _area_map(record, to),
        "languages": spoken(record.languages),
        "target_groups": labels(TargetGroup, record.target_groups),
        "accessibility": (
            *labels(Accessibility, record.accessibility),
            *filter(None, [record.accessibility_note]),
        ),
        "topics": tuple(Link(topic_label(topic), to.topic(topic.slug)) for topic in record.topics),
        "offers": tuple(_offer(fact, first=index == 0) for index, fact in enumerate(_offers(record))),
        "memberships": tuple(_membership(fact, to) for fact in record.memberships),
        "links": tuple(Link(fact.label, fact.url, icon="link") for fact in record.links),
        "milestones": tuple(MilestoneView(str(fact.year), fact.text) for fact in record.milestones),
        "founded_label": founded_words(record.founded),
        "confirmed_on": record.confirmed_on,
        "is_stale": is_reached(stale_since(record, stale_months), today),
        "is_new": is_new(record.first_published, today),
        "is_protected": record.is_shielded,
        "is_external": record.is_external,
    }


def present_organisation(record: ActorRecord, to: Addresses, stale_months: int, **more: Any) -> ActorView:
    """Return an organisation's view."""
    return ActorView(**actor_fields(record, to, stale_months), **more)


def topic_label(topic: Any) -> str:
    """Return a topic's label in the reader's language."""
    return topic.label_en if (get_language() or "").startswith("en") and topic.label_en else topic.name


def is_stale(confirmed: date | None, today: date, months: int) -> bool:
    """Return whether a confirmation is longer ago than the office allows."""
    return confirmed is not None and is_reached(ends_on(confirmed, months), today)


def is_reached(day: date | None, today: date) -> bool:
    """Return whether a day has come."""
    return day is not None and day <= today


def stale_since(record: ActorRecord, months: int) -> date | None:
    """Return from which day on an entry is out of date, None where nothing is known of its age."""
    return stale_from(Said(record.confirmed_on, record.first_published, record.outdated_since), months)


def is_new(published: date | None, today: date) -> bool:
    """Return whether an entry came in the last two months."""
    return published is not None and today - published <= NEW_FOR


def kind_stand(record: ActorRecord, kind: str, months: int, today: date | None = None) -> KindStand | None:
    """Return how fresh facts of a kind are: None where they stand and fall with the whole page.

    They count as out of date `months` after their confirmation, and with the page's when nobody confirmed anything.
    """
    days = dict(record.kinds_confirmed)
    confirmed = days.get(kind, record.confirmed_on)
    known = confirmed or record.first_published
    is_old = known is not None and is_reached(ends_on(known, months), today or timezone.localdate())
    return KindStand(confirmed, is_old) if is_old or kind in days else None


def open_now(record: ActorRecord, now: Any) -> bool | None:
    """Return whether somebody is reachable at a local time; None when no hours are known."""
    if not record.opening_hours:
        return None
    minute = now.weekday() * 1440 + now.hour * 60 + now.minute
    return any(hours.start <= minute < hours.end for hours in record.opening_hours)


def _seat(record: ActorRecord, to: Addresses) -> Seat | None:
    """Return the seat with its district."""
    place = record.seat
    if place is None:
        return None
    district = place.district
    if district is None:
        return Seat(place.name)
    url = to.region(district.key)
    is_itself = place.kind == "district" or district.official_name == f"Stadt {place.name}"
    return Seat(
        str(place.official_name if place.kind == "district" else place.name),
        "" if is_itself else district.official_name,
        url,
        is_area=place.kind == "district",
    )


def contact_of(fact: ContactFact) -> Contact:
    """Return a contact; web addresses are shown without scheme."""
    label = ""
    if fact.kind in {"website", "social"}:
        label = fact.value.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    kind = "website" if fact.kind == "social" else fact.kind
    return Contact(kind, fact.value, label, fact.label, fact.person)


def _address(fact: AddressFact) -> AddressLines:
    """Return an address as lines, with a word where something is held back."""
    if fact.precision == "district":
        lines = (fact.place.official_name,) if fact.place else ()
        return AddressLines(lines, fact.precision, gettext("We do not publish the place."))
    if fact.precision == "municipality":
        return AddressLines(
            tuple(filter(None, [fact.town])),
            fact.precision,
            gettext("We tell the exact address on request."),
            fact.label,
        )
    lines = (fact.street, f"{fact.postcode} {fact.town}".strip())
    return AddressLines(tuple(filter(None, lines)), fact.precision, fact.note, fact.label)


def _withheld(record: ActorRecord) -> list[Withheld]:
    """Return what there is but not for this reader."""
    if record.is_shielded or not record.withheld_contacts:
        return []
    number = record.withheld_contacts
    text = ngettext(
        "%(number)s further contact is not public.", "%(number)s further contacts are not public.", number
    )
    return [Withheld(text % {"number": number})]


def _areas(record: ActorRecord, to: Addresses) -> list[Area]:
    """Return the areas served, then statewide, mobile and online work."""
    found = [Area(fact.place.official_name, to.region(fact.place.key)) for fact in record.areas]
    for key in record.reach:
        found.append(Area(str(Reach(key).label), to.filtered(reichweite=key), kind=key))
    return found


def _area_map(record: ActorRecord, to: Addresses) -> Any:
    """Return the small map with the districts served, or the seat's where none are named."""
    keys = {key for fact in record.areas for key in fact.place.keys if key.startswith("district:")}
    if not keys and record.seat and record.seat.district:
        keys = {record.seat.district.key}
    if not keys:
        return None
    return district_map(
        None,
        to.region,
        selected=keys,
        label=gettext("Area served"),
    )


def _offers(record: ActorRecord) -> list[OfferFact]:
    """Return what can be had, available first; ended offers are left out."""
    order = {OfferStatus.ACTIVE: 0, OfferStatus.FULL: 1, OfferStatus.PAUSED: 2}
    return sorted(
        (fact for fact in record.offers if fact.status in order),
        key=lambda fact: order[OfferStatus(fact.status)],
    )


def _offer(fact: OfferFact, first: bool) -> OfferView:
    """Return an offer; the first one is unfolded."""
    return OfferView(
        anchor=f"angebot-{fact.key[:8]}",
        title=fact.title,
        kind_label=str(OfferKind(fact.kind).label) if fact.kind in OfferKind.values else "",
        description=fact.description,
        for_whom=fact.for_whom,
        languages=language_words(fact.languages),
        cost=fact.cost,
        how_to_apply=fact.how_to_apply,
        status=fact.status,
        status_label="" if fact.status == OfferStatus.ACTIVE else str(OfferStatus(fact.status).label),
        is_open=first,
    )


def _membership(fact: MembershipFact, to: Addresses) -> MembershipView:
    """Return a membership with role and since when."""
    status = "" if fact.status == MembershipStatus.ACTIVE else str(MembershipStatus(fact.status).label)
    return MembershipView(
        fact.other_name,
        to.page(fact.other_page_id),
        ", ".join(filter(None, [str(MembershipKind(fact.kind).label), fact.represented_by])),
        since_words(fact.since, fact.since_text),
        until_words(fact.until),
        status,
        fact.statement,
    )

"""Which entries of the register may be one: found in seconds, remembered, and never proposed again once denied."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from wagtail.models import Locale

from network.choices import ContactKind
from network.models import Address, ContactPoint, DuplicatePair, Organisation
from network.models.organisations import OrganisationStatus
from portal.models import User

from .blocking import candidates, umbrella_keys
from .likeness import ENOUGH, Facts, Likeness, Profile, likeness, profile

_WEB = {ContactKind.WEBSITE, ContactKind.SOCIAL}
_CALLED = {ContactKind.PHONE, ContactKind.FAX}


@dataclass(frozen=True)
class Search:
    """What a search found: pairs of primary keys, the smaller first, and how many comparisons it took."""

    pairs: dict[tuple[int, int], Likeness]
    comparisons: int


@dataclass(frozen=True)
class Refreshed:
    """What a search changed: new proposals, those that went, all that are open now."""

    new: int
    gone: int
    waiting: int
    comparisons: int


def read_profiles() -> list[Profile]:
    """Return what every living entry is recognised by; four queries, however many there are."""
    locale = Locale.get_default()
    contacts = _contacts(locale)
    addresses: dict[int, list[tuple[str, str]]] = defaultdict(list)
    here = Address.objects.filter(page__locale=locale)
    for key, street, code in here.values_list("page__organisation_id", "street", "postcode"):
        addresses[key].append((street, code))
    entries = Organisation.objects.exclude(status=OrganisationStatus.MERGED).order_by("pk")
    fields = ("pk", "name", "short_name", "former_names", "seat_id", "register_number")
    return [
        profile(
            Facts(
                pk,
                (name, short, *former),
                seat,
                number,
                addresses=tuple(addresses.get(pk, ())),
                **{kind: tuple(values) for kind, values in contacts.get(pk, {}).items()},
            )
        )
        for pk, name, short, former, seat, number in entries.values_list(*fields)
    ]


def search(profiles: Sequence[Profile]) -> Search:
    """Return the pairs that are alike enough."""
    umbrella = umbrella_keys(profiles)
    own = [without_shared(one, umbrella) for one in profiles]
    pairs = candidates(own)
    found = {}
    for left, right in pairs:
        alike = likeness(own[left], own[right])
        if alike.score >= ENOUGH:
            keys = sorted((own[left].key, own[right].key))
            found[keys[0], keys[1]] = alike
    return Search(found, len(pairs))


def refresh(now: datetime) -> Refreshed:
    """Search anew and keep the proposals in step; what somebody dismissed stays dismissed."""
    found = search(read_profiles())
    with transaction.atomic():
        known = {(pair.first_id, pair.second_id): pair for pair in DuplicatePair.objects.select_for_update()}
        gone = [
            pair.pk for key, pair in known.items() if key not in found.pairs and pair.dismissed_at is None
        ]
        DuplicatePair.objects.filter(pk__in=gone).delete()
        new, changed = [], []
        for (first, second), alike in sorted(found.pairs.items()):
            pair = known.get((first, second))
            if pair is None:
                new.append(
                    DuplicatePair(
                        first_id=first,
                        second_id=second,
                        likeness=alike.score,
                        reasons=list(alike.reasons),
                        found_at=now,
                    )
                )
            elif (pair.likeness, pair.reasons) != (alike.score, list(alike.reasons)):
                pair.likeness, pair.reasons = alike.score, list(alike.reasons)
                changed.append(pair)
        DuplicatePair.objects.bulk_create(new, ignore_conflicts=True)
        DuplicatePair.objects.bulk_update(changed, ["likeness", "reasons"])
    return Refreshed(len(new), len(gone), open_pairs().count(), found.comparisons)


def open_pairs() -> QuerySet[DuplicatePair]:
    """Return the proposals nobody has decided on, the likest first."""
    return living_pairs().filter(dismissed_at=None)


def dismissed_pairs() -> QuerySet[DuplicatePair]:
    """Return the pairs that somebody said are two, the latest first."""
    return living_pairs().filter(dismissed_at__isnull=False).order_by(F("dismissed_at").desc(), "pk")


def living_pairs() -> QuerySet[DuplicatePair]:
    """Return the pairs of which neither entry was merged meanwhile."""
    merged = OrganisationStatus.MERGED
    return DuplicatePair.objects.exclude(first__status=merged).exclude(second__status=merged)


def dismiss(pair: DuplicatePair, user: User | None, now: datetime) -> bool:
    """Remember that a pair is two; return whether nobody had said so before."""
    said = DuplicatePair.objects.filter(pk=pair.pk, dismissed_at=None)
    return bool(said.update(dismissed_at=now, dismissed_by=user))


def recall(pair: DuplicatePair) -> bool:
    """Propose a dismissed pair again; return whether it was dismissed."""
    said = DuplicatePair.objects.filter(pk=pair.pk, dismissed_at__isnull=False)
    return bool(said.update(dismissed_at=None, dismissed_by=None))


def _contacts(locale: Locale) -> dict[int, dict[str, list[str]]]:
    """Return websites, mail addresses and numbers by entry."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    here = ContactPoint.objects.filter(page__locale=locale)
    for key, kind, value in here.values_list("page__organisation_id", "kind", "value"):
        if kind in _WEB:
            found[key]["websites"].append(value)
        elif kind in _CALLED:
            found[key]["phones"].append(value)
        elif kind == ContactKind.EMAIL:
            found[key]["mails"].append(value)
    return found


def without_shared(one: Profile, umbrella: frozenset[str]) -> Profile:
    """Return a profile without contacts that many share."""
    if not umbrella & (one.hosts | one.mails | one.phones):
        return one
    return replace(one, hosts=one.hosts - umbrella, mails=one.mails - umbrella, phones=one.phones - umbrella)

"""Which entries one looks like that is about to be saved; nobody is asked again about a pair that is kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from network.models import DuplicatePair, Organisation
from portal.models import User

from .blocking import umbrella_keys
from .duplicates import read_profiles, without_shared
from .likeness import ENOUGH, Facts, Likeness, Profile, likeness, profile

# More say no more; whoever looks through these knows.
MOST = 10


@dataclass(frozen=True)
class LookAlike:
    """An entry that may be the one being saved, and why."""

    entry: Organisation
    alike: Likeness


def look_alikes(typed: Facts) -> list[LookAlike]:
    """Return the likest entries, the likest first; of a known entry what its page says counts, too.

    One entry is compared with all others, which needs no blocks. Six queries, however many there are.
    """
    profiles = read_profiles()
    rest = [one for one in profiles if one.key != typed.key]
    own = _with_contacts(profile(typed), profiles)
    umbrella = umbrella_keys([own, *rest])
    own = without_shared(own, umbrella)
    found = {}
    for one in rest:
        alike = likeness(own, without_shared(one, umbrella))
        if alike.score >= ENOUGH:
            found[one.key] = alike
    for key in kept_apart(typed.key):
        found.pop(key, None)
    likest = sorted(found, key=lambda key: (-found[key].score, key))[:MOST]
    entries = Organisation.objects.select_related("seat").defer("seat__shape").in_bulk(likest)
    return [LookAlike(entries[key], found[key]) for key in likest if key in entries]


def kept_apart(key: int) -> set[int]:
    """Return the entries of which somebody said that they are not this one."""
    pairs = DuplicatePair.objects.filter(Q(first=key) | Q(second=key), dismissed_at__isnull=False)
    return {other for pair in pairs.values_list("first_id", "second_id") for other in pair if other != key}


def keep_apart(entry: Organisation, others: Iterable[LookAlike], by: User, now: datetime) -> None:
    """Remember that an entry is none of those it looks like: no form asks again, and no search proposes it."""
    for other in others:
        first, second = sorted((entry.pk, other.entry.pk))
        found = {"likeness": other.alike.score, "reasons": list(other.alike.reasons)}
        said = {**found, "dismissed_at": now, "dismissed_by": by}
        DuplicatePair.objects.update_or_create(first_id=first, second_id=second, defaults=said)


def _with_contacts(typed: Profile, profiles: Iterable[Profile]) -> Profile:
    """Return what was typed with the contacts and addresses that stand on the entry's page."""
    known = next((one for one in profiles if one.key == typed.key), None)
    if known is None:
        return typed
    return replace(
        typed, hosts=known.hosts, mails=known.mails, phones=known.phones, addresses=known.addresses
    )

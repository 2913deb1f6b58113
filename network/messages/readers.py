"""Who gets a circular today: whoever wants to hear about its topic or region, or whom the office selected.

Computed anew for every run: whoever unsubscribes, or acts for nobody any more, gets nothing that has not gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from network.freshness.recipients import stewards_of
from network.models import Circular, CircularRefusal, CircularWish, Membership, Region, Stewardship, Topic
from network.models.lineage import lineage
from network.models.organisations import LISTED
from network.relay.messages import own_addresses
from portal.models import User

from .selection import Role, Selection, within


@dataclass(frozen=True)
class Reader:
    """An address that is written to once; `name` says whose it is, `attention` for which functions it is meant."""

    address: str
    name: str
    organisations: tuple[int, ...] = ()
    attention: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return what is remembered of a reader."""
        return digest_of(self.name)


@dataclass(frozen=True)
class Reach:
    """Who is reached: readers, the organisations they read for, and selected ones for which nobody does."""

    readers: tuple[Reader, ...] = ()
    reached: tuple[int, ...] = ()
    unreached: tuple[int, ...] = field(default=())


def digest_of(name: str) -> str:
    """Return the keyed digest of a reader's name."""
    return salted_hmac("network.messages.reader", name, algorithm="sha256").hexdigest()


def name_of(user: User) -> str:
    """Return by what name an account is remembered."""
    return f"u-{user.pk}"


def reach_of(circular: Circular, day: date) -> Reach:
    """Return who gets a circular on a day; a fixed number of queries."""
    if circular.organisation_id is None:
        return _reach_of_selection(Selection.read(circular.selection), day, circular.is_duty)
    return _reach(_by_wishes(wishes_for(circular), day, circular.author_id))


def wishes_for(circular: Circular) -> QuerySet[CircularWish]:
    """Return the wishes that a member's circular meets, whoever has them."""
    return wishes_about(circular.topic, circular.region)


def wishes_about(topic: Topic | None, region: Region | None) -> QuerySet[CircularWish]:
    """Return the wishes about a topic or what it is part of; about a region, what it is part of, or places in it."""
    if topic is not None:
        return CircularWish.objects.filter(topic__in=[one.pk for one in lineage(topic)])
    if region is not None:
        above = [one.pk for one in lineage(region)]
        return CircularWish.objects.filter(Q(region__in=above) | within("region", (region.pk,)))
    return CircularWish.objects.none()


def held(wishes: QuerySet[CircularWish], day: date) -> QuerySet[CircularWish]:
    """Return the wishes of people who act for their organisation on a day."""
    acts = Stewardship.objects.on(day).filter(user=OuterRef("user"), organisation=OuterRef("organisation"))
    return wishes.filter(Exists(acts), user__is_active=True, organisation__status__in=LISTED)


def _by_wishes(wishes: QuerySet[CircularWish], day: date, author: object) -> Iterator[tuple[int, Reader]]:
    """Yield a reader for every organisation on whose behalf somebody wants it; who writes knows it already."""
    rows = (
        held(wishes, day).exclude(user=author).select_related("user").order_by("user__email", "organisation")
    )
    for row in rows:
        yield row.organisation_id, Reader(row.user.email, name_of(row.user))


def _reach_of_selection(selection: Selection, day: date, is_duty: bool) -> Reach:
    """Return who reads for the selected organisations, those aside who want no more than duties."""
    ids = tuple(selection.organisations(day).values_list("pk", flat=True))
    if selection.role == Role.REPRESENTATIVES:
        found = list(_representatives(ids, selection.alliances, day))
    else:
        stewards = stewards_of(ids, day)
        found = [(pk, Reader(one.address, name_of(one.user))) for pk in ids for one in stewards.get(pk, ())]
    if not is_duty:
        refused = set(CircularRefusal.objects.values_list("recipient", flat=True))
        found = [(pk, reader) for pk, reader in found if reader.digest not in refused]
    return _reach(found, ids)


def _representatives(
    organisations: Iterable[int], alliances: tuple[int, ...], day: date
) -> Iterator[tuple[int, Reader]]:
    """Yield the own address of organisations that somebody represents in an alliance, with the functions.

    The register knows no names of representatives, only functions; so their mail goes to the organisation.
    """
    rows = Membership.objects.taking_part(day).filter(organisation__in=organisations)
    rows = rows.exclude(represented_by="")
    if alliances:
        rows = rows.filter(alliance__in=alliances)
    functions: dict[int, dict[str, None]] = defaultdict(dict)
    for pk, words in rows.order_by("organisation", "alliance__name", "pk").values_list(
        "organisation_id", "represented_by"
    ):
        functions[pk][words] = None
    for pk, address in own_addresses(functions).items():
        yield pk, Reader(address, f"a-{address.lower()}", attention=tuple(functions[pk]))


def _reach(found: Iterable[tuple[int, Reader]], asked: Iterable[int] = ()) -> Reach:
    """Return readers once each, with the organisations they read for, and those among `asked` without anybody."""
    merged: dict[str, Reader] = {}
    for pk, reader in found:
        known = merged.get(reader.name, reader)
        attention = tuple(dict.fromkeys([*known.attention, *reader.attention]))
        merged[reader.name] = Reader(reader.address, reader.name, (*known.organisations, pk), attention)
    reached = tuple(dict.fromkeys(pk for reader in merged.values() for pk in reader.organisations))
    seen = frozenset(reached)
    return Reach(tuple(merged.values()), reached, tuple(pk for pk in asked if pk not in seen))

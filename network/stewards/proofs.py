"""What shows that somebody belongs to an organisation: its own addresses, its own domain, members who know them."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet

from network.care.likeness import FREE_MAIL
from network.choices import ContactKind
from network.models import ContactPoint, Membership, Organisation, Stewardship
from network.models.memberships import TAKING_PART, MembershipKind
from network.models.organisations import LISTED, OrganisationKind
from network.models.stewardship import today
from network.relay.messages import recipient_of, usable_contacts

NEEDED = 2  # members that must know who asks
# Whoever has just come in somewhere lets nobody in elsewhere.
NEWCOMER = timedelta(days=30)


def own_address(organisation: Organisation) -> str:
    """Return the address that the register knows of an organisation, public or not, "" for none."""
    return recipient_of(organisation, "").lower()


def is_own(email: str, organisation: Organisation) -> bool:
    """Return whether an address is one of the organisation's own, or lies at the domain of its own website."""
    email = email.lower()
    contacts = usable_contacts().filter(page__organisation=organisation)
    if email in {value.lower() for value in _values(contacts, ContactKind.EMAIL)}:
        return True
    domain = email.rpartition("@")[2]
    return domain in _domains(contacts) and not _is_shared(domain, organisation)


def fellows(organisation: Organisation) -> QuerySet[Organisation]:
    """Return the listed organisations that take part in the same alliances today; of an alliance also its members.

    Guests do not count, and nobody is asked to vouch who is under the emergency switch.
    """
    rows = Membership.objects.on(today()).filter(status__in=TAKING_PART).exclude(kind=MembershipKind.GUEST)
    alliances = rows.filter(organisation=organisation).values("alliance")
    beside = rows.filter(Q(alliance__in=alliances) | Q(alliance=organisation)).values("organisation")
    found = Organisation.objects.filter(pk__in=beside, status__in=LISTED, is_shielded=False)
    return found.exclude(pk=organisation.pk).exclude(kind=OrganisationKind.ALLIANCE).order_by("name", "pk")


def may_vouch(row: Stewardship, organisation: Organisation, email: str) -> bool:
    """Return whether a steward's word counts for somebody who wants access to another organisation.

    Nobody vouches for oneself, nor for an organisation that one acts for oneself, nor in the first month.
    """
    day = today()
    if row.user.email == email or not row.user.is_active:
        return False
    held = Stewardship.objects.on(day).filter(user=row.user_id)
    acts_there_too = held.filter(organisation=organisation).exists()
    is_fellow = fellows(organisation).filter(pk=row.organisation_id).exists()
    is_known = held.filter(pk=row.pk, since__lte=day - NEWCOMER).exists()
    return is_known and is_fellow and not acts_there_too


def _values(contacts: QuerySet[ContactPoint], *kinds: str) -> list[str]:
    """Return the values of contacts of some kinds."""
    return list(contacts.filter(kind__in=kinds).values_list("value", flat=True))


def _domains(contacts: QuerySet[ContactPoint]) -> set[str]:
    """Return the domains at which organisations have a whole website; one page of a larger site makes none."""
    parts = [urlsplit(value.lower()) for value in _values(contacts, ContactKind.WEBSITE)]
    hosts = {(part.hostname or "").removeprefix("www.") for part in parts if part.path in {"", "/"}}
    return {host for host in hosts if "." in host} - FREE_MAIL


def _is_shared(domain: str, organisation: Organisation) -> bool:
    """Return whether another organisation is reached at the same domain, as branches of one association are."""
    others = usable_contacts().exclude(page__organisation=organisation)
    mails = others.filter(kind=ContactKind.EMAIL, value__iendswith=f"@{domain}")
    sites = _values(others.filter(value__icontains=domain), ContactKind.WEBSITE)
    hosts = {(urlsplit(value.lower()).hostname or "").removeprefix("www.") for value in sites}
    return domain in hosts or mails.exists()

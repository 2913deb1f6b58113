"""Which alliances stand within which others, for the cards of a list: one query, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from network.models import ActorPage, Membership
from network.models.memberships import MembershipKind
from network.models.organisations import OrganisationKind
from portal.addresses import page_path
from portal.languages import prose_language
from portal.view_models import Link

FULL = (MembershipKind.FOUNDING, MembershipKind.MEMBER)


@dataclass
class Nesting:
    """The alliances that one belongs to, and those within it, by id of the entry and by name."""

    parents: dict[int, Link] = field(default_factory=dict)
    inner: dict[int, Link] = field(default_factory=dict)


def nesting_of(pages: Sequence[ActorPage]) -> dict[int, Nesting]:
    """Return what each alliance of these pages belongs to and holds today; links lead to the pages given."""
    links = {page.organisation_id: _link(page) for page in pages}
    rows = (
        Membership.objects.taking_part(timezone.localdate())
        .filter(Q(organisation_id__in=links) | Q(alliance_id__in=links))
        .filter(kind__in=FULL, organisation__kind=OrganisationKind.ALLIANCE)
        .order_by("alliance__name", "organisation__name", "pk")
    )
    found = {pk: Nesting() for pk in links}
    names = rows.values_list("alliance_id", "alliance__name", "organisation_id", "organisation__name")
    for outer, outer_name, inner, inner_name in names:
        if inner in found:
            found[inner].parents[outer] = links.get(outer) or Link(outer_name, "")
        if outer in found:
            found[outer].inner[inner] = links.get(inner) or Link(inner_name, "")
    return found


def _link(page: ActorPage) -> Link:
    """Return the way to a page, with the language of its title where that is another one."""
    language = prose_language(page.locale_id)
    words = (language.code, language.dir) if language else ("", "")
    return Link(page.title, page_path(page), lang=words[0], dir=words[1])

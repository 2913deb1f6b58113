"""Where answers to a member's circular may go: to who writes, or to an address that its organisation shows."""

from collections.abc import Iterable

from network.choices import ContactKind
from network.models import ContactPoint
from portal.disclosure import Audience
from portal.models import User


def answer_addresses(user: User, organisations: Iterable[int]) -> list[str]:
    """Return the addresses to choose from, one's own first; nobody can let answers go to a stranger."""
    rows = ContactPoint.objects.filter(
        page__organisation__in=organisations,
        page__live=True,
        page__organisation__is_shielded=False,
        kind=ContactKind.EMAIL,
        disclosure__in=(Audience.PUBLIC, Audience.MEMBERS),
        alliance=None,
    )
    own = rows.order_by("page__organisation__name", "sort_order", "pk").values_list("value", flat=True)
    return list(dict.fromkeys([user.email, *own]))

"""Edits of a page by which things on it end, made in what is shown and in the draft (`care.page_edits`)."""

from network.care.page_edits import Edit
from network.choices import OfferStatus
from network.models import ActorPage


def without_hours(shown: ActorPage) -> Edit:
    """Return the edit that takes away the opening hours that are shown; new ones in a draft stay there."""
    gone = {str(key) for key in shown.opening_hours.values_list("key", flat=True)}

    def edit(page: ActorPage) -> None:
        for row in list(page.opening_hours.all()):
            if str(row.key) in gone:
                page.opening_hours.remove(row)

    return edit


def ended(keys: frozenset[str]) -> Edit:
    """Return the edit that ends these offers."""

    def edit(page: ActorPage) -> None:
        offers = list(page.offers.all())
        for offer in offers:
            if str(offer.key) in keys:
                offer.status = OfferStatus.ENDED
        page.offers.set(offers)

    return edit

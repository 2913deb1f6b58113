"""The list in which an offer is chosen: those of published pages, for whoever writes sections."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser

from network.models import Offer
from network.models.organisations import LISTED
from portal import scoped_chooser
from portal.models import User
from portal.permission_policies import RowPermissionPolicy

from .offer_chooser import offer_words
from .people import RIGHT


def offers_to_choose(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return the offers that stand in public, for whoever may write sections."""
    if action != "choose" or not user.has_perm(RIGHT):
        return rows.none()
    return rows.filter(page__live=True, page__organisation__status__in=LISTED)


class OfferList(scoped_chooser.ScopedChoiceList):
    """Offers with whose they are, where, and whether they can be had."""

    def get_object_list(self) -> QuerySet:
        """Return the offers by title."""
        return self.permitted().select_related("page__organisation__seat").order_by("title", "pk")

    @property
    def columns(self) -> list[Column]:
        """Return title, organisation, seat and status."""
        more = [
            Column("organisation", label=_("Organisation"), accessor="page.organisation"),
            Column("seat", label=_("Seat"), accessor="page.organisation.seat"),
            Column("status", label=_("Status"), accessor="get_status_display"),
        ]
        return [*super().columns, *more]


class KeyOfOffer:
    """Hands out the lasting key instead of the number of the row, under the name that the form field reads."""

    response_data_title_key = "title"

    def get_object_id(self, instance: Offer) -> str:
        """Return the key."""
        return str(instance.key)

    def get_display_title(self, instance: Offer) -> str:
        """Return title and organisation."""
        return offer_words(instance)

    def get_edit_item_url(self, instance: Offer) -> str | None:
        """Return where the page of the organisation is written."""
        return super().get_edit_item_url(instance.page)


class OfferChooseView(OfferList, chooser.ChooseView):
    """The chooser of offers."""


class OfferResultsView(OfferList, chooser.ChooseResultsView):
    """Its list after a search."""


class OfferChosenView(KeyOfOffer, scoped_chooser.ChosenView):
    """The offer that was chosen."""


class OfferChosenMultipleView(KeyOfOffer, scoped_chooser.ChosenMultipleView):
    """The offers that were chosen."""


class OfferChooserViewSet(scoped_chooser.ScopedChooserViewSet):
    """Chooses an offer."""

    choose_view_class = OfferChooseView
    choose_results_view_class = OfferResultsView
    chosen_view_class = OfferChosenView
    chosen_multiple_view_class = OfferChosenMultipleView
    register_widget = False


def offer_chooser() -> Any:
    """Return the chooser of offers."""
    return OfferChooserViewSet(
        "offer_chooser",
        model=Offer,
        url_prefix="guides/offers",
        icon="pick",
        per_page=20,
        permission_policy=RowPermissionPolicy(Offer, offers_to_choose),
        search_fields=("title", "page__organisation__name", "page__title"),
    )

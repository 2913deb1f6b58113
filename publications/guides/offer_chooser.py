"""Choosing an offer by its lasting key: the row behind it may be written anew, the key stays."""

from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import FieldBlock


def offer_of(key: Any) -> Model | None:
    """Return the offer of a key on a published page, None where there is none; one query."""
    try:
        wanted = UUID(str(key))
    except ValueError:
        return None
    offers = apps.get_model("network", "Offer")._default_manager.select_related("page__organisation")
    return offers.filter(key=wanted, page__live=True).first()


def offer_words(offer: Any) -> str:
    """Return what an offer is called beside others: its title and whose it is."""
    return f"{offer.title} – {offer.page.organisation.name}"


class OfferChooser(BaseChooser):
    """The form field of an offer; its value is the offer's key."""

    model = "network.Offer"
    choose_one_text = _("Choose an offer")
    choose_another_text = _("Choose another offer")
    link_to_chosen_text = _("Edit the page of the organisation")
    chooser_modal_url_name = "offer_chooser:choose"
    icon = "pick"

    def get_instance(self, value: Any) -> Model | None:
        """Return the offer of a key."""
        return value if isinstance(value, self.model_class) else offer_of(value)

    def get_value_data(self, value: Any) -> dict[str, Any] | None:
        """Return what the field shows; a key whose offer has gone is not lost silently."""
        if not value:
            return None
        offer = self.get_instance(value)
        if offer is None:
            title = gettext("This offer is no longer there")
            return {"id": str(value), "edit_url": None, self.display_title_key: title}
        edit_url = AdminURLFinder().get_edit_url(offer.page)
        return {"id": str(offer.key), "edit_url": edit_url, self.display_title_key: offer_words(offer)}


class OfferBlock(FieldBlock):
    """An offer of an organisation; stored and read is its key."""

    def __init__(self, required: bool = False, help_text: str = "", **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=required, help_text=help_text, max_length=36, widget=OfferChooser()
        )
        super().__init__(**kwargs)

    def get_form_state(self, value: Any) -> Any:
        """Return what the chooser shows for a key."""
        return self.field.widget.get_value_data(value)

    def value_from_form(self, value: Any) -> str:
        """Return the key."""
        return str(value or "")

    def clean(self, value: Any) -> str:
        """Return the key; raises ValidationError for one that leads to no published offer."""
        key = super().clean(value)
        if key and offer_of(key) is None:
            raise ValidationError(gettext("This offer is no longer there. Choose another one."))
        return key

    class Meta:
        icon = "pick"
        label = _("Offer")

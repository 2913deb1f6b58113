"""The form of an infopost."""

from typing import Any

from django.apps import apps
from django.db.models import Q

from network.models import Organisation
from network.models.organisations import LISTED
from network.named.forms import NamingCheck, rows_there
from publications.own.forms import TopicalPageForm


class InfopostForm(TopicalPageForm):
    """Offers as further authors whatever stands in the public directory, and published guides."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if (page := kwargs.get("instance")) is not None and not page.path and not page.body:
            page.body = [("text", "")]  # whoever begins finds a place to write in
        super().__init__(*args, **kwargs)
        check = NamingCheck(self, lambda: self.instance.organisation)
        for form in rows_there(self, "co_authors"):
            known = Q(status__in=LISTED) | Q(pk=form.instance.organisation_id)
            form.fields["organisation"].queryset = Organisation.objects.filter(known)
            form.fields["organisation"].validators.append(check)
        self._offer_guides()

    def _offer_guides(self) -> None:
        """Offer published guides, and those that were chosen before they were withdrawn."""
        rows = self.formsets["guides"].forms if "guides" in self.formsets else ()
        chosen = [form.instance.guide_id for form in rows if form.instance.guide_id]
        guides = apps.get_model("publications", "GuidePage").objects.order_by("title", "pk")
        for form in rows:
            form.fields["guide"].queryset = guides.filter(Q(live=True) | Q(pk__in=chosen))

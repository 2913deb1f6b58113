"""The form of a venue: says when a place of that name is known, and finds its municipality by postcode and town."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from events.models import Venue
from events.models.venues import place_key
from network.models import Organisation, Postcode, Region
from portal.slugs import german_slug

from .choosable import chooses_freely, organisers, venues

MOST_HINTS = 5


def municipality_for(code: str, town: str) -> Region | None:
    """Return the municipality on which postcode and town agree; the postcode alone does not decide."""
    key = german_slug(town, "")
    if not code or not key:
        return None
    found = Postcode.objects.filter(code=code).prefetch_related("regions").first()
    regions = (
        [region for region in found.regions.all() if german_slug(region.name, "") == key] if found else []
    )
    return regions[0] if len(regions) == 1 else None


def similar(name: str, where: str, besides: int | None = None) -> QuerySet[Venue]:
    """Return venues that may be the same: the same folded name and place, or one name within the other there."""
    name_key, _bar, place = place_key(name, where).partition("|")
    there = Venue.objects.filter(place_key__endswith=f"|{place}").exclude(pk=besides)
    alike = [
        pk for pk, key in there.values_list("pk", "place_key") if _is_alike(name_key, key.partition("|")[0])
    ]
    return Venue.objects.filter(pk__in=alike).order_by("name", "pk")


def _is_alike(one: str, other: str) -> bool:
    """Return whether one name is the other, or a longer form of it."""
    words, others = set(one.split("-")), set(other.split("-"))
    return bool(words) and (words <= others or others <= words)


class VenueForm(WagtailAdminModelForm):
    """A place where things take place."""

    is_another = forms.BooleanField(
        label=_("It is another place; create it all the same"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "keeper" in self.fields and not chooses_freely(self.for_user):
            self.fields["keeper"] = forms.ModelChoiceField(
                organisers(self.for_user) | Organisation.objects.filter(pk=self.instance.keeper_id),
                required=True,
                label=self.fields["keeper"].label,
                help_text=self.fields["keeper"].help_text,
            )

    def clean(self) -> dict[str, Any]:
        """Hint at places that may be the same, unless it was said that it is another one."""
        cleaned = super().clean()
        name, where = cleaned.get("name"), cleaned.get("postcode") or cleaned.get("town") or ""
        if name and self.instance.pk is None and not cleaned.get("is_another"):
            open_ones = venues(self.for_user).order_by().values("pk")
            known = list(similar(name, where).filter(pk__in=open_ones)[:MOST_HINTS])
            if known:
                self.fields["is_another"].widget = forms.CheckboxInput()
                self.add_error("is_another", _already(known))
        if "region" in self.fields and not cleaned.get("region"):
            cleaned["region"] = municipality_for(cleaned.get("postcode", ""), cleaned.get("town", ""))
        return cleaned


def _already(known: Iterable[Venue]) -> str:
    """Return the hint."""
    names = "; ".join(
        ", ".join(filter(None, (one.name, one.street, one.postcode, one.town))) for one in known
    )
    return gettext("Perhaps it is known already: %(venues)s. Choose that one, or tick the box.") % {
        "venues": names
    }


class NewVenueForm(VenueForm):
    """The short form in the chooser; who creates a place for an organisation keeps it."""

    region = forms.ModelChoiceField(Region.objects.none(), required=False, widget=forms.HiddenInput)

    def save(self, commit: bool = True) -> Venue:
        """Save the venue with its municipality, and its keeper where somebody acts for one organisation only."""
        self.instance.region = self.cleaned_data.get("region")
        if not chooses_freely(self.for_user):
            mine = list(organisers(self.for_user)[:2])
            self.instance.keeper = mine[0] if len(mine) == 1 else None
        return super().save(commit)

    class Meta:
        model = Venue
        fields = ["name", "street", "postcode", "town", "access", "access_note"]

"""Which part of the queue is asked for; what cannot be asked gives a message and an empty list, never everything."""

from datetime import datetime

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import QueueEntry
from events.models.curation import QueueKind
from network.models import Organisation, Region
from portal.worklist.ages import AGE_CHOICES, AGES

from .waiting import open_entries


class QueueFilter(forms.Form):
    """What an editor looks for."""

    kind = forms.MultipleChoiceField(
        label=_("Why"), choices=QueueKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("all")
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("District"), required=False, empty_label=_("all")
    )
    age = forms.ChoiceField(
        label=pgettext_lazy("of an entry in the queue", "Waits for"),
        required=False,
        choices=AGE_CHOICES,
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        waiting = open_entries()
        self.fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=waiting.values("event__organiser")
        ).order_by("name", "pk")
        districts = Region.objects.filter(kind="district").defer("shape")
        self.fields["region"].queryset = districts.order_by("name", "pk")

    def apply(self, entries: QuerySet[QueueEntry], now: datetime) -> QuerySet[QueueEntry]:
        """Return the entries that were asked for, none where the question makes no sense."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        if asked["kind"]:
            entries = entries.filter(kind__in=asked["kind"])
        if asked["organisation"]:
            entries = entries.filter(event__organiser=asked["organisation"])
        if asked["region"]:
            entries = entries.filter(
                _in_district("event__venue__region", asked["region"])
                | _in_district("event__region", asked["region"])
            )
        if asked["age"]:
            entries = entries.filter(created_at__lt=now - AGES[asked["age"]])
        return entries


def _in_district(name: str, district: Region) -> Q:
    """Return the condition that a place is a district or lies in it."""
    return Q(**{name: district}) | Q(**{f"{name}__parent": district})

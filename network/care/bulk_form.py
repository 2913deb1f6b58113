"""What is to happen to chosen entries, as the office fills it in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.widgets import AdminSnippetChooser

from network.models import Region, Topic
from network.models.regions import AGS_KINDS, RegionKind
from portal.chosen_keys import RowsField

from .bulk_edit import ADD, REMOVE, SET, Wish

AREAS_HOW = [
    (ADD, gettext_lazy("add")),
    (REMOVE, gettext_lazy("remove")),
    (SET, gettext_lazy("put in place of all others")),
]


def home_regions() -> QuerySet[Region]:
    """Return the home state with its districts and municipalities, the large ones first."""
    home = Region.objects.at_home(*AGS_KINDS.values())
    return (home | Region.objects.filter(kind=RegionKind.AREA)).order_by(Length("code"), "name", "code")


class RegionsField(RowsField):
    """Places with what kind of place they are; there are two Zwickau."""

    def label_from_instance(self, region: Region) -> str:
        """Return name and kind."""
        return f"{region} ({region.get_kind_display()})"


class BulkForm(forms.Form):
    """Topics, areas and seat for every chosen entry; what is left empty stays as it is."""

    add_topics = RowsField(
        Topic.objects.order_by("name"),
        label=gettext_lazy("Add topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remove_topics = RowsField(
        Topic.objects.order_by("name"),
        label=gettext_lazy("Remove topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas_how = forms.ChoiceField(
        label=gettext_lazy("What to do with these areas"), choices=AREAS_HOW, initial=ADD, required=False
    )
    areas = RegionsField(
        Region.objects.none(),
        label=gettext_lazy("Areas served"),
        required=False,
        help_text=gettext_lazy("Hold Ctrl (on a Mac ⌘) to choose several."),
    )
    seat = forms.ModelChoiceField(
        Region.objects.defer("shape"),
        label=gettext_lazy("Seat"),
        required=False,
        help_text=gettext_lazy("Every chosen entry gets this seat."),
    )

    no_seat = forms.BooleanField(
        label=gettext_lazy("Take the seat away"),
        required=False,
        help_text=gettext_lazy("No chosen entry has a seat then."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = home_regions()
        self.fields["areas"].widget.attrs["size"] = 8
        self.fields["seat"].widget = AdminSnippetChooser(model=Region, icon="site")

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all, a topic that is both added and removed, and a seat that is given and taken."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        both = set(cleaned["add_topics"]) & set(cleaned["remove_topics"])
        if both:
            names = ", ".join(sorted(topic.name for topic in both))
            self.add_error("remove_topics", _("These are to be added, too: %(names)s") % {"names": names})
        if cleaned["seat"] and cleaned["no_seat"]:
            self.add_error("no_seat", _("A seat is chosen, too."))
        if not any(cleaned.get(name) for name in ("add_topics", "remove_topics", "areas", "seat", "no_seat")):
            raise forms.ValidationError(_("Please choose a topic, an area or a seat."))
        return cleaned

    def wish(self) -> Wish:
        """Return what was filled in; only for a valid form."""
        given = self.cleaned_data
        return Wish(
            add_topics=tuple(given["add_topics"]),
            remove_topics=tuple(given["remove_topics"]),
            areas=tuple(given["areas"]),
            areas_how=given["areas_how"] or ADD,
            seat=given["seat"],
            no_seat=given["no_seat"],
        )

"""What an editor fills in while deciding: topics, a place, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Region, Topic
from portal.chosen_keys import RowsField

from .deciding import Choice
from .rows import QueueRow


class AssignForm(forms.Form):
    """Topics and a place."""

    topics = RowsField(
        Topic.objects.none(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("Place"), required=False, empty_label=_("leave as it is")
    )

    def __init__(self, *args: Any, suggested: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topics"].queryset = Topic.objects.order_by("name")
        districts = Region.objects.filter(kind="district") | Region.objects.filter(pk=suggested or 0)
        self.fields["region"].queryset = districts.defer("shape").order_by("-kind", "name")


class DecisionForm(AssignForm):
    """The same, with the state looked at and the reason of a refusal."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if it is not published. It goes to whoever sent it, word by word."),
    )

    def choice(self) -> Choice:
        """Return topics and place as they were chosen."""
        return Choice(tuple(self.cleaned_data["topics"]), self.cleaned_data["region"])


def form_for(row: QueueRow, data: Any = None) -> DecisionForm:
    """Return the form about an entry; suggestions are ticked where an event has no topics yet."""
    content = row.entry.event.latest_revision.content if row.entry.event.latest_revision else {}
    there = [one["tag"] for one in content.get("topic_links", ())]
    return DecisionForm(
        data,
        suggested=row.region.pk if row.region else None,
        initial={
            "topics": there or [one.pk for one in row.topics],
            "region": row.region.pk if row.region else None,
            "seen": row.state,
        },
    )

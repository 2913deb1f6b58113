"""The form of an event's registration: what it refuses once people have registered."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateTimeInput

from events.models import Registration, RegistrationSettings
from events.signup import seats


class SettingsForm(forms.ModelForm):
    """Whether and how one registers; valid at once, without a draft.

    The note is public, so it is written by those whose words need not be looked at first.
    """

    class Meta:
        model = RegistrationSettings
        fields = (
            "is_enabled",
            "capacity",
            "has_waiting_list",
            "per_date",
            "opens_at",
            "closes_at",
            "most_seats",
            "asks_name",
            "note",
            "keep_days",
        )
        widgets = {"opens_at": AdminDateTimeInput, "closes_at": AdminDateTimeInput}

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.event.is_series:
            del self.fields["per_date"]
        if not may_publish:
            self.fields["note"].disabled = True
            self.fields["note"].help_text = _("The editors write this: it is public without being looked at.")

    def clean_capacity(self) -> int | None:
        """Refuse fewer seats than are taken; call it under `seats.locked`."""
        capacity, taken = self.cleaned_data["capacity"], seats.most_taken(self.instance.event_id)
        if capacity is not None and capacity < taken:
            text = ngettext(
                "%(n)s seat is taken already. Sign somebody off first, or leave at least so many.",
                "%(n)s seats are taken already. Sign somebody off first, or leave at least so many.",
                taken,
            )
            raise forms.ValidationError(text % {"n": taken})
        return capacity

    def clean_per_date(self) -> bool:
        """Refuse another way of registering once somebody has registered."""
        wanted = self.cleaned_data["per_date"]
        if (
            wanted != self.initial["per_date"]
            and Registration.objects.filter(event=self.instance.event_id).exists()
        ):
            raise forms.ValidationError(_("People have registered, so this stays as it is."))
        return wanted

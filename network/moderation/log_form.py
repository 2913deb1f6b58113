"""What the office asks the log: who, what, about whom, by which way, when."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Via
from portal.admin_search import search_rows
from portal.models import User

from .deciding import APPROVED, SENT_BACK
from .log_rows import Wish
from .trusting import TRUSTED
from .undoing import UNDONE

MOST = 500
# What can be asked for, and the actions of the log that are meant; later apps add theirs.
WHAT: dict[str, tuple[Any, list[str]]] = {
    "submitted": (_("Submitted"), ["wagtail.workflow.start", "wagtail.workflow.resume"]),
    "approved": (_("Approved"), [APPROVED, "wagtail.workflow.approve"]),
    "sent_back": (_("Sent back"), [SENT_BACK, "wagtail.workflow.reject"]),
    "taken_back": (_("Taken back by the organisation"), ["wagtail.workflow.cancel"]),
    "undone": (_("Decision taken back"), [UNDONE]),
    "published": (_("Published"), ["wagtail.publish", "wagtail.publish.schedule", "wagtail.revert"]),
    "unpublished": (_("Taken out"), ["wagtail.unpublish", "wagtail.unpublish.scheduled"]),
    "saved": (_("Saved"), ["wagtail.create", "wagtail.edit"]),
    "trust": (_("Change of trust"), [TRUSTED]),
}


class LogForm(forms.Form):
    """The filters beside the log; everything is optional."""

    what = forms.MultipleChoiceField(
        label=_("What"),
        required=False,
        choices=[(key, label) for key, (label, _actions) in WHAT.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=100)
    who = forms.CharField(
        label=_("Who"), required=False, max_length=100, help_text=_("Name or e-mail address.")
    )
    via = forms.ChoiceField(label=_("By which way"), required=False, choices=[("", _("All")), *Via.choices])
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def wish(self) -> Wish:
        """Return what is asked for; two queries at most. Call it on a valid form."""
        asked = self.cleaned_data
        return Wish(
            tuple(action for key in asked["what"] for action in WHAT[key][1]),
            _people(asked["who"]) if asked["who"] else None,
            _organisations(asked["organisation"]) if asked["organisation"] else None,
            asked["via"],
            _midnight(asked["since"]),
            _midnight(asked["until"], timedelta(days=1)),
        )


def _people(words: str) -> tuple[Any, ...]:
    """Return the accounts that words name."""
    found = search_rows(User.objects.all(), words, ("email", "first_name", "last_name"))
    return tuple(found.values_list("pk", flat=True)[:MOST])


def _organisations(words: str) -> tuple[int, ...]:
    """Return the entries that words name."""
    found = search_rows(Organisation.objects.all(), words, ("name", "short_name"))
    return tuple(found.values_list("pk", flat=True)[:MOST])


def _midnight(day: Any, later: timedelta = timedelta(0)) -> datetime | None:
    """Return the beginning of a day, or of the one after it; None for none."""
    if day is None:
        return None
    try:
        return timezone.make_aware(datetime.combine(day + later, time.min))
    except OverflowError:
        return None

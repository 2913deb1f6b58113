"""What is asked of somebody who proposes a date; the rules are those of the event itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from events.choices import Access, Cost, EventKind
from events.models import Event
from events.recurrence.refusals import RuleError
from portal.anonymous_forms import AnonymousForm

from . import data as plain
from .drafting import mode_of, time_columns
from .form_fields import ClockField, DayField
from .spam import MOST_LINKS, links_in

MOST_YEARS_AHEAD = 2
REPEATS = [
    (plain.NEVER, gettext_lazy("once")),
    (plain.WEEKLY, gettext_lazy("every week")),
    (plain.FORTNIGHTLY, gettext_lazy("every second week")),
    (plain.MONTHLY_WEEKDAY, gettext_lazy("every month, on the same weekday (as the first Wednesday)")),
    (plain.MONTHLY_DAY, gettext_lazy("every month, on the same day (as the 15th)")),
]
# What belongs together, under its heading.
GROUPS = (
    (gettext_lazy("What"), ("title", "kind", "summary", "description", "language")),
    (
        gettext_lazy("When"),
        ("starts_on", "starts_at", "ends_on", "ends_at", "is_all_day", "repeats", "repeats_until"),
    ),
    (gettext_lazy("Where"), ("place", "street", "postcode", "town", "online_url")),
    (
        gettext_lazy("Who invites, and what to know"),
        ("organiser", "cost", "cost_note", "access", "access_note", "info_url"),
    ),
    (gettext_lazy("You"), ("contact", "email")),
)
# What an event calls otherwise than the form.
_NAMES = {"rule": "repeats", "organiser_text": "organiser", "venue": "place"}


class WebField(forms.CharField):
    """An address on the web, with or without its beginning; nothing else than http(s)."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})
        super().__init__(max_length=500, required=False, widget=widget, **options)

    def clean(self, value: Any) -> str:
        """Return the whole address, "" for none; raises ValidationError."""
        text = super().clean(value)
        if not text:
            return ""
        if "://" not in text:
            text = f"https://{text}"
        URLValidator(schemes=("http", "https"), message=_("Write an address like www.example.org."))(text)
        return text


class EventFields(forms.Form):
    """What an event needs, without what proves who sends it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EventKind.choices)
    summary = forms.CharField(
        label=gettext_lazy("In one or two sentences"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What happens and for whom. Stands in every list."),
    )
    description = forms.CharField(
        label=gettext_lazy("More about it"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Plain text; an empty line begins a new paragraph."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of these words"), choices=settings.LANGUAGES)
    starts_on = DayField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("The first one, if it repeats or takes several days."),
    )
    starts_at = ClockField(label=gettext_lazy("Begins at"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Only if it is not the same day."),
    )
    ends_at = ClockField(label=gettext_lazy("Ends at"), required=False)
    is_all_day = forms.BooleanField(label=gettext_lazy("All day"), required=False)
    repeats = forms.ChoiceField(label=gettext_lazy("How often"), choices=REPEATS, required=False)
    repeats_until = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until further notice.")
    )
    place = forms.CharField(
        label=gettext_lazy("House, hall or square"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("For example: Gasometer, großer Saal. Leave it empty for an online event."),
    )
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=150, required=False)
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        max_length=5,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        validators=[RegexValidator(r"^[0-9]{5}$", gettext_lazy("Five digits, for example 08056."))],
    )
    town = forms.CharField(label=gettext_lazy("Town"), max_length=120, required=False)
    online_url = WebField(
        label=gettext_lazy("Link to take part online"), help_text=gettext_lazy("Everybody can see it.")
    )
    organiser = forms.CharField(
        label=gettext_lazy("Who invites"),
        max_length=200,
        help_text=gettext_lazy("The organisation or group."),
    )
    cost = forms.ChoiceField(label=pgettext_lazy("of an event", "Cost"), choices=Cost.choices)
    cost_note = forms.CharField(
        label=gettext_lazy("More on the cost"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("For example: 8 €, reduced 5 €."),
    )
    access = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibility"),
        choices=Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access_note = forms.CharField(label=gettext_lazy("More on access"), max_length=250, required=False)
    info_url = WebField(label=gettext_lazy("Website"), help_text=gettext_lazy("Where more is said about it."))

    def clean(self) -> dict[str, Any]:
        """Return the entries; adds an error to the field of everything that makes no sense."""
        cleaned = super().clean() or {}
        if "place" in cleaned and "online_url" in cleaned:
            self._check_where(cleaned)
        if cleaned.get("starts_on"):
            self._check_day(cleaned["starts_on"])
        if cleaned.get("repeats_until") and not cleaned.get("repeats"):
            self.add_error("repeats", _("Say how often, or leave “until” empty."))
        if links_in(cleaned) > MOST_LINKS:
            text = _("At most %(most)s links, please. There is a field for the website.")
            self.add_error("description", text % {"most": MOST_LINKS})
        if not self.errors:
            self._check_event(plain.as_data(cleaned))
        return cleaned

    def _check_where(self, cleaned: Mapping[str, Any]) -> None:
        """Ask for a place with its town, or for a link."""
        place, is_online = cleaned["place"], bool(cleaned["online_url"])
        details = any(cleaned.get(name) for name in ("street", "postcode", "town"))
        if not place and details:
            self.add_error("place", _("What is the place called?"))
        elif not place and not is_online:
            self.add_error("place", _("Say where it takes place, or give a link."))
        if place and not cleaned.get("town") and "town" not in self.errors:
            self.add_error("town", _("In which town is that?"))

    def _check_day(self, first: date) -> None:
        """Refuse what is over, and what is too far ahead to be certain."""
        today = timezone.localdate()
        if first < today and first != self.initial_day:
            self.add_error("starts_on", _("This day is over."))
        elif first.year > today.year + MOST_YEARS_AHEAD:
            self.add_error("starts_on", _("That is more than two years ahead."))

    @property
    def initial_day(self) -> date | None:
        """Return the first day as it was proposed before, which may be over by now."""
        day = self.initial.get("starts_on")
        return date.fromisoformat(day) if day else None

    def _check_event(self, data: plain.Data) -> None:
        """Add what the event itself would refuse."""
        try:
            times = time_columns(data)
        except RuleError as error:
            self.add_error("repeats", _(error.sentence) % error.about)
            return
        event = Event(
            title=data["title"], organiser_text=data["organiser"], attendance_mode=mode_of(data), **times
        )
        try:
            event.clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                field = _NAMES.get(name, name)
                self.add_error(field if field in self.fields else None, messages)

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield the fields that are shown, under their headings."""
        for heading, names in GROUPS:
            if fields := [self[name] for name in names if name in self.fields]:
                yield heading, fields


class ProposalForm(EventFields, AnonymousForm):
    """A new proposal, and how its writer is reached."""

    name = "event-proposal"

    contact = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("Only for us, in case we have questions."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Never shown. We delete it 30 days after our decision."),
    )

    def __init__(self, request: Any, *args: Any, **options: Any) -> None:
        code = get_language()
        known = {one for one, _name in settings.LANGUAGES}
        initial = {"language": code if code in known else settings.LANGUAGE_CODE, "cost": Cost.UNKNOWN}
        super().__init__(request, *args, **{"initial": initial, **options})


class ChangeForm(EventFields):
    """The same event, changed through the link in the mail."""


class WordForm(forms.Form):
    """One sentence: why it is cancelled."""

    note = forms.CharField(
        label=gettext_lazy("What should readers know?"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("For example: cancelled because of illness, a new date follows."),
    )

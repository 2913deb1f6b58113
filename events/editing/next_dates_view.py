"""The next dates of a form that is being filled in: a piece of a page for the script, else a whole page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views import View

from events.models import Event, Venue
from events.recurrence.schedule import Schedule
from events.wishes import municipality_of, wishes_of, with_wishes
from network.models import Region
from portal.scoped_views import ScopedView, permitted_row

from . import choosable
from .next_dates import NextDates, next_dates
from .when_fields import WhenFields, lost_words, plan_of, repeats_of

FRAGMENT = "events/admin/next_dates.html"
PAGE = "events/admin/next_dates_page.html"
COLUMNS = ("starts_at", "ends_at", "is_all_day", "zone", "not_in_school_holidays", "not_on_public_holidays")


class WhenForm(WhenFields, forms.Form):
    """The part of an event's form that says when, read by itself."""

    venue = forms.ModelChoiceField(Venue.objects.none(), required=False)
    region = forms.ModelChoiceField(Region.objects.defer("shape"), required=False)

    def __init__(self, data: Any, event: Event, venues: QuerySet[Venue]) -> None:
        super().__init__(data)
        self.fields["venue"].queryset = venues.select_related("region")
        self.event, self.before = event, event.schedule if event.starts_on else None
        self.fields |= forms.fields_for_model(Event, COLUMNS)
        self.fields["repeats"].choices = (
            repeats_of(event) if event.starts_on else self.fields["repeats"].choices
        )

    def answer(self) -> NextDates:
        """Return the next dates, or what is wrong with the answers."""
        schedule, errors = None, []
        if self.is_valid():
            try:
                schedule, lost = self._schedule()
                errors = [lost_words(lost)] if lost else []
            except ValidationError as error:
                errors = list(error.messages)
        else:
            errors = [
                f"{self.fields[name].label}: {message}"
                for name, found in self.errors.items()
                for message in found
            ]
        if schedule is None:
            return NextDates(errors=tuple(errors))
        now, event = timezone.now(), self.event
        shown = next_dates(with_wishes(event, schedule, now), wishes_of(event), now, municipality_of(event))
        return NextDates(**{**vars(shown), "errors": tuple(errors)})

    def _schedule(self) -> tuple[Schedule, tuple[Any, ...]]:
        """Return the schedule that is asked for, and which decisions it would lose; raises ValidationError."""
        for name in ("starts_on", "ends_on", *COLUMNS, "venue", "region"):
            setattr(self.event, name, self.cleaned_data[name])
        if wrong := dict(self.event.wrong_times()):
            raise ValidationError(list(wrong.values()))
        planned = plan_of(self.cleaned_data, self.event, self.before)
        return planned.schedule, () if self.cleaned_data["drops_changes"] else planned.lost


class NextDatesView(ScopedView, View):
    """Works out dates and writes nothing; for whoever may write an event at all, or change the one in the address."""

    model: Any = None
    permission_policy: Any = None
    http_method_names = ["post"]
    page_title = gettext_lazy("The next dates")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the dates of the posted answers."""
        event = self._event()
        form = WhenForm(request.POST, event, choosable.venues(request.user, event))
        context = {"shown": form.answer(), "page_title": self.page_title}
        is_fragment = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        return TemplateResponse(request, FRAGMENT if is_fragment else PAGE, context)

    def _event(self) -> Event:
        """Return the draft of the event in the address, or a new one; raises Http404."""
        policy = self.permission_policy
        if key := self.request.GET.get("event"):
            return permitted_row(policy, self.request.user, ("change",), key).get_latest_revision_as_object()
        if not policy.user_has_permission(self.request.user, "add"):
            raise Http404
        return Event()

"""What one does about registration in the admin: switch it on, see who comes, admit, sign off, write, take a file."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from events.curation.log_actions import WROTE
from events.models import Event
from events.models.registrations import RegistrationState
from events.records import public_record
from events.signup import booking, keeping, letters, seats
from events.signup.admin_pages import DatePage, SignupPage
from events.signup.attendance import attendances
from events.signup.attendee_file import attendee_csv
from events.signup.message_form import MessageForm, Recipients
from events.signup.settings_form import SettingsForm
from events.signup.state import Counts, state_of
from network.messages.answer_addresses import answer_addresses
from portal import changes

ADMIT, SIGN_OFF = "admit", "sign-off"
# Messages to those who registered for an event, whichever dates.
MOST_A_DAY = 3


class IndexView(SignupPage):
    """Whether one can register, and how many come to which date."""

    template_name = "events/signup/admin/index.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the dates with their numbers."""
        now = timezone.now()
        counts = Counts.of(self.event.pk, self.settings)
        rows = [
            (one, self.url("list", one.path_key), self._words(one, counts, now))
            for one in attendances(self.event, self.settings, now)
        ]
        return {**super().get_context_data(**kwargs), "rows": rows}

    def _words(self, one: Any, counts: Counts, now: Any) -> str:
        """Return whether one can register for a date."""
        if one.slot is None:
            return ""
        state = state_of(one.slot, self.settings, counts, now)
        return f"{state.free_text} {state.text}".strip()


class SettingsView(SignupPage):
    """The form of an event's registration."""

    template_name = "events/signup/admin/settings.html"

    def way(self) -> list[dict[str, str]]:
        """Return this page."""
        return [{"url": "", "label": _("Settings")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", self._form())
        return super().get_context_data(**kwargs)

    def _form(self, data: Any = None) -> SettingsForm:
        """Return the form."""
        may_publish = self.permission_policy.user_has_permission(self.request.user, "publish")
        return SettingsForm(data, instance=self.settings, may_publish=may_publish)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, under the lock under which seats are taken, and offer seats that became free."""
        with transaction.atomic():
            self.settings = seats.locked(self.event.pk)
            form = self._form(request.POST)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form), status=400)
            form.save()
            changes.record(self.event)
        keeping.offer(timezone.now(), self.event.pk)
        messages.success(request, _("The settings are saved and hold at once."))
        return redirect(self.url("index"))


class ListView(DatePage):
    """Who comes to a date."""

    template_name = "events/signup/admin/list.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the people."""
        key = self.attendance.path_key
        people = [
            (one, self.url("act", key, one.pk, ADMIT), self.url("act", key, one.pk, SIGN_OFF))
            for one in self.attendance.people()
        ]
        return {
            **super().get_context_data(**kwargs),
            "people": people,
            "file_url": self.url("file", key),
            "message_url": self.url("message", key),
        }


class FileView(DatePage):
    """The same as a file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file, which nothing on the way keeps."""
        response = HttpResponse(
            attendee_csv(self.attendance.people()), content_type="text/csv; charset=utf-8"
        )
        name = f"{_('registrations')}-{self.attendance.path_key.replace(':', '')}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response


@dataclass(frozen=True)
class Act:
    """What is done with one registration: its button, what follows, the sentence afterwards."""

    label: Any
    text: Any
    done: Any


ACTS = {
    ADMIT: Act(
        gettext_lazy("Give a seat"),
        gettext_lazy("This person gets a seat out of turn, and a mail that says so."),
        gettext_lazy("The seat is given."),
    ),
    SIGN_OFF: Act(
        gettext_lazy("Sign off"),
        gettext_lazy(
            "The registration is deleted, the person gets a mail, and the seat goes to whoever waits next."
        ),
        gettext_lazy("The registration is deleted."),
    ),
}


class ActView(DatePage):
    """One thing done with one registration: GET asks, POST acts."""

    template_name = "events/signup/admin/act.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the registration and the act; raises Http404 for anything else."""
        super().setup(request, *args, **kwargs)
        self.registration = get_object_or_404(self.attendance.people(), pk=kwargs["registration"])
        self.act = ACTS.get(kwargs["act"])
        is_waiting = self.registration.state != RegistrationState.CONFIRMED
        if self.act is None or (kwargs["act"] == ADMIT and not is_waiting):
            raise Http404

    def way(self) -> list[dict[str, str]]:
        """Return this page."""
        return [*super().way(), {"url": "", "label": str(self.act.label)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person and what follows."""
        return {**super().get_context_data(**kwargs), "registration": self.registration, "act": self.act}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act."""
        if self.kwargs["act"] == SIGN_OFF:
            booking.cancel(self.registration, timezone.now(), by_organisers=True)
        elif not booking.admit(self.registration, timezone.now()):
            messages.error(
                request, _("There are not as many seats. Raise their number in the settings first.")
            )
            return redirect(self.list_url)
        messages.success(request, str(self.act.done))
        return redirect(self.list_url)


class MessageView(DatePage):
    """A message to those who registered, each of them in a mail of their own."""

    template_name = "events/signup/admin/message.html"

    def way(self) -> list[dict[str, str]]:
        """Return this page."""
        return [*super().way(), {"url": "", "label": _("Write to all")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", self._form(initial={"recipients": Recipients.REGISTERED}))
        return super().get_context_data(**kwargs)

    def _form(self, *args: Any, **kwargs: Any) -> MessageForm:
        """Return the form with the addresses somebody may let answers go to."""
        hosts = [self.event.organiser_id] if self.event.organiser_id else []
        return MessageForm(*args, addresses=answer_addresses(self.request.user, hosts), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Queue the mails; the same form sent twice writes once."""
        form = self._form(request.POST)
        if form.is_valid() and not self._may_write(form.cleaned_data["delivery"].hex):
            words = _(
                "%(n)s messages within a day are enough. Write the next one tomorrow, or to the office today."
            )
            form.add_error(None, words % {"n": MOST_A_DAY})
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        count = self._send(form)
        text = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", count)
        messages.success(request, text % {"n": count})
        return redirect(self.list_url)

    def _may_write(self, delivery: str) -> bool:
        """Return whether a message may go: nobody who comes is written to more often than somebody would like."""
        kind = ContentType.objects.get_for_model(Event)
        lately = timezone.now() - timedelta(days=1)
        rows = ModelLogEntry.objects.filter(
            content_type=kind, object_id=str(self.event.pk), action=WROTE, timestamp__gt=lately
        )
        sent = {row.data.get("delivery") for row in rows}
        return delivery in sent or len(sent) < MOST_A_DAY

    @transaction.atomic
    def _send(self, form: forms.Form) -> int:
        """Put a mail for each person into the outbox and return how many there are."""
        asked, title = form.cleaned_data, public_record(self.event).title
        people = self.attendance.people()
        if asked["recipients"] == Recipients.REGISTERED:
            people = people.filter(state=RegistrationState.CONFIRMED)
        words = (asked["subject"], asked["text"])
        for person in people:
            letters.pass_on(person, title, words, asked["reply_to"], asked["delivery"].hex)
        log(self.event, WROTE, user=self.request.user, data={"delivery": asked["delivery"].hex})
        return len(people)

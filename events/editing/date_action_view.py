"""The pages on which one date is called off, moved, taken out, brought back, or the series split at it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import cached_property

from events import series
from events.keys import key_start
from events.models import Event, Registration
from events.recurrence.expand import moment

from .date_forms import MoveForm, NoteForm, times_of
from .date_page import DatePage
from .date_rows import CANCEL, MOVE, REMOVE, RESTORE, SPLIT


class DateActionView(DatePage):
    """A decision about one date."""

    def form(self, data: Any = None) -> forms.Form:
        """Return what is asked."""
        if self.action == CANCEL:
            return NoteForm(data, initial={"note": self.row.note})
        if self.action == MOVE:
            one = moment(self.draft.schedule, key_start(self.row.key), self.draft.zone)
            times = times_of(one.wall_start, one.wall_end, self.draft.is_all_day)
            return MoveForm(data, event=self.draft, initial={**times, "note": self.row.note})
        return super().form(data)

    def is_refused(self) -> bool:
        """Return whether registrations would be left behind."""
        return self.action == SPLIT and self._loses_registrations

    @cached_property
    def _loses_registrations(self) -> bool:
        """Return whether a split would leave registrations behind: they follow only when it is public at once."""
        return (
            not (self.may_publish and self.event.live)
            and Registration.objects.filter(event=self.event).exists()
        )

    def act_on(self, form: Any, editor: series.Editor) -> Event:
        """Do it; raises Refused."""
        return self._doings()[self.action](form.cleaned_data, form, editor)

    def _doings(self) -> dict[str, Callable[[dict[str, Any], Any, series.Editor], Event]]:
        """Return what is done, by action."""
        event, key = self.event, self.row.key
        return {
            CANCEL: lambda asked, _form, editor: series.cancel_date(event, key, asked["note"], editor),
            MOVE: lambda asked, form, editor: series.move_date(
                event, key, form.span(), asked["note"], editor
            ),
            REMOVE: lambda _asked, _form, editor: series.remove_date(event, key, editor),
            RESTORE: lambda _asked, _form, editor: series.restore_date(event, key, editor),
            SPLIT: lambda _asked, _form, editor: series.split_at(event, key, editor),
        }

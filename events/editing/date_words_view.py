"""The page on which the words, the place and the times of one date of a series are changed."""

from typing import Any

from events import series
from events.models import ChangedDate, Event, Venue
from portal.chosen_keys import forget_impossible
from portal.chosen_without import named, take_out

from . import choosable
from .date_page import DatePage
from .date_rows import WORDS
from .date_words_form import DateWordsForm


class DateWordsView(DatePage):
    """One date that says something else than its series."""

    action = WORDS

    def form(self, data: Any = None) -> DateWordsForm:
        """Return the form with what the date says itself; what is empty is as in the series."""
        key = self.row.key
        changed = next(
            (row for row in self.draft.changed_dates.all() if row.key == key), ChangedDate(key=key)
        )
        venues = choosable.venues(self.request.user, self.draft)
        form = DateWordsForm(data, event=self.draft, changed=changed, venues=venues)
        if not form.is_valid():
            if "venue" in form.errors:
                take_out(form, frozenset({named(Venue, form["venue"].value())}))
            forget_impossible(form)
        return form

    def act_on(self, form: DateWordsForm, editor: series.Editor) -> Event:
        """Write it down; raises Refused."""
        return series.edit_date(self.event, self.row.key, form.times(), form.words(), editor)

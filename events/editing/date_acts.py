"""What can be done with a date, in the words of its button, its page, and the sentence afterwards."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from .date_rows import CANCEL, MOVE, REMOVE, RESTORE, SPLIT, WORDS


@dataclass(frozen=True)
class Act:
    """What can be done with a date: its button, what the page says follows, and the sentence afterwards."""

    label: Any
    text: Any
    done: Any
    icon: str
    is_serious: bool = False


ACTS = {
    CANCEL: Act(
        gettext_lazy("Call off"),
        gettext_lazy("The date stays visible and is marked as cancelled, on the site and in calendars."),
        gettext_lazy("%(day)s is called off."),
        "cross",
    ),
    MOVE: Act(
        gettext_lazy("Move"),
        gettext_lazy("Only this date moves. It keeps its address, and whoever registered for it."),
        gettext_lazy("%(day)s has moved."),
        "date",
    ),
    WORDS: Act(
        gettext_lazy("Change only this date"),
        gettext_lazy(
            "Words, place and time of this one date; the others stay as they are. What you leave empty is as in the "
            "series."
        ),
        gettext_lazy("%(day)s is changed."),
        "edit",
    ),
    REMOVE: Act(
        gettext_lazy("Take out"),
        gettext_lazy(
            "The date vanishes, as if it had never been planned. Call it off if people know about it."
        ),
        gettext_lazy("%(day)s is taken out."),
        "bin",
        is_serious=True,
    ),
    RESTORE: Act(
        gettext_lazy("Bring back"),
        gettext_lazy("The date takes place again as the series says, without a note of its own."),
        gettext_lazy("%(day)s takes place as the series says."),
        "undo",
    ),
    SPLIT: Act(
        gettext_lazy("Change from here on"),
        gettext_lazy(
            "The series ends before this date, and a second event goes on with it: same words, a form of its own. "
            "What was decided about later dates, and who registered for them, goes along."
        ),
        gettext_lazy("The series goes on as an event of its own from %(day)s. Change it here."),
        "cut",
    ),
}

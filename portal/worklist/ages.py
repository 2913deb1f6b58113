"""Ages and due days in words."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

WEEKS_FROM, MONTHS_FROM = 14, 60
# What a filter by age asks for: longer than so many days.
AGES = {str(days): timedelta(days=days) for days in (1, 3, 7, 30)}
AGE_CHOICES = [
    ("", gettext_lazy("any time")),
    ("1", gettext_lazy("more than a day")),
    ("3", gettext_lazy("more than three days")),
    ("7", gettext_lazy("more than a week")),
    ("30", gettext_lazy("more than a month")),
]


def age_words(age: timedelta) -> str:
    """Return for how long something waits."""
    days = age.days
    if days < 1:
        return _("since today")
    if days < WEEKS_FROM:
        return ngettext("for %(n)s day", "for %(n)s days", days) % {"n": days}
    if days < MONTHS_FROM:
        return ngettext("for %(n)s week", "for %(n)s weeks", days // 7) % {"n": days // 7}
    return ngettext("for %(n)s month", "for %(n)s months", days // 30) % {"n": days // 30}


def due_words(due: datetime, now: datetime) -> str:
    """Return when something is due, counted in days of the calendar."""
    days = (timezone.localdate(due) - timezone.localdate(now)).days
    if due < now:
        late = -days
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late} if late else _("due today")
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    return ngettext("due in %(n)s day", "due in %(n)s days", days) % {"n": days}

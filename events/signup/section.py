"""The part of an event's page that says whether one can register, and leads to the form."""

from collections.abc import Iterator

from django.http import HttpRequest

from events.calendar.shown import Shown
from events.signup.state import Stage, signup_state
from portal.registries import Section
from portal.validity import holds_until

TEMPLATE = "components/sections/signup.html"


def section_of(shown: Shown, request: HttpRequest) -> Iterator[Section]:
    """Yield the section of an event or one of its dates; nothing where one does not register here, or it is over."""
    state = signup_state(shown.record, shown.key, shown.now)
    if state is None or state.stage == Stage.OVER:
        return
    holds_until(request, state.changes_at)
    yield Section(TEMPLATE, {"state": state}, order=5, anchor="signup", is_aside=True)

"""Where somebody is signed in, and ending it: a session that was deleted is nobody's at its next request."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.models import User
from portal.visitors import is_anonymous

from .devices import device_of
from .models import SignIn
from .paths import is_personal

# How exactly "last used" is known; each note is two writes.
EXACTNESS = timedelta(hours=1)
_NOTED = "sign_in_noted"


def note(request: HttpRequest, user: User, now: datetime) -> None:
    """Write down that a session is used now, whichever way it began."""
    if not request.session.session_key:
        request.session.save()
    device = device_of(request.META.get("HTTP_USER_AGENT", ""))
    SignIn.objects.update_or_create(
        session_id=request.session.session_key,
        defaults={"user": user, "device": device, "seen_at": now},
    )
    request.session[_NOTED] = now.timestamp()


def on_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Note a session that begins."""
    request.session.pop(_NOTED, None)
    note(request, user, timezone.now())


def sign_ins_of(user: User, now: datetime) -> QuerySet[SignIn]:
    """Return where somebody is signed in, last used first."""
    return user.sign_ins.filter(session__expire_date__gt=now).order_by("-seen_at")


def end(user: User, sign_in: uuid.UUID) -> int:
    """Sign somebody out on one of their own devices; return whether that was one."""
    return _end(user.sign_ins.filter(pk=sign_in))


def end_all(user: User, but: str | None = None) -> int:
    """Sign somebody out everywhere but in one session; return on how many devices."""
    return _end(user.sign_ins.exclude(session_id=but) if but else user.sign_ins.all())


def _end(sign_ins: QuerySet[SignIn]) -> int:
    """Delete sessions, and what is noted of them; return how many there were."""
    keys = list(sign_ins.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


class NoteUseMiddleware:
    """Keeps "last used" in step, for sessions that began without our knowing, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; once an hour, note a signed-in session that reads the admin or its account."""
        if is_personal(request.path_info) and not is_anonymous(request):
            self._note(request)
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        """Note the session unless that was done a short time ago."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return
        now = timezone.now()
        if now.timestamp() - request.session.get(_NOTED, 0) >= EXACTNESS.total_seconds():
            note(request, request.user, now)

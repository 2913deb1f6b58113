"""`/healthz`: plain facts for monitoring, without secrets and without personal data."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.models import JobRun, OutgoingMail, PendingChange
from portal.registries import HealthCheck, health_checks


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Return version and the result of every check; status 503 if one says that it is not ok."""
    facts = {name: _run(check) for name, check in health_checks.items()}
    ok = all(part.get("ok", True) for part in facts.values())
    answer = {"status": "ok" if ok else "failing", "version": settings.VERSION, **facts}
    return JsonResponse(answer, status=200 if ok else 503, headers={"Cache-Control": "no-store"})


def _run(check: HealthCheck) -> dict[str, Any]:
    """Return what a check says; one that breaks is not ok, and says no more than the kind of error."""
    try:
        return check.run()
    except Exception as error:  # noqa: BLE001 - monitoring wants an answer whatever happens
        return {"ok": False, "error": type(error).__name__}


def register() -> None:
    """Register the portal's own checks."""
    health_checks.register("database", HealthCheck(database))
    health_checks.register("changes", HealthCheck(pending_changes))
    health_checks.register("outbox", HealthCheck(waiting_mails))
    health_checks.register("housekeeping", HealthCheck(last_rounds))


def database() -> dict[str, Any]:
    """Return whether the database answers."""
    try:
        PendingChange.objects.exists()
    except DatabaseError as error:
        return {"ok": False, "error": type(error).__name__}
    return {"ok": True}


def pending_changes() -> dict[str, Any]:
    """Return how many changes wait to be worked in, since when (seconds), and how many failed at least once."""
    waiting = PendingChange.objects.order_by("recorded_at")
    since = waiting.values_list("recorded_at", flat=True).first()
    return {
        "pending": waiting.count(),
        "oldest_seconds": _seconds_since(since),
        "failing": waiting.filter(attempts__gt=0).count(),
    }


def waiting_mails() -> dict[str, Any]:
    """Return how many mails wait, since when the oldest is due (seconds), and how many were given up."""
    now = timezone.now()
    waiting = OutgoingMail.objects.filter(sent_at=None, given_up_at=None)
    due = waiting.filter(not_before__lte=now).order_by("not_before")
    return {
        "waiting": waiting.count(),
        "oldest_due_seconds": _seconds_since(due.values_list("not_before", flat=True).first()),
        "given_up": OutgoingMail.objects.filter(given_up_at__isnull=False).count(),
    }


def last_rounds() -> dict[str, Any]:
    """Return for every housekeeping job how long ago it last succeeded (seconds)."""
    return {run.name: _seconds_since(run.succeeded_at) for run in JobRun.objects.order_by("name")}


def _seconds_since(moment: Any) -> int | None:
    """Return the age of a moment in whole seconds, None for none."""
    return None if moment is None else max(0, int((timezone.now() - moment).total_seconds()))

"""What a timer does for saved searches, what it deletes, and what monitoring and the office learn: counts alone."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from portal.registries import HealthCheck, Job, RetentionRule, health_checks, jobs, retention_rules

from . import entries, personal_data
from .links import CONFIRM_LIFE
from .models import SavedSearch
from .subscribing import forget_faulty, forget_unconfirmed
from .telling import tell

FAULTY_KEPT = timedelta(days=30)


def register() -> None:
    """Register the job before the outbox sends, the rules of deletion, the counts, and the first source."""
    entries.register()
    personal_data.register()
    jobs.register("saved-searches", Job(run, order=25))
    retention_rules.register(
        "saved-searches-unconfirmed",
        RetentionRule(CONFIRM_LIFE, forget_unconfirmed),
    )
    retention_rules.register(
        "saved-searches-faulty",
        RetentionRule(FAULTY_KEPT, forget_faulty),
    )
    health_checks.register("saved_searches", HealthCheck(counts))


def run(now: datetime) -> str:
    """Tell whose turn it is what is new."""
    return str(tell(now))


def counts() -> dict[str, int]:
    """Return how many saved searches are running, wait to be confirmed, and no longer work; one query."""
    return SavedSearch.objects.aggregate(
        running=Count("pk", filter=Q(confirmed_at__isnull=False, faulty_since=None)),
        unconfirmed=Count("pk", filter=Q(confirmed_at=None)),
        faulty=Count("pk", filter=Q(faulty_since__isnull=False)),
    )

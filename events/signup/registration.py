"""What registration for dates adds to the portal's registries."""

from django.db.models import Count, Q
from django.db.models.signals import pre_delete

from events.models import Event, Registration
from events.models.registrations import RegistrationState
from events.signup import keeping
from events.signup.section import section_of
from portal.registries import HealthCheck, Job, event_sections, health_checks, jobs


def register() -> None:
    """Register the job before the outbox sends, counts, the part of pages, and what follows a deletion."""
    event_sections.register("signup", section_of)
    jobs.register("signup", Job(keeping.run, order=25))
    health_checks.register("registrations", HealthCheck(counts))
    pre_delete.connect(keeping.on_deletion, sender=Event, dispatch_uid="signup-event-deleted")


def counts() -> dict[str, int]:
    """Return how many people are registered, wait, and have not confirmed their address; one query."""
    waits = Q(state__in=[RegistrationState.WAITING, RegistrationState.OFFERED])
    return Registration.objects.aggregate(
        registered=Count("pk", filter=Q(state=RegistrationState.CONFIRMED)),
        waiting=Count("pk", filter=waits),
        unconfirmed=Count("pk", filter=Q(state=RegistrationState.PENDING)),
    )

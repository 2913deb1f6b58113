"""Who took itself off what others wrote, and may be named there again only when it says so itself."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation


class Leaving(models.Model):
    """An organisation does not want to be named on a post or date, or without one by a writer at all; no person.

    `work` is what all versions of the thing share: the uuid of a date, the translation key of a post.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="leavings")
    work = models.UUIDField(null=True)
    writer = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    # As the organisation read it: what became of it since may be somebody's draft.
    title = models.CharField(max_length=255, blank=True)
    left_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.organisation} – {self.title or self.writer}"

    class Meta:
        verbose_name = _("taking off")
        verbose_name_plural = _("takings off")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "work"], condition=Q(work__isnull=False), name="leaving_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "writer"], condition=Q(work__isnull=True), name="leaving_writer_once"
            ),
            models.CheckConstraint(
                condition=Q(work__isnull=False) | Q(writer__isnull=False), name="leaving_of_something"
            ),
        ]
        indexes = [models.Index(fields=["work"], name="leaving_work")]

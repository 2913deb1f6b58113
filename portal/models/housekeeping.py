"""When housekeeping last did what: the memory of jobs that are due once a day, and what monitoring looks at."""

from django.db import models


class JobRun(models.Model):
    """The last run of a housekeeping job; `succeeded_at` decides when it is due again."""

    name = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

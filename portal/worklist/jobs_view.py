"""What housekeeping did when: for whoever calls the people who run the portal."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from portal.models import JobRun

from . import job_queue
from .frame import WorkPage


class JobsView(WorkPage):
    """Every job with its last run."""

    page_title = gettext_lazy("What the portal does by itself")
    template_name = "portal/worklist/jobs.html"
    header_icon = "cogs"

    may = staticmethod(job_queue.may)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the runs, failing ones first."""
        now = timezone.now()
        runs = [(run, job_queue.fails(run, now)) for run in JobRun.objects.order_by("name")]
        return {**super().get_context_data(**kwargs), "runs": sorted(runs, key=lambda one: not one[1])}

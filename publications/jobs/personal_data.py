"""What job postings and deadlines publish about people: contacts, and names in their texts."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import changes
from portal.personal_data.published import Published
from portal.personal_data.records import Basis, Copy, PersonalData
from publications.models import JobPostingPage, PostingContact

# Questions come for a while after the end.
KEEP = timedelta(days=180)
RULE = "posting contacts"


def _columns(model: str, *names: str) -> tuple[str, ...]:
    """Return columns of a model of this app."""
    return tuple(f"publications.{model}.{name}" for name in names)


CONTACTS = _columns("PostingContact", "value", "person")
TEXTS = (
    *_columns(
        "JobPostingPage",
        "summary",
        "employer",
        "works_for",
        "body",
        "how_to_apply",
        "papers",
        "limit_note",
        "limit_option",
        "start_note",
    ),
    *_columns("Workplace", "name", "note"),
    *_columns("InterviewDate", "note"),
    *_columns("DeadlinePage", "summary", "body", "giver", "how_to_apply", "info_url"),
    *_columns("JobsPage", "lead"),
    *_columns("DeadlinesPage", "lead"),
)


def follow(owner: models.Model) -> None:
    """Record what changed, so that caches and feeds follow."""
    changes.record_ids([("wagtailcore.page", owner.pk)])


published = Published((*CONTACTS, *TEXTS), follow, whole=("publications.PostingContact",))


def forget(before: datetime) -> int:
    """Delete the contacts of postings that ended before a moment; return how many there were."""
    ended = JobPostingPage.objects.filter(ends_at__lt=before)
    rows = PostingContact.objects.filter(page__in=ended.values("pk"))
    pages = set(rows.values_list("page_id", flat=True))
    changes.record_ids(("wagtailcore.page", pk) for pk in pages)
    return rows.delete()[0]


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "postings": PersonalData(
            label=_("Job postings and deadlines"),
            purpose=_("Letting people apply and ask"),
            basis=Basis.INTEREST,
            whose=_("people whom an organisation names in a job posting or a deadline"),
            readers=_("everybody; under the emergency switch nobody"),
            kept=_(
                "Contacts %(posting contacts)s after the end of the posting; texts until the organisation deletes the"
                " page. Earlier versions %(revisions)s."
            ),
            fields=published.columns,
            find=published.find,
            erase=published.erase,
            copies=(Copy.REVISIONS, Copy.CACHES, Copy.FEEDS, Copy.LOGS),
        )
    }

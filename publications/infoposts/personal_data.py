"""What infoposts say about people: names in any of their texts."""

from django.db import models
from django.utils.translation import gettext_lazy

from portal import changes
from portal.personal_data.published import Published
from portal.personal_data.records import Basis, Copy, PersonalData

COLUMNS = ("publications.InfopostPage.summary", "publications.InfopostPage.body")


def follow(owner: models.Model) -> None:
    """Record what changed, so that search, caches and feeds follow."""
    changes.record_ids([("wagtailcore.page", owner.pk)])


published = Published(COLUMNS, follow)
NAMED = PersonalData(
    label=gettext_lazy("Press releases, calls and infoposts"),
    purpose=gettext_lazy("Saying something in public"),
    basis=Basis.INTEREST,
    whose=gettext_lazy("people whom an organisation names in what it publishes"),
    readers=gettext_lazy("everybody. The emergency switch covers contacts and names at once"),
    kept=gettext_lazy("Until the organisation deletes it. Earlier versions %(revisions)s."),
    fields=published.columns,
    find=published.find,
    erase=published.erase,
    copies=(Copy.REVISIONS, Copy.SEARCH, Copy.INDEX, Copy.CACHES, Copy.FEEDS, Copy.LOGS),
)

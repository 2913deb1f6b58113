"""Telling organisations that a public post names them, when it is published first and when a name comes later.

Put back soon after it was taken off, a name is no news; long after, or once its organisation allowed it again, it is.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.models import Organisation
from network.named import letters
from network.named.letters import Mention, tell_named
from portal.addresses import page_url
from portal.sites import language_of
from publications.models import InfopostAuthor, InfopostPage, ToldInfopost
from publications.records.infoposts import InfopostRecord, public_records

from .naming import leave_path

log = logging.getLogger("publications.co_authors")


def tell_authors(told: ToldInfopost, record: InfopostRecord, url: str, now: datetime) -> int:
    """Queue a mail to every further author that is named since the last time; return how many there were.

    The row of what was told is locked, or new.
    """
    first, *others = record.authors or (None,)
    named = {author.id for author in others}
    new = named - set(told.named)
    told.named = sorted(named)
    told.save(update_fields=["named"])
    mails = 0
    for entry in Organisation.objects.filter(pk__in=new).order_by("pk"):
        with override(settings.LANGUAGE_CODE):
            words = {"by": first.name, "name": entry.name, "title": record.title}
            said = _("%(by)s published “%(title)s” and names %(name)s as a further author.") % words
        mention = Mention(f"post:{record.uuid}", record.title, said, url)
        mails += tell_named(entry, mention, leave_path(entry, record.page_id), now)
    return mails


def tell_later_ones(since: datetime, until: datetime, now: datetime) -> int:
    """Tell whoever is named by a change that was published between two moments; return how many mails that were.

    What was published for the first time after the first moment, and told nobody yet, has its turn elsewhere.
    """
    named = InfopostAuthor.objects.filter(page=OuterRef("pk"))
    pages = InfopostPage.objects.listed().filter(
        Q(Exists(named)) | Q(told__isnull=False) & ~Q(told__named=[]),
        Q(told__isnull=False) | Q(first_published_at__lte=since),
        alias_of=None,
        last_published_at__gt=since,
        last_published_at__lte=until,
    )
    mails = 0
    for pk, told in list(pages.order_by("pk").values_list("pk", "told__named")):
        authors = InfopostAuthor.objects.filter(page=pk).values_list("organisation", flat=True)
        if set(authors) != set(told or ()):
            try:
                mails += _tell(pk, now)
            except (DatabaseError, ValidationError):
                log.exception("The further authors of post %s were not told", pk)
    return mails


@transaction.atomic
def _tell(pk: int, now: datetime) -> int:
    """Tell the new further authors of one post; return how many mails there were."""
    ToldInfopost.objects.get_or_create(page_id=pk, defaults={"at": now})
    told = ToldInfopost.objects.select_for_update().get(page=pk)
    page = InfopostPage.objects.listed().select_related("locale").filter(pk=pk).first()
    if page is None:
        return 0
    url = page_url(page, language_of(page.locale_id))
    return tell_authors(told, next(public_records([page])), url, now)


def forget_namings(works: Iterable[UUID]) -> None:
    """Forget the mails that wait about posts in any language, and who was told: public again, they are told anew.

    Whoever has a mail about it already gets no second one.
    """
    for work in works:
        letters.forget_waiting(f"post:{work}")
        ToldInfopost.objects.filter(page__translation_key=work).update(named=[])

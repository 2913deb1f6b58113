"""An organisation takes itself off a post of somebody else: from what is public and from the draft."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.care import page_edits
from network.models import Organisation
from portal.addresses import page_url
from portal.models import User
from portal.sites import language_of
from publications.models import InfopostAuthor, InfopostPage

from .letters import write


class Refused(Exception):
    """It cannot leave at this moment; the text says why."""


def naming(organisation: Organisation) -> QuerySet[InfopostPage]:
    """Return the public posts of others that name an organisation as a further author, the latest first."""
    named = InfopostAuthor.objects.filter(organisation=organisation).values("page")
    posts = InfopostPage.objects.listed().filter(alias_of=None, pk__in=named)
    return posts.order_by("-published_on", "-pk")


@transaction.atomic
def leave(page_id: int, organisation: Organisation, user: User, now: datetime) -> None:
    """Take an organisation off a post and tell whoever wrote it; raises Refused, InfopostPage.DoesNotExist."""
    page = InfopostPage.objects.select_for_update(of=["self"]).get(pk=page_id)
    # Asked behind the lock: another press may have been faster.
    if not naming(organisation).filter(pk=page_id).exists():
        raise InfopostPage.DoesNotExist
    if reason := page_edits.obstacle(page):
        raise Refused(reason)

    def without(version: InfopostPage) -> None:
        version.co_authors = [
            row for row in version.co_authors.all() if row.organisation_id != organisation.pk
        ]

    page_edits.apply(page.pk, without, user)
    if page.organisation is None:
        return
    with override(settings.LANGUAGE_CODE):
        words = {"name": organisation.name, "title": page.title}
        lines = [
            _("%(name)s does not want to stand below “%(title)s” as a further author and took itself off.")
            % words,
            page_url(page, language_of(page.locale_id)),
            _(
                "Everything else of your text stays as it is. Please talk to each other before you add it again."
            ),
        ]
        write(
            f"left:{page.pk}:{organisation.pk}:{now:%Y%m%d%H%M}",
            page.organisation,
            _("No further author any more: %(name)s") % words,
            lines,
            now,
        )

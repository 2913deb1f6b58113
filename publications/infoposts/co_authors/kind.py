"""Posts as a kind of thing on which others are named; all languages are one."""

from django.db.models import QuerySet

from network.access.page_policy import below
from network.models import Organisation
from network.named.kinds import NamedKind
from portal import changes
from publications.models import InfopostPage

from .leaving import take_off_post


def written_by(writer: Organisation) -> QuerySet[InfopostPage]:
    """Return the posts below the pages of an organisation."""
    return InfopostPage.objects.filter(below(writer.pages.order_by().values_list("path", flat=True)))


def follow(page: InfopostPage) -> None:
    """Let lists, pages and search know that a post changed."""
    changes.record_ids([("wagtailcore.page", page.pk)])


POSTS = NamedKind(
    model=InfopostPage,
    relation="co_authors",
    work="translation_key",
    writer=lambda page: page.organisation,
    written_by=written_by,
    take_off=take_off_post,
    follow=follow,
)

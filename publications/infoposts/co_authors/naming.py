"""The posts of others that name an organisation as a further author, and their part of its desk."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from network.desk.parts import DeskPart
from network.keeping import organisations_of
from network.models import Organisation
from network.named.leave_page import SHOWN, Naming, named_part
from portal.addresses import page_path
from portal.models import User
from portal.page_refs import refs_by_id
from publications.models import InfopostAuthor, InfopostPage
from publications.records.infoposts import public_records


def posts_naming(organisation: Organisation) -> QuerySet[InfopostPage]:
    """Return the public posts of others that name an organisation as a further author, the latest first."""
    named = InfopostAuthor.objects.filter(organisation=organisation).values("page")
    posts = InfopostPage.objects.listed().filter(alias_of=None, pk__in=named)
    return posts.order_by("-published_on", "-pk")


def namings(organisation: Organisation, posts: Iterable[InfopostPage]) -> Iterator[Naming]:
    """Yield how posts name an organisation, their titles as everybody may read them; a constant number of queries."""
    posts = list(posts)
    keys = [post.pk for post in posts]
    owners, refs = organisations_of(keys), refs_by_id(keys)
    titles = {record.page_id: record.title for record in public_records(posts, with_ways=False)}
    for post in posts:
        writer = owners.get(post.pk)
        by = writer.name if writer else ""
        url = page_path(refs[post.pk])
        yield Naming(titles[post.pk], by, post.published_on, url, leave_path(organisation, post.pk), writer)


def leave_path(organisation: Organisation, page_id: int) -> str:
    """Return the address of the page on which an organisation leaves a post."""
    return reverse("co_authors:leave", args=[organisation.pk, page_id])


def posts_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return the latest of them for the desk, None where there is none."""
    posts = posts_naming(organisation).defer("body")[:SHOWN]
    return named_part(gettext_lazy("Posts that name you, too"), list(namings(organisation, posts)))

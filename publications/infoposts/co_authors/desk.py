"""On the desk: the posts of others that name the organisation as a further author, with the way off each."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from network.desk.parts import DeskPart
from network.keeping import organisations_of
from network.models import Organisation
from portal.addresses import page_path
from portal.models import User
from portal.page_refs import refs_by_id

from .addresses import leave_url
from .leaving import naming

SHOWN = 8


def named_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return the latest of them, None where there is none; at most five queries."""
    posts = list(naming(organisation).defer("body")[:SHOWN])
    if not posts:
        return None
    owners, refs = organisations_of(post.pk for post in posts), refs_by_id(post.pk for post in posts)
    rows = [
        {
            "title": post.title,
            "by": owners[post.pk].name if post.pk in owners else "",
            "day": post.published_on,
            "url": page_path(refs[post.pk]),
            "leave_url": leave_url(organisation, post.pk),
        }
        for post in posts
    ]
    template = "publications/infoposts/co_authors/desk.html"
    return DeskPart(_("Posts that name you, too"), template, {"rows": rows}, order=47, anchor="named")

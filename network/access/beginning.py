"""How much an organisation may begin: nobody meets these numbers by hand, but a program does in time."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, PageLogEntry

from network.models import ActorPage
from network.moderation.by_trust import organisation_of

from .closed_views import is_staff
from .page_policy import below

# Of pages, and of dates.
MOST_DRAFTS = 200
MOST_A_DAY = 100
DAY = timedelta(days=1)


def why_no_more(drafts: int, today: int) -> str:
    """Return why nothing more is begun by who has so many drafts and began so many in a day, "" where it may be."""
    if drafts >= MOST_DRAFTS:
        return _(
            "Your organisation has %(count)s drafts. Publish or delete some of them before you begin another one."
        ) % {"count": drafts}
    if today >= MOST_A_DAY:
        return _(
            "Your organisation has begun %(count)s within a day, and that is the most. "
            "Go on tomorrow, or ask the coordination office."
        ) % {"count": today}
    return ""


def refuse_too_many(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> HttpResponse | None:
    """Lead whoever may begin no further page of an organisation back to those it has, and say why; three queries."""
    organisation = None if is_staff(request.user) else organisation_of(parent_page)
    if organisation is None:
        return None
    paths = ActorPage.objects.filter(organisation=organisation).values_list("path", flat=True)
    pages = Page.objects.filter(below(paths))
    begun = PageLogEntry.objects.filter(
        page__in=pages, action="wagtail.create", timestamp__gt=timezone.now() - DAY
    )
    if refusal := why_no_more(pages.filter(live=False).count(), begun.count()):
        messages.error(request, refusal)
        return redirect("wagtailadmin_explore", parent_page.pk)
    return None

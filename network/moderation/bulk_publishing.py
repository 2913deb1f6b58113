"""Publishing many pages at once in the explorer: none that has to be looked at first."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from .by_trust import organisation_of

NAMED = 5


def look_at_each(
    request: HttpRequest, action_type: str, objects: list[Any], action: PageBulkAction
) -> HttpResponse | None:
    """Publish none of the chosen pages where one holds words of an organisation that nobody has looked at."""
    if action_type != "publish" or action.model is not Page:
        return None
    unseen = [page for page in _published(objects, action) if has_to_be_seen(page)]
    if not unseen:
        return None
    titles = ", ".join(page.get_admin_display_title() for page in unseen[:NAMED])
    text = _("Nothing was published. These pages have to be looked at one by one: %(titles)s")
    messages.error(request, text % {"titles": titles + (" …" if len(unseen) > NAMED else "")})
    return redirect(action.next_url)


def has_to_be_seen(page: Page) -> bool:
    """Return whether the newest version of a page is not public and of an organisation whose words are checked."""
    if page.live and not page.has_unpublished_changes:
        return False
    entry = organisation_of(page.specific)
    return entry is not None and (page.workflow_in_progress or not entry.publishes_directly)


def _published(objects: Iterable[Page], action: PageBulkAction) -> Iterator[Page]:
    """Yield the pages that the action would publish."""
    with_below = action.cleaned_form.cleaned_data.get("include_descendants", False)
    for page in objects:
        yield page
        if with_below:
            yield from page.get_descendants().not_live()

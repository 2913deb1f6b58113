"""Pages that carry the portal: home pages, and the last published one of those that lists and links count on.

Without them `/` or the directory would answer 404, so the admin neither deletes nor unpublishes them, for nobody.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Locale, Page, Site, get_page_models

HOME = _(
    "“%(page)s” is the home page of a site, so it stays published. To replace it, publish another home page and "
    "choose it in the settings of the site first."
)
LAST = _(
    "“%(page)s” is the only published page of its kind, and the portal leads to it from everywhere, so it stays "
    "published. To replace it, publish another one first."
)


def reason_to_stay(pages: Iterable[Page]) -> str:
    """Return why these pages, with all below them, may not all go; "" where they may."""
    below = [Q(path__startswith=page.path) for page in pages]
    going = Page.objects.filter(reduce(or_, below)) if below else Page.objects.none()
    if home := going.filter(pk__in=Site.objects.values("root_page")).first():
        return _worded(HOME, home)
    for model in get_page_models():
        if getattr(model, "is_ground", False):
            live = model.objects.filter(live=True, locale=Locale.get_default())
            if (last := live.filter(pk__in=going).first()) and not live.exclude(pk__in=going).exists():
                return _worded(LAST, last)
    return ""


def keep_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead back to a page that would be deleted or unpublished although the portal stands on it."""
    reason = reason_to_stay([page])
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


def keep_pages(
    request: HttpRequest, action_type: str, objects: list[Any], action: BulkAction
) -> HttpResponse | None:
    """Delete or unpublish none of the chosen pages where the portal stands on one of them."""
    if action.model is not Page or action_type not in {"delete", "unpublish"}:
        return None
    reason = reason_to_stay(objects)
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(action.next_url)


def _worded(reason: Promise, page: Page) -> str:
    """Return the reason with the page's title."""
    return str(reason) % {"page": page.get_admin_display_title()}

"""Where the list of a kind stands, wherever the office puts its page; and its files beside it."""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_refs import FIELDS, PageRef
from portal.restrictions import is_restricted
from portal.search_url import SearchUrl

from .kinds import ListKind, list_kinds

# What a list and the directory narrow by alike, and so a saved search can.
FOLLOWED = ("q", "ort", "region", "thema")
NOT_KEPT = ("seite", "ansicht", "sortierung")


def list_ref(kind: ListKind) -> PageRef | None:
    """Return the list's page, None where there is none."""
    return cached("list-pages", _read).get(kind.page)


def list_path(kind: ListKind) -> str:
    """Return the list's address in the active language, empty where there is none for everybody."""
    ref = list_ref(kind)
    return page_path(ref, get_language()) if ref is not None and not is_restricted(ref.path) else ""


def below(kind: ListKind, ending: str, url: SearchUrl) -> str:
    """Return the address of a file beside a list, with its filters."""
    kept = {name: value for name, value in url.values.items() if name not in NOT_KEPT}
    return str(SearchUrl(f"{list_path(kind)}{kind.file}.{ending}", kept))


def by_mail(kind: ListKind, url: SearchUrl) -> str:
    """Return the address at which one asks for mails about what a list will hold, with the filters all lists know."""
    kept = {name: value for name, value in url.values.items() if name in FOLLOWED}
    return str(SearchUrl(reverse("save_search"), {**kept, "nur": (kind.name,)}))


def _read() -> dict[str, PageRef]:
    """Return the first published page of each list's type, in the default language if there is one; one query."""
    models = {kind.page: apps.get_model(kind.page) for kind in list_kinds}
    types = ContentType.objects.get_for_models(*models.values())
    labels = {types[model].pk: label for label, model in models.items()}
    is_default = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
    pages = Page.objects.live().filter(content_type__in=list(labels)).order_by(is_default, "path")
    found: dict[str, PageRef] = {}
    for row in pages.values_list(*FIELDS):
        ref = PageRef(*row)
        found.setdefault(labels[ref.content_type_id], ref)
    return found

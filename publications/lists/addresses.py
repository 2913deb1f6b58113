"""Where the list of a kind stands, wherever the office puts its page; and its files beside it."""

from django.apps import apps
from django.conf import settings
from django.db.models import Case, When
from django.utils.translation import get_language

from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_refs import PageRef, refs_by_id
from portal.restrictions import is_restricted
from portal.search_url import SearchUrl

from .kinds import ListKind

NOT_KEPT = ("seite", "ansicht", "sortierung")


def list_ref(kind: ListKind) -> PageRef | None:
    """Return the list's page, None where there is none."""
    return cached(f"list-page-{kind.name}", lambda: _read(kind))


def list_path(kind: ListKind) -> str:
    """Return the list's address in the active language, empty where there is none for everybody."""
    ref = list_ref(kind)
    return page_path(ref, get_language()) if ref is not None and not is_restricted(ref.path) else ""


def below(kind: ListKind, ending: str, url: SearchUrl) -> str:
    """Return the address of a file beside a list, with its filters."""
    kept = {name: value for name, value in url.values.items() if name not in NOT_KEPT}
    return str(SearchUrl(f"{list_path(kind)}{kind.file}.{ending}", kept))


def _read(kind: ListKind) -> PageRef | None:
    """Return the first published page of the list's type, in the default language if there is one."""
    is_default = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
    pages = apps.get_model(kind.page).objects.live().order_by(is_default, "path")
    pk = pages.values_list("pk", flat=True).first()
    return refs_by_id([pk]).get(pk) if pk else None

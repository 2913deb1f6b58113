"""Addresses that the network's own views answer."""

from django.conf import settings
from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import get_language

from network.models import DirectoryPage
from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_refs import PageRef, refs_by_id


def directory_path() -> str:
    """Return the directory's address in the active language, empty when there is none."""
    ref = cached("directory", _directory)
    return page_path(ref, get_language()) if ref else ""


def _directory() -> PageRef | None:
    """Return the first live directory, in the default language if there is one."""
    is_default = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
    pk = DirectoryPage.objects.live().order_by(is_default, "path").values_list("pk", flat=True).first()
    return refs_by_id([pk]).get(pk) if pk else None


def report_path(uuid: str) -> str:
    """Return where an error in an entry is reported."""
    return reverse("report_error", args=[uuid])


def vcard_path(uuid: str) -> str:
    """Return where an entry's card for the address book is."""
    return reverse("vcard", args=[uuid])


def relay_path(uuid: str) -> str:
    """Return where a message to an entry is written that has no public address."""
    return reverse("relay", args=[uuid])

"""Where the share kit of an infopost is, and what it is made of at its address."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.addresses import page_url
from portal.page_refs import refs_by_id
from publications.records.infoposts import InfopostRecord

from .contents import KitContents, contents_of


def kit_path(page_id: int) -> str:
    """Return the path of a share kit, which is in the language of its post."""
    with override(settings.LANGUAGE_CODE):
        return reverse("share_kit", args=[page_id])


def kit_of(record: InfopostRecord) -> KitContents:
    """Return what the share kit of a published infopost is made of."""
    ref = refs_by_id([record.page_id])[record.page_id]
    return contents_of(record, page_url(ref, record.language))

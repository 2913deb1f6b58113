"""The collections of the network: one per organisation below one heading, and one from which all choose."""

from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Collection

from network.models import Access, SharedShelf


def shared_collection() -> Collection:
    """Return the collection that every organisation may choose from, made where it is missing."""
    shelf = SharedShelf.objects.select_related("collection").order_by("pk").first()
    if shelf is None:
        with override("de"):
            name = _("Media of the network")
        shelf = SharedShelf.objects.create(collection=_root().add_child(name=name))
    return shelf.collection


def add_collection(name: str) -> Collection:
    """Return a new collection of that name at the top, read from its parent as it is now: the tree counts there."""
    return _root().add_child(name=name)


def owner_ids(collection_ids: set[int]) -> dict[int, int]:
    """Return the organisation by collection, of those collections that belong to one."""
    found = Access.objects.filter(collection__in=collection_ids)
    return dict(found.values_list("collection_id", "organisation_id"))


def _root() -> Collection:
    """Return the collection above all."""
    return Collection.get_first_root_node()

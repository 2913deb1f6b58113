"""What the group of an organisation may do: on its pages, with its files, and with what all share."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Permission

from network.models import Access, ActorPage, Organisation
from network.models.organisations import OrganisationStatus, Trust

# Adding serves pages below the own one, such as job postings; `OrganisationPage` allows nothing else there.
ON_PAGE = ("add_page", "change_page")
PUBLISH = "publish_page"
ON_FILES = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
ON_SHARED = ("wagtailimages.choose_image", "wagtaildocs.choose_document")


@dataclass(frozen=True)
class Rules:
    """Pairs of a key and a permission's name `app.codename`: on pages, and on collections."""

    pages: frozenset[tuple[int, str]]
    collections: frozenset[tuple[int, str]]


def wanted(access: Access, pages: Iterable[ActorPage], shared_id: int) -> Rules:
    """Return the rules that the group of an organisation should have: none beyond its own pages and files."""
    organisation = access.organisation
    if organisation.status == OrganisationStatus.MERGED:
        return Rules(frozenset(), frozenset())
    return Rules(
        frozenset((page.pk, f"wagtailcore.{name}") for page in pages for name in _page_rights(organisation)),
        frozenset(
            [(access.collection_id, name) for name in ON_FILES] + [(shared_id, name) for name in ON_SHARED]
        ),
    )


def existing(access: Access) -> Rules:
    """Return the rules that the group has."""
    path = ("permission__content_type__app_label", "permission__codename")
    pages = access.group.page_permissions.values_list("page_id", *path)
    collections = access.group.collection_permissions.values_list("collection_id", *path)
    return Rules(
        frozenset((pk, f"{app}.{codename}") for pk, app, codename in pages),
        frozenset((pk, f"{app}.{codename}") for pk, app, codename in collections),
    )


def permission(name: str) -> Permission:
    """Return the permission of a name like `wagtailcore.add_page`."""
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _page_rights(organisation: Organisation) -> tuple[str, ...]:
    """Return what the group may do with its pages; only a trusted organisation publishes by itself."""
    return (*ON_PAGE, PUBLISH) if organisation.trust == Trust.TRUSTED else ON_PAGE

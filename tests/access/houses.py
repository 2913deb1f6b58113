"""An organisation with a page, a person who acts for it, and files of its own."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from network.models import Access, Organisation, OrganisationPage
from portal.models import PortalDocument, PortalImage, User
from tests import builders
from tests.portal.pictures import picture

FORMSETS = (
    "contact_points",
    "addresses",
    "offers",
    "opening_hours",
    "served_areas",
    "links",
    "milestones",
    "comments",
)


@dataclass(frozen=True)
class House:
    """An organisation and what it has."""

    entry: Organisation
    page: OrganisationPage
    person: User

    @property
    def access(self) -> Access:
        """Return its group and collection as they are now."""
        return Access.objects.get(organisation=self.entry)

    def image(self, title: str = "Bild", **fields: Any) -> PortalImage:
        """Return a picture in its collection."""
        return picture(title=title, collection=self.access.collection, organisation=self.entry, **fields)

    def document(self, title: str = "Datei", name: str = "datei.txt", **fields: Any) -> PortalDocument:
        """Return a document in its collection."""
        own = {"collection": self.access.collection, "organisation": self.entry}
        return PortalDocument.objects.create(
            title=title, file=ContentFile(b"Inhalt", name=name), **own, **fields
        )


def house(tree: builders.SiteTree, name: str, **fields: Any) -> House:
    """Return an organisation with a published page and one steward."""
    entry = builders.organisation(name, **fields)
    page = builders.organisation_page(tree.directory, entry)
    return House(entry, page, builders.steward(entry))


def page_form(**given: Any) -> dict[str, Any]:
    """Return what the form of an organisation's page sends from the browser of somebody who acts for it."""
    rows = {name: inline_formset(given.pop(name, [])) for name in FORMSETS}
    fields = {"summary": "Wir sind da.", "story": streamfield([]), "confirmed_on": ""}
    return nested_form_data({**fields, **rows, **given})

"""The demo's pictures in the media library: logos of some organisations and the picture for sharing."""

from django.core.files.base import ContentFile
from wagtail.models import Collection

from network.models import ActorPage, Organisation
from portal.models import PortalImage

from .content import OPENED
from .drawing import cloth_png, sign_png
from .signs import SIGNS
from .site import SETTINGS

COLLECTION = "Demo"
CREDIT = "Für die Vorführung gezeichnet"
LICENCE = "CC0 1.0"
SHARING_TITLE = "Vorführung: Bild zum Teilen"
SHARING_ALT = (
    "Netzwerk Weltoffen Sachsen, Vorführung. Daneben viele bunte Kacheln, deren Bänder ineinandergreifen"
)


def draw_pictures() -> tuple[PortalImage, int]:
    """Draw what is missing and hand out the logos; return the picture for sharing and how many are new."""
    collection = open_collection()
    present = {image.title: image for image in pictures_of_demo()}
    before = len(present)
    entries = {entry.register_id: entry for entry in Organisation.objects.filter(register_id__in=SIGNS)}
    for register_id, entry in entries.items():
        sign = SIGNS[register_id]
        title = f"Logo {entry.name}"
        if title not in present:
            present[title] = _save(collection, title, sign.alt, sign_png(sign), entry)
            ActorPage.objects.filter(organisation=entry, logo=None).update(logo=present[title])
    if SHARING_TITLE not in present:
        cloth = cloth_png(SETTINGS["name"], "Vorführung, alles erfunden")
        present[SHARING_TITLE] = _save(collection, SHARING_TITLE, SHARING_ALT, cloth)
    return present[SHARING_TITLE], len(present) - before


def pictures_of_demo() -> list[PortalImage]:
    """Return the pictures that the demo drew."""
    return list(
        PortalImage.objects.filter(collection__name=COLLECTION, credit=CREDIT).order_by("title", "pk")
    )


def collection_of_demo() -> Collection | None:
    """Return the demo's collection if there is one."""
    return Collection.get_first_root_node().get_children().filter(name=COLLECTION).first()


def open_collection() -> Collection:
    """Return the demo's collection, made where it is missing."""
    return collection_of_demo() or Collection.get_first_root_node().add_child(name=COLLECTION)


def _save(
    collection: Collection, title: str, alt: str, content: bytes, entry: Organisation | None = None
) -> PortalImage:
    """Save a picture; a logo belongs to its organisation."""
    name = entry.register_id if entry else "demo-teilen"
    image = PortalImage(
        title=title,
        description=alt,
        credit=CREDIT,
        licence=LICENCE,
        collection=collection,
        organisation=entry,
        file=ContentFile(content, f"{name}.png"),
    )
    image.save()
    PortalImage.objects.filter(pk=image.pk).update(created_at=OPENED)
    return image

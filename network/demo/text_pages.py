"""The fixed pages of the demo: German ones below the home page, English ones as their translations."""

from typing import TypeVar

from django.conf import settings
from wagtail.models import Locale, Page

from portal.models import HomePage, PortalImage, StandardPage, User

from .content import OPENED, DemoPage, page, pages, permanent_id
from .streams import raw_block, set_stream, text_blocks

AnyPage = TypeVar("AnyPage", bound=Page)

NOTICES = {
    "de": (
        "Vorführung: alle Einträge sind erfunden",
        "<p>Organisationen, Personen, Nummern und Adressen auf diesen Seiten gibt es nicht. "
        "Sie zeigen, was das Portal kann.</p>",
    ),
    "en": (
        "Demonstration: every entry is invented",
        "<p>The organisations, persons, numbers and addresses on these pages do not exist. "
        "They show what the portal can do.</p>",
    ),
}
# What a home page is called before anybody names it (network.setup).
EMPTY_TITLE = "Start"
MARKS = {"de": "Vorführung, alle Einträge sind erfunden.", "en": "Demonstration, every entry is invented."}


def write_pages(home: HomePage, image: PortalImage, owner: User | None) -> list[str]:
    """Write the pages that are missing and return their titles; pages that are there stay as they are."""
    written = []
    homes = {settings.LANGUAGE_CODE: home}
    for text in pages():
        if text.key == "home":
            target = homes.setdefault(text.language, _home_in(text, home, owner))
            is_written = _write_home(target, text, image)
        else:
            is_written = _write_text_page(homes[text.language], text, owner)
        if is_written:
            written.append(text.title)
    return written


def pages_of_demo() -> list[Page]:
    """Return the text pages that the demo made, whatever was written into them since."""
    keys = [permanent_id(f"text:{text.key}") for text in pages() if text.key != "home"]
    return list(Page.objects.filter(translation_key__in=keys).order_by("path"))


def is_home_of_demo(home: HomePage) -> bool:
    """Return whether a home page still has the demo's words."""
    return home.lead == _lead(page(home.locale.language_code, "home"))


def empty_home(home: HomePage) -> None:
    """Take the demo's words off the home page that every portal has."""
    if is_home_of_demo(home):
        home.title, home.lead, home.social_image = EMPTY_TITLE, "", None
        set_stream(home, "body", [])
        home.save()


def _home_in(text: DemoPage, home: HomePage, owner: User | None) -> HomePage:
    """Return the home page in a language, made where it is missing; the demo account owns what was made."""
    locale, _new = Locale.objects.get_or_create(language_code=text.language)
    found = HomePage.objects.filter(translation_key=home.translation_key, locale=locale).first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    is_free = not root.get_children().filter(slug=text.slug).exists()
    slug = text.slug if is_free else f"{text.slug}-{text.language}"
    made = HomePage(title=text.title, slug=slug, locale=locale, translation_key=home.translation_key)
    return _add(root, made, owner)


def _write_home(home: HomePage, text: DemoPage, image: PortalImage) -> bool:
    """Write a home page that nobody wrote on; return whether it was empty."""
    if home.lead or home.body:
        return False
    home.title, home.lead, home.social_image = text.title, _lead(text), image
    heading, words = NOTICES[text.language]
    where = f"{text.language}:{text.key}"
    notice = raw_block(f"{where}:notice", "notice", {"tone": "info", "heading": heading, "text": words})
    set_stream(home, "body", [notice, *text_blocks(where, text.body)])
    home.save()
    return True


def _lead(text: DemoPage) -> str:
    """Return the sentence below the heading of a home page."""
    return f"{text.intro} {MARKS[text.language]}"


def _write_text_page(home: HomePage, text: DemoPage, owner: User | None) -> bool:
    """Write a text page unless something stands at its address; return whether it was written."""
    if home.get_children().filter(slug=text.slug).exists():
        return False
    made = StandardPage(
        title=text.title,
        intro=text.intro,
        slug=text.slug,
        locale=home.locale,
        translation_key=permanent_id(f"text:{text.key}"),
    )
    set_stream(made, "body", text_blocks(f"{text.language}:{text.key}", text.body))
    _add(home, made, owner)
    return True


def _add(parent: Page, made: AnyPage, owner: User | None) -> AnyPage:
    """Add a page as if it was published when the portal opened."""
    made.owner = owner
    made.first_published_at = made.last_published_at = made.latest_revision_created_at = OPENED
    return parent.add_child(instance=made)

"""Where a page's facts stand: on the page in the default language; a translation holds prose and reads them there."""

from wagtail.models import Locale, Page

# What a translation does not ask for again.
FACT_FIELDS = (
    "organisation",
    "topics",
    "reach",
    "languages",
    "target_groups",
    "accessibility",
    "accessibility_note",
    "confirmed_on",
)


def holds_facts(page: Page) -> bool:
    """Return whether the page's own facts count: in the default language, or where no such version exists.

    At most one query, only for pages in another language.
    """
    default = Locale.get_default().pk
    if page.locale_id in {None, default} or page.translation_key is None:
        return True
    return not Page.objects.filter(translation_key=page.translation_key, locale_id=default).exists()

"""Where a page's facts stand: on the page in the default language; a translation holds prose and reads them there."""

from django.conf import settings
from wagtail.models import Locale, Page

from portal.sites import locales

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


def facts_locale() -> int:
    """Return the key of the default language; no query while no content changes."""
    codes = {locale.language_code: pk for pk, locale in locales().items()}
    return codes.get(settings.LANGUAGE_CODE) or Locale.get_default().pk


def holds_facts(page: Page) -> bool:
    """Return whether the page's own facts count: in the default language, or where no such version exists.

    At most one query, only for pages in another language.
    """
    known = locales().get(page.locale_id)
    if known is not None and known.language_code == settings.LANGUAGE_CODE:
        return True
    default = Locale.get_default().pk
    if page.locale_id in {None, default} or page.translation_key is None:
        return True
    return not Page.objects.filter(translation_key=page.translation_key, locale_id=default).exists()

"""Where a page or view is found in other languages, for search engines (`hreflang`).

Readers of any other language are sent to the German version (`x-default`), where there is one.
"""

from collections.abc import Iterable, Mapping

from django.conf import settings

from portal.addresses import localized, page_url
from portal.page_refs import PageRef
from portal.view_models import Alternate


def alternates_of_page(versions: Mapping[str, PageRef]) -> tuple[Alternate, ...]:
    """Return the addresses of a page's versions by language, () for a page in one language only."""
    return _alternates({code: page_url(ref, code) for code, ref in versions.items()})


def alternates_of_view(
    base_url: str, path: str, languages: Iterable[str] | None = None
) -> tuple[Alternate, ...]:
    """Return the addresses of a view in these languages, () for one only; by default in every interface."""
    codes = settings.INTERFACE_LANGUAGES if languages is None else languages
    return _alternates({code: base_url + localized(path, code) for code in codes})


def _alternates(addresses: Mapping[str, str]) -> tuple[Alternate, ...]:
    """Return addresses by language in the order of the codes, with the one for all other languages last."""
    if len(addresses) < 2:
        return ()
    found = [Alternate(code, addresses[code]) for code in sorted(addresses)]
    if settings.LANGUAGE_CODE in addresses:
        found.append(Alternate("x-default", addresses[settings.LANGUAGE_CODE]))
    return tuple(found)

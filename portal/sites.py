"""The site of a request, its root pages in every language and its settings; no query while no content changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Locale, Page, Site
from wagtail.models.sites import get_site_for_hostname

from portal.content_cache import cached
from portal.models.settings import NavigationSettings, PortalSettings
from portal.page_refs import FIELDS, PageRef
from portal.view_models import Office


@dataclass(frozen=True)
class SiteFacts:
    """A site with its top pages: `main` is the one the site names, `roots` holds one per language, live or not."""

    site: Site
    main: PageRef
    roots: Mapping[str, PageRef] = field(default_factory=dict)

    @property
    def base_url(self) -> str:
        """Return scheme and host without a slash at the end; the default site's come from the environment."""
        return settings.WAGTAILADMIN_BASE_URL if self.site.is_default_site else self.site.root_url


def site_facts(request: HttpRequest) -> SiteFacts | None:
    """Return the site that answers a request, None where no site is set up; Wagtail then finds the same one."""
    site = getattr(request, "_wagtail_site", None) or _site_of_host(request)
    request._wagtail_site = site
    return facts_of(site) if site else None


def facts_of(site: Site) -> SiteFacts:
    """Return the top pages of a site."""
    return cached(f"site-facts:{site.pk}", lambda: _read_facts(site))


def all_sites() -> tuple[SiteFacts, ...]:
    """Return every site, the default one first."""
    return cached("sites", lambda: tuple(facts_of(site) for site in _sites_in_order()))


def default_site() -> SiteFacts | None:
    """Return the default site, None where there is none."""
    return next((facts for facts in all_sites() if facts.site.is_default_site), None)


def base_url() -> str:
    """Return scheme and host of the default site, for mails and files that answer no request."""
    return settings.WAGTAILADMIN_BASE_URL


def default_settings() -> PortalSettings:
    """Return the settings of the default site, defaults where there is none."""
    return _settings_of(default_site())


def settings_for(request: HttpRequest) -> PortalSettings:
    """Return the settings of the site that answers a request, defaults where no site is set up."""
    return _settings_of(site_facts(request))


def locales() -> Mapping[int, Locale]:
    """Return every locale by primary key."""
    return cached("locales", lambda: {locale.pk: locale for locale in Locale.objects.all()})


def language_of(locale_id: int) -> str:
    """Return the language code of a locale, the default language for one that is unknown."""
    locale = locales().get(locale_id)
    return locale.language_code if locale else settings.LANGUAGE_CODE


def portal_settings(site: Site) -> PortalSettings:
    """Return the settings of a site, defaults where nobody saved any; reading never writes a row."""
    return cached(
        f"portal-settings:{site.pk}",
        lambda: PortalSettings.objects.filter(site=site).first() or PortalSettings(site=site),
    )


def navigation_settings(site: Site) -> NavigationSettings:
    """Return menu and footer of a site, empty ones where nobody saved any."""
    return cached(
        f"navigation-settings:{site.pk}",
        lambda: NavigationSettings.objects.filter(site=site).first() or NavigationSettings(site=site),
    )


def _sites_in_order() -> list[Site]:
    """Read every site with its top page, the default one first."""
    return list(Site.objects.select_related("root_page").order_by("-is_default_site", "pk"))


def _site_of_host(request: HttpRequest) -> Site | None:
    """Return Wagtail's choice for the host of a request; unknown hosts share one entry of the cache."""
    hostname = split_domain_port(request._get_raw_host())[0]
    port = request.get_port()
    known = cached("hosts", lambda: set(Site.objects.values_list("hostname", flat=True)))
    name = f"site:{hostname}:{port}" if hostname in known else "site:"
    return cached(name, lambda: _find_site(hostname, port))


def _find_site(hostname: str, port: str) -> Site | None:
    """Ask Wagtail which site answers a host and port."""
    try:
        return get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None


def _read_facts(site: Site) -> SiteFacts:
    """Read the top pages of a site in every language."""
    rows = Page.objects.filter(translation_key=site.root_page.translation_key).values_list(*FIELDS)
    refs = [PageRef(*row) for row in rows]
    main = next(ref for ref in refs if ref.pk == site.root_page_id)
    return SiteFacts(site, main, {language_of(ref.locale_id): ref for ref in refs})


def office(request: HttpRequest) -> Office | None:
    """Return how the coordination office is reached, None where nothing is known of it."""
    return office_in(settings_for(request))


def office_in(known: PortalSettings) -> Office | None:
    """Return the same from the settings of a site."""
    if not (known.office_email or known.office_phone):
        return None
    return Office(
        known.office_name or known.full_name, known.office_phone, known.office_hours, known.office_email
    )


def stale_months(request: HttpRequest) -> int:
    """Return after how many months the office counts entries as out of date."""
    return settings_for(request).months_until_stale


def _settings_of(facts: SiteFacts | None) -> PortalSettings:
    """Return the settings of a site, defaults where there is none."""
    return portal_settings(facts.site) if facts else PortalSettings()

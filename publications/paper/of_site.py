"""Which site's name and office stand on a sheet."""

from wagtail.models import Page

from portal.addresses import site_of
from portal.models.settings import PortalSettings
from portal.sites import all_sites, portal_settings


def settings_for(page: Page) -> PortalSettings:
    """Return the settings of the site a page belongs to, those of the first one for a page below none."""
    sites = [facts.site for facts in all_sites()]
    wanted = site_of(page)
    return portal_settings(next((site for site in sites if site.pk == wanted), sites[0]))

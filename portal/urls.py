"""Addresses of the portal."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.addresses import LanguagePrefixPattern

# One address for every language.
without_language = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]

# The address names the language; Wagtail's pages come last because they match anything.
in_every_language = [
    path("", include(wagtail_urls)),
]

urlpatterns = [*without_language, URLResolver(LanguagePrefixPattern(), in_every_language)]

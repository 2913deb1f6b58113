"""Addresses of the portal."""

from django.conf import settings
from django.urls import URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import routing
from portal.accounts import doors
from portal.addresses import LanguagePrefixPattern
from portal.deadlines.link_view import DeadlineLinkView
from portal.http import areas
from portal.views.health import healthz
from portal.views.media import media_file
from portal.views.search_engines import favicon, robots_txt, sitemap_xml

# Wagtail's views in whose places stand others.
OURS = {"wagtail_serve", "wagtailcore_login"}

# One address for every language.
without_language = [
    path("admin/login/", doors.to_sign_in),
    re_path(r"^admin/password_reset/", doors.to_sign_in),
    path("admin/", include("network.access.urls")),
    path("admin/", include("network.desk.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", include("search.api.urls")),
    path("healthz", healthz, name="healthz"),
    path("sitemap.xml", sitemap_xml, name="sitemap"),
    path("robots.txt", robots_txt, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", media_file, name="media_file"),
]

# The address names the language; Wagtail's pages come last because they match anything.
in_every_language = [
    path(areas.ACCOUNTS.strip("/") + "/", include("portal.accounts.urls")),
    path("frist/<str:token>/", DeadlineLinkView.as_view(), name="deadline_link"),
    path("", include("network.urls")),
    path("", include("search.urls")),
    path("", include("publications.urls")),
    path("", include("events.urls")),
    path("_util/login/", doors.to_sign_in, name="wagtailcore_login"),
    *[pattern for pattern in wagtail_urls.urlpatterns if pattern.name not in OURS],
    re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),
]

urlpatterns = [*without_language, URLResolver(LanguagePrefixPattern(), in_every_language)]

handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"

"""The portal's addresses and the toy's, with the same guard as Wagtail's admin."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.urls import urlpatterns as portal_urls
from tests.toy.viewsets import viewset

_chooser = viewset.chooser_viewset
_toy = [
    path(f"admin/{one.url_prefix}/", include((one.get_urlpatterns(), one.url_namespace), one.url_namespace))
    for one in (viewset, _chooser)
]
urlpatterns = [*decorate_urlpatterns(_toy, require_admin_access), *portal_urls]

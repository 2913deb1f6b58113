"""Addresses of the admin that answer before Wagtail's own: where it begins, and the manual."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .desk_view import FirstPageView
from .manual_view import ManualView

guarded = [
    path("", FirstPageView.as_view(), name="wagtailadmin_home"),
    path("hilfe/", ManualView.as_view(), name="manual"),
]

urlpatterns = decorate_urlpatterns(decorate_urlpatterns(guarded, require_admin_access), never_cache)

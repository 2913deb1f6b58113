"""Addresses of the admin that answer before Wagtail's own of the same name, with a question first."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.accounts.settings_view import SettingsView

from . import file_policy
from .bulk import bulk_action
from .guarded_views import BrowseView, ChosenMultipleView, SearchView, tag_names
from .media_lists import DocumentsView, ImagesView

# Here and not when apps are ready: Wagtail 8 registers its own policies for files only then.
file_policy.install()
guarded = [
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action, name="wagtail_bulk_action"),
    path("choose-page/", BrowseView.as_view(), name="wagtailadmin_choose_page"),
    path("choose-page/<int:parent_page_id>/", BrowseView.as_view(), name="wagtailadmin_choose_page_child"),
    path("choose-page/search/", SearchView.as_view(), name="wagtailadmin_choose_page_search"),
    path(
        "choose-page/chosen-multiple/",
        ChosenMultipleView.as_view(),
        name="wagtailadmin_choose_page_chosen_multiple",
    ),
    path("tag-autocomplete/", tag_names, name="wagtailadmin_tag_autocomplete"),
    path(
        "tag-autocomplete/<slug:app_name>/<slug:model_name>/",
        tag_names,
        name="wagtailadmin_tag_model_autocomplete",
    ),
    path("account/", SettingsView.as_view(), name="wagtailadmin_account"),
    path("images/", ImagesView.as_view()),
    path("images/results/", ImagesView.as_view(results_only=True)),
    path("documents/", DocumentsView.as_view()),
    path("documents/results/", DocumentsView.as_view(results_only=True)),
]

urlpatterns = decorate_urlpatterns(decorate_urlpatterns(guarded, require_admin_access), never_cache)

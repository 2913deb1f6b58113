"""Actions on many at once, refused as a whole and without a word where one of them is foreign.

Wagtail prints the titles of what it then refuses to touch, for any number in the address.
"""

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action import index
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.models import User
from portal.row_keys import is_key
from portal.scoped_viewset import ScopedViewSet
from portal.wagtail_policies import document_policy, image_policy, page_policy

from .checked_files import is_fixed

MOVE = "add_to_collection"


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Answer as Wagtail does, once every named row is known to be permitted; raises Http404 else."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    if not request.user.is_superuser and not _is_permitted(request, model, app_label, model_name, action):
        raise Http404
    return index(request, app_label, model_name, action)


def _is_permitted(request: HttpRequest, model: type, app_label: str, model_name: str, action: str) -> bool:
    """Return whether a person may see every row that the address names."""
    if isinstance(getattr(model, "snippet_viewset", None), ScopedViewSet):
        return True  # its actions ask for themselves
    permitted = _permitted(request.user, model)
    if permitted is None:
        return False
    keys = request.GET.getlist("id")
    if "all" in keys:
        chosen = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
        if chosen is None or not is_key(request.GET.get("childOf", "0")):
            return False
        keys = list(chosen(request, model).get_all_objects_in_listing_query(request.GET.get("childOf")))
    if not all(map(is_key, keys)):
        return False
    wanted = {int(key) for key in keys}
    if not wanted or permitted.filter(pk__in=wanted).count() != len(wanted):
        return False
    # The collection says whose a file is, and so whether it is checked first.
    return action != MOVE or not any(
        is_fixed(request.user, file) for file in permitted.filter(pk__in=wanted) if model is not Page
    )


def _permitted(user: User, model: type) -> object:
    """Return the rows of which a person may know; None for kinds that are for superusers."""
    if model is Page:
        return page_policy().explorable_instances(user)
    policy = {get_image_model(): image_policy, get_document_model(): document_policy}.get(model)
    return policy().instances_user_has_any_permission_for(user, ["change"]) if policy else None

"""Actions on many at once, refused as a whole and without a word where one of them is foreign.

Wagtail prints the titles of what it then refuses to touch, for any number in the address.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import index
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.models import PortalDocument, PortalImage, User
from portal.row_keys import is_key
from portal.scoped_viewset import ScopedViewSet
from portal.wagtail_policies import document_policy, image_policy, page_policy

from .checked_files import is_checked
from .file_forms import DocumentForm, ImageForm
from .shelf_room import check_room

MOVE = "add_to_collection"
FORMS = {PortalImage: ImageForm, PortalDocument: DocumentForm}
LISTS = {PortalImage: "wagtailimages:index", PortalDocument: "wagtaildocs:index"}


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Answer as Wagtail does, once every named row is known to be permitted; raises Http404 else."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    if model is Page and not _is_page(request.GET.get("childOf")):
        raise Http404
    if request.user.is_superuser:
        return index(request, app_label, model_name, action)
    if isinstance(getattr(model, "snippet_viewset", None), ScopedViewSet):
        return index(request, app_label, model_name, action)  # its actions ask for themselves
    rows = _permitted_rows(request, model, app_label, model_name, action)
    if rows is None:
        raise Http404
    refusal = _refusal(request, rows) if action == MOVE and model is not Page else ""
    if refusal:
        messages.error(request, refusal)
        return redirect(LISTS[model])
    return index(request, app_label, model_name, action)


def _is_page(key: str | None) -> bool:
    """Return whether the page in whose list rows were ticked is there; none may be named."""
    return key is None or (is_key(key) and Page.objects.filter(pk=key).exists())


def _permitted_rows(
    request: HttpRequest, model: type, app_label: str, model_name: str, action: str
) -> QuerySet | None:
    """Return the rows that the address names, None unless a person may see every one of them."""
    permitted = _permitted(request.user, model)
    if permitted is None:
        return None
    keys = request.GET.getlist("id")
    if "all" in keys:
        chosen = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
        if chosen is None:
            return None
        keys = list(chosen(request, model).get_all_objects_in_listing_query(request.GET.get("childOf")))
    if not all(map(is_key, keys)):
        return None
    wanted = {int(key) for key in keys}
    rows = permitted.filter(pk__in=wanted)
    return rows if wanted and rows.count() == len(wanted) else None


def _refusal(request: HttpRequest, files: QuerySet) -> str | Promise:
    """Return why files do not move to the collection that was chosen, "" where they do.

    The collection says whose a file is, and so whether it is checked first, and how much room there is.
    """
    if any(is_checked(request.user, file) for file in files):
        return FORMS[files.model].stays
    collection = request.POST.get("collection", "")
    if not is_key(collection) or request.user.has_perm("network.view_organisation"):
        return ""
    coming = files.exclude(collection=collection)
    try:
        check_room(int(collection), len(coming), sum(file.file_size or 0 for file in coming))
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def _permitted(user: User, model: type) -> QuerySet | None:
    """Return the rows of which a person may know; None for kinds that are for superusers."""
    if model is Page:
        return page_policy().explorable_instances(user)
    policy = {get_image_model(): image_policy, get_document_model(): document_policy}.get(model)
    return policy().instances_user_has_any_permission_for(user, ["change"]) if policy else None

"""Who else works on a page or row just now: asked by every open form, and by whoever sends what no form does."""

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views import editing_sessions

from portal.row_keys import is_key


def ping(
    request: HttpRequest, app_label: str, model_name: str, object_id: str, session_id: int
) -> HttpResponse:
    """Answer as Wagtail does; raises Http404 for what can be the key of no row or version."""
    if not _is_key_of(app_label, model_name, unquote(object_id)):
        raise Http404
    if not is_key(request.POST.get("revision_id", "0")):
        raise Http404
    return editing_sessions.ping(request, app_label, model_name, object_id, session_id)


def _is_key_of(app_label: str, model_name: str, value: str) -> bool:
    """Return whether a value may be a key of a kind of rows."""
    try:
        key = apps.get_model(app_label, model_name)._meta.pk.to_python(value)
    except (LookupError, ValidationError):
        return False
    return not isinstance(key, int) or is_key(key)

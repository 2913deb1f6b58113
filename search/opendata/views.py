"""The files of the open data."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from portal import changes
from portal.slugs import german_slug

from .access import charge, open_to_all
from .etags import etag_for
from .formats import FORMATS, written
from .licence import terms
from .selection import moment_of, selected_by, understood

FILE_COST = 5.0  # a whole file is worth so many pages of it


@open_to_all
def data_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Return what the directory would list for this query string, all of it, as a file; streamed.

    Whoever has it already pays for a question, not for a file.
    """
    asked = understood(request)
    etag = etag_for(request, moment_of(asked.request))
    response = get_conditional_response(request, etag=etag) or StreamingHttpResponse(
        content_type=FORMATS[extension].content_type
    )
    response["ETag"] = etag
    if not isinstance(response, StreamingHttpResponse):
        return response
    charge(request, FILE_COST)
    selection = selected_by(asked)
    if changes.shows_earlier_state():  # its ETag would call it the newest
        del response["ETag"]
        response["Cache-Control"] = "no-store"
    body: Iterator[str] = iter(()) if request.method == "HEAD" else written(extension, selection)
    response.streaming_content = body
    if extension != "atom":
        name = f"{german_slug(terms().publisher, 'daten')}.{extension}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

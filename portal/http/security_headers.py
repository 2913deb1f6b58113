"""What browsers may do with an answer: one policy for the public, one for the admin, one for uploaded files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.http import areas

PUBLIC_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "worker-src 'none'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",  # the preview in the editor
    ]
)
# For the few answers that are made to stand in other people's pages: anybody may frame them.
FRAMED_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
# Wagtail 7.4 writes small scripts and styles into its pages and shows chosen files before they are uploaded.
# No host outside is named, so nothing is loaded from one.
ADMIN_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "script-src 'self' 'unsafe-inline'",
        "connect-src 'self'",
        "media-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)
# Uploaded files are shown and never run, whatever is in them.
FILE_POLICY = "default-src 'none'; sandbox"

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def may_be_framed(response: HttpResponse) -> HttpResponse:
    """Let an answer stand in other people's pages, and return it; nothing else of the portal may."""
    response["Content-Security-Policy"] = FRAMED_POLICY
    response.xframe_options_exempt = True
    return response


def may_show_own_frames(response: HttpResponse) -> HttpResponse:
    """Let an answer show frames of this site, and return it: the page with previews of what can be embedded."""
    response["Content-Security-Policy"] = f"{PUBLIC_POLICY}; frame-src 'self'"
    return response


def may_have_worker(response: HttpResponse) -> HttpResponse:
    """Let a page start a worker of this site, and return it: what is to be read without reception."""
    response["Content-Security-Policy"] = PUBLIC_POLICY.replace("worker-src 'none'", "worker-src 'self'")
    return response


class SecurityHeadersMiddleware:
    """Adds the headers; a view that needs a stricter Referrer-Policy sets its own and keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with the policy that fits its address."""
        response = self.get_response(request)
        path = request.path_info
        if path.startswith(areas.FILES):
            response["Content-Security-Policy"] = FILE_POLICY
        else:
            policy = ADMIN_POLICY if path.startswith(areas.ADMIN) else PUBLIC_POLICY
            response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response

"""Views that only tests ask for, beside the portal's own."""

from datetime import UTC, datetime

from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import URLResolver, path

from portal.addresses import LanguagePrefixPattern
from portal.http.security_headers import may_be_framed
from portal.signed_link_view import SignedLinkView
from portal.urls import handler404, handler500, in_every_language, without_language

__all__ = ["handler404", "handler500"]

calls = []


def counted(request):
    """Answer with how often it was asked."""
    calls.append(request.get_full_path())
    return HttpResponse(f"<p>{len(calls)}</p>" + "Text " * 400)


def short(request):
    return HttpResponse("kurz")


def framed(request):
    return may_be_framed(HttpResponse("for other people's pages"))


def open_to_all(request):
    said = {"Access-Control-Allow-Origin": "*", "Referrer-Policy": "no-referrer"}
    return HttpResponse("for scripts of others", headers=said)


def not_to_be_stored(request):
    calls.append("no-store")
    return HttpResponse("secret", headers={"Cache-Control": "no-store"})


def with_cookie(request):
    calls.append("cookie")
    response = HttpResponse("cookie")
    response.set_cookie("taste", "vanilla")
    return response


def with_csrf(request):
    calls.append("csrf")
    return HttpResponse(get_token(request))


def reads_session(request):
    calls.append("session")
    return HttpResponse(str(request.session.get("x")))


def missing(request):
    calls.append("404")
    return HttpResponse("nothing", status=404)


def ends_soon(request):
    calls.append("ends")
    response = HttpResponse("until noon")
    response.expires_at = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
    return response


def streamed(request):
    return StreamingHttpResponse(iter(["a", "b"]), content_type="text/plain")


def broken(request):
    raise RuntimeError("Frau Beispiel, 08056")


def no_referrer(request):
    return HttpResponse("quiet", headers={"Referrer-Policy": "no-referrer"})


class WithdrawView(SignedLinkView):
    """Withdraws what a link names."""

    purpose = "withdraw"
    done = []

    def show(self, request, link):
        return HttpResponse(f"Withdraw {link.subject}?")

    def act(self, request, link):
        if link.subject == "broken":
            raise RuntimeError("no")
        self.done.append(link.subject)
        return HttpResponse("withdrawn")


own = [
    path("test/counted/", counted, name="counted"),
    path("test/short/", short),
    path("test/framed/", framed),
    path("test/open/", open_to_all),
    path("test/no-store/", not_to_be_stored),
    path("test/cookie/", with_cookie),
    path("test/csrf/", with_csrf),
    path("test/session/", reads_session),
    path("test/missing/", missing),
    path("test/ends/", ends_soon),
    path("test/streamed/", streamed),
    path("test/broken/", broken, name="broken"),
    path("test/no-referrer/", no_referrer),
    path("test/withdraw/<str:token>/", WithdrawView.as_view(), name="withdraw"),
]
urlpatterns = [*without_language, URLResolver(LanguagePrefixPattern(), [*own, *in_every_language])]

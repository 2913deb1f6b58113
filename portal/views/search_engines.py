"""`/sitemap.xml`, `/robots.txt` and the icon that browsers ask for at the top."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.sitemap import sitemap
from portal.sites import site_facts


@require_safe
def sitemap_xml(request: HttpRequest) -> StreamingHttpResponse:
    """Return the sitemap of the site, streamed; raises Http404 where no site is set up."""
    facts = site_facts(request)
    if facts is None:
        raise Http404
    return StreamingHttpResponse(
        sitemap(facts, timezone.now()), content_type="application/xml; charset=utf-8"
    )


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Return what robots should leave alone, and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /_util/", "Disallow: /healthz"]
    facts = site_facts(request)
    if facts is not None:
        lines += ["", f"Sitemap: {facts.base_url}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon, for browsers that do not read the page's head."""
    return HttpResponseRedirect(static("portal/favicon.svg"), headers={"Cache-Control": "max-age=86400"})

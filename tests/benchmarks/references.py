"""What the portal is compared with: nothing at all, and the least a directory can be."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine

from network.models import Organisation

TEMPLATE = Engine().from_string("""<!doctype html><html lang="de"><title>Initiativen</title><body>
<form><input name="q" value="{{ q }}"><button>Suchen</button></form>
<p>{{ page.paginator.count }} Treffer</p>
<ul>{% for entry in page %}<li><h3><a href="/{{ entry.register_id }}/">{{ entry.name }}</a></h3>
<p>{{ entry.seat.name }} {{ entry.get_kind_display }}</p></li>{% endfor %}</ul>
{% if page.has_next %}<a href="?q={{ q }}&amp;seite={{ page.next_page_number }}">Weiter</a>{% endif %}
</body></html>""")


def bare(request: HttpRequest) -> HttpResponse:
    """Return one line, through every middleware."""
    return HttpResponse("<!doctype html><title>-</title><p>-")


def minimal_directory(request: HttpRequest) -> HttpResponse:
    """Return twenty organisations whose name holds the word, with the number of all."""
    words = request.GET.get("q", "")
    rows = Organisation.objects.select_related("seat").order_by("name")
    if words:
        rows = rows.filter(name__icontains=words)
    page = Paginator(rows, 20).get_page(request.GET.get("seite"))
    return HttpResponse(TEMPLATE.render(Context({"page": page, "q": words})))

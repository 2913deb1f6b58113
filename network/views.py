"""Views beside the pages: the permanent address, the card for the address book, hints from readers."""

import uuid as uuid_module
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from network import corrections
from network.models import ActorPage, Correction, Organisation
from network.models.organisations import OrganisationStatus
from network.records import ActorRecord, public_record
from network.records.load import actor_pages
from network.vcard import vcard as card_of
from portal.addresses import page_path, page_url
from portal.anonymous_forms import never_kept
from portal.page_context import view_context
from portal.restrictions import is_restricted
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink
from portal.sites import settings_for, site_facts
from portal.slugs import german_slug


def public_page(uuid: uuid_module.UUID) -> ActorPage:
    """Return the public page of an entry, of the one it was merged into if it was; raises Http404."""
    entry = Organisation.objects.filter(uuid=uuid).first()
    seen = set()
    while entry is not None and entry.merged_into_id and entry.pk not in seen:
        seen.add(entry.pk)
        entry = entry.merged_into
    if entry is None or entry.status == OrganisationStatus.PROPOSED:
        raise Http404
    is_default = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
    for page in actor_pages().live().filter(organisation=entry).order_by(is_default, "pk"):
        if not is_restricted(page.path):
            return page
    raise Http404


@require_safe
def permanent_address(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
    """Lead from the permanent id of an entry to its page (303: the page is another thing than the entry)."""
    response = HttpResponseRedirect(page_path(public_page(uuid)))
    response.status_code = 303
    return response


@require_safe
def vcard(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
    """Return the entry's card for the address book; none while the entry is protected."""
    page = public_page(uuid)
    return card_response(public_record(page), page)


def card_response(record: ActorRecord, page: ActorPage) -> HttpResponse:
    """Return a record as a card for the address book; raises Http404 while the entry is protected."""
    if record.is_shielded:
        raise Http404
    revised = (page.last_published_at or timezone.now()).astimezone(UTC)
    response = HttpResponse(
        card_of(record, page_url(page), revised), content_type="text/vcard; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{german_slug(record.name)}.vcf"'
    return response


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
    """Take a hint about an entry."""
    page = public_page(uuid)
    title = _("Report an error")
    context = view_context(request, title, robots="noindex")
    context |= {"title": title, "entry": page.title, "entry_url": page_path(page)}
    if request.method != "POST":
        return never_kept(_form_page(request, context, corrections.CorrectionForm(request)))
    form = corrections.CorrectionForm(request, request.POST)
    if not form.is_valid():
        return never_kept(_form_page(request, context, form, status=400))
    facts = site_facts(request)
    office = settings_for(request).office_email
    corrections.receive(page.organisation, form, office, facts.base_url if facts else "", timezone.now())
    return never_kept(render(request, "network/report_thanks.html", context))


def _form_page(request: HttpRequest, context: dict[str, Any], form: Any, status: int = 200) -> HttpResponse:
    """Return the page with the form."""
    return render(request, "network/report_error.html", {**context, "form": form}, status=status)


class SettleCorrection(SignedLinkView):
    """The office marks a hint as dealt with, from the mail and without signing in."""

    purpose = corrections.PURPOSE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the hint with the button."""
        hint = Correction.objects.select_related("organisation").filter(pk=link.subject).first()
        if hint is None:
            raise LinkOutdated
        context = view_context(request, _("Hint from a reader"), robots="noindex")
        return render(request, "network/settle_correction.html", {**context, "hint": hint})

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Mark the hint as dealt with."""
        hint = corrections.settle(link.subject)
        if hint is None:
            raise LinkOutdated
        context = view_context(request, _("Hint from a reader"), robots="noindex")
        return render(request, "network/settle_correction.html", {**context, "hint": hint, "done": True})

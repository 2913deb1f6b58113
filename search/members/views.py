"""The pages on which members find each other: the search, one entry, its card."""

import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from network.member_area import ForMembers
from network.models import ActorPage
from network.page_contexts import addresses as link_targets
from network.page_contexts import kind_stands, write_url
from network.presentation.actor import present_organisation
from network.presentation.types import ActorView, Withheld
from network.records import ActorRecord
from network.views import card_response, public_page
from portal.addresses import page_path
from portal.sites import office, stale_months

from . import marks
from .listing import answer
from .rows import pairs_of


class Directory(ForMembers, TemplateView):
    """Who works on what, where, and how members reach each other."""

    title = gettext_lazy("Find members")
    template_name = "search/members/directory.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the listing and its rows."""
        return {**super().get_context_data(**kwargs), **vars(answer(self.request, self.circle))}


class OneEntry(ForMembers):
    """Base of what is about one organisation; an entry without a public page is not found."""

    http_method_names = ["get", "head"]

    def found(self) -> tuple[ActorPage, marks.Pair]:
        """Return the page with what its reader and everybody may know; raises Http404."""
        page = public_page(self.kwargs["uuid"])
        return page, pairs_of([page], self.circle)[page.pk]


class Entry(OneEntry, TemplateView):
    """One organisation as members see it."""

    template_name = "search/members/entry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the record with its marks."""
        page, pair = self.found()
        self.title = page.title
        # The record's words are covered where the emergency switch is on.
        page.summary = pair.own.summary
        return {
            **super().get_context_data(**kwargs),
            "record": _view(pair, self.request, page),
            "page": page,
            "public_url": page_path(page),
            "has_more": pair.has_more,
            "is_own": page.organisation_id in self.circle.own,
        }


class Card(OneEntry, View):
    """The card for the address book, with what its reader may see."""

    def get(self, request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
        """Return the card; none while the entry is protected."""
        page, pair = self.found()
        return card_response(_with_reminder(pair), page)


def _with_reminder(pair: marks.Pair) -> ActorRecord:
    """Return the record whose summary says that not all of it is for everybody, where that is so."""
    if not pair.has_more:
        return pair.own
    words = _("Holds contacts that are only for members: please do not pass them on.")
    return replace(pair.own, summary="\n".join(filter(None, [pair.own.summary, words])))


def _view(pair: marks.Pair, request: HttpRequest, page: ActorPage) -> ActorView:
    """Return the view of a record: contacts and addresses marked, its card, and a way to write."""
    record = pair.own
    to = link_targets(fact.other_page_id for fact in record.memberships)
    known = office(request)
    view = present_organisation(record, to, stale_months(request), **kind_stands(record, request))
    return replace(
        view,
        contacts=marks.contacts(pair),
        addresses=tuple(marks.addresses(pair, view.addresses)),
        withheld=tuple(_withheld(record)),
        office=known if record.is_shielded else None,
        write_url=write_url(page, record, known.email if known else ""),
        vcard_url="" if record.is_shielded else reverse("member_card", args=[record.uuid]),
    )


def _withheld(record: ActorRecord) -> Iterable[Withheld]:
    """Yield what there is and not for this reader."""
    number = record.withheld_contacts
    if number and not record.is_shielded:
        text = ngettext(
            "%(number)s further contact is not meant for you.",
            "%(number)s further contacts are not meant for you.",
            number,
        )
        yield Withheld(text % {"number": number})

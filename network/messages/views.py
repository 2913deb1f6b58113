"""The members' pages about circulars: what was written, writing, the preview with its button, wishes, the way out."""

import uuid as uuid_module
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from network.circles import Circle
from network.member_area import ForMembers
from network.models import Circular, CircularState, CircularWish, Organisation
from portal.page_context import view_context
from portal.pagination import paginate
from portal.search_url import SearchUrl
from portal.signed_link_view import SignedLinkView
from portal.signed_links import SignedLink
from portal.view_models import Link, Message

from . import about_choices, leaving, limits
from .answer_addresses import answer_addresses
from .forms import CircularForm, PageForm, WishesForm, chosen, initial_of
from .letters import about
from .markup import as_html
from .readers import reach_of
from .sending import Refused, discard, keep, submit

PER_PAGE = 20


def own_organisations(circle: Circle) -> list[tuple[int, str]]:
    """Return the organisations somebody acts for, by name."""
    rows = Organisation.objects.filter(pk__in=circle.own).order_by("name", "pk")
    return list(rows.values_list("pk", "name"))


class ForStewards(ForMembers):
    """Lets in whoever acts for an organisation; the office has its own pages in the admin."""

    own: list[tuple[int, str]]

    def prepare(self) -> None:
        """Read for which organisations one acts; raises Http404 where there is none."""
        self.own = own_organisations(self.circle)
        if not self.own:
            raise Http404

    def above(self) -> tuple[Link, ...]:
        """Return the step to the overview."""
        return (Link(_("Circulars"), reverse("circulars")),)


class Overview(ForMembers, TemplateView):
    """What one's organisations have written, and what one hears about."""

    title = gettext_lazy("Circulars")
    template_name = "network/messages/overview.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the circulars, the newest first, and the wishes."""
        own = own_organisations(self.circle)
        rows = Circular.objects.filter(organisation__in=self.circle.own).select_related(
            "organisation", "topic", "region__parent"
        )
        asked = PageForm(self.request.GET)
        url = SearchUrl(self.request.path, {"seite": asked.cleaned_data["seite"]})
        pages = paginate(asked.cleaned_data["seite"], rows.count(), PER_PAGE, url.page)
        first = PER_PAGE * (asked.cleaned_data["seite"] - 1)
        wishes = CircularWish.objects.filter(user=self.request.user, organisation__in=self.circle.own)
        return {
            **super().get_context_data(**kwargs),
            "own": own,
            "is_office": self.circle.is_office,
            "circulars": [{"row": row, "about": about(row)} for row in rows[first : first + PER_PAGE]],
            "pagination": pages,
            "notes": [Message("warn", note) for note in (*asked.notes, *asked.hints)],
            "wishes": sorted(
                {str(one.topic or one.region) for one in wishes.select_related("topic", "region__parent")}
            ),
        }


class Write(ForStewards, FormView):
    """A new circular; nothing is sent before its preview."""

    title = gettext_lazy("Write a circular")
    template_name = "network/messages/write.html"
    form_class = CircularForm

    @cached_property
    def circular(self) -> Circular:
        """Return the circular that is written."""
        return Circular(author=self.request.user)

    def get_initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return {"reply_to": self.request.user.email}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made from."""
        addresses = answer_addresses(self.request.user, [pk for pk, _name in self.own])
        return {**super().get_form_kwargs(), "organisations": self.own, "addresses": addresses}

    def form_valid(self, form: CircularForm) -> HttpResponse:
        """Keep it as a draft and show the preview."""
        circular = form.write_to(self.circular)
        if circular._state.adding and not limits.may_begin(circular.organisation_id):
            form.add_error(None, _("There are many drafts already. Please delete some of them first."))
            return self.form_invalid(form)
        circular.author = self.request.user
        try:
            keep(circular)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("circular", args=[circular.pk]))

    def form_invalid(self, form: CircularForm) -> HttpResponse:
        """Show what is missing; nothing that was typed is lost."""
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the limits."""
        return {**super().get_context_data(**kwargs), "most": limits.MOST_A_DAY}


class OwnCircular(ForStewards):
    """Base of what is about one circular of one's organisations; others' are not found."""

    @cached_property
    def own_circular(self) -> Circular:
        """Return the circular; raises Http404."""
        rows = Circular.objects.filter(pk=self.kwargs["uuid"], organisation__in=self.circle.own)
        found = rows.select_related("organisation", "topic__parent", "region__parent", "author").first()
        if found is None:
            raise Http404
        return found


class Change(OwnCircular, Write):
    """A circular that has not been sent off yet."""

    title = gettext_lazy("Change the circular")

    @cached_property
    def circular(self) -> Circular:
        """Return the circular; raises Http404 where it was sent off."""
        if not self.own_circular.is_open:
            raise Http404
        return self.own_circular

    def get_initial(self) -> dict[str, Any]:
        """Return what stands in it."""
        return initial_of(self.circular)


class Preview(OwnCircular, TemplateView):
    """A circular as its readers get it, how many they are, and the button; later, what became of it."""

    template_name = "network/messages/circular.html"
    http_method_names = ["get", "head", "post"]

    def get_title(self) -> str:
        """Return the heading."""
        return _("Preview") if self.own_circular.is_open else _("Circular")

    def post(self, request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
        """Send it off, or delete a draft; anything else shows the page again."""
        circular, wanted = self.own_circular, request.POST.get("do")
        try:
            if wanted == "delete":
                discard(circular)
                messages.success(request, _("The draft is deleted."))
                return HttpResponseRedirect(reverse("circulars"))
            if wanted == "send":
                _say(request, submit(circular, request.user, timezone.now()))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the circular with the number of its readers; nobody is named."""
        circular = self.own_circular
        now = timezone.now()
        reach = reach_of(circular, timezone.localdate(now)) if circular.is_open else None
        return {
            **super().get_context_data(**kwargs),
            "circular": circular,
            "about": about(circular),
            "text_html": as_html(circular.text),
            "readers": len(reach.readers) if reach else circular.mails_count,
            "organisations": len(reach.reached) if reach else len(circular.reached),
            "left": limits.left_today(circular.organisation_id, now),
            "most": limits.MOST_A_DAY,
            "is_trusted": circular.organisation.trust == "trusted",
        }


def _say(request: HttpRequest, circular: Circular) -> None:
    """Say what happens now."""
    if circular.state == CircularState.SENDING:
        messages.success(request, _("It goes out now, within the next minutes."))
    else:
        messages.success(request, _("Sent off. The coordination office looks at it before it goes out."))


class Wishes(ForStewards, FormView):
    """What one hears about: nothing before one asks for it."""

    title = gettext_lazy("What I want to hear about")
    template_name = "network/messages/wishes.html"
    form_class = WishesForm

    def prepare(self) -> None:
        """Read for which organisation the page is."""
        super().prepare()
        self.organisation, self.notes = chosen(self.request.GET, self.own)

    def get_initial(self) -> dict[str, Any]:
        """Return what was asked for before."""
        keys = about_choices.wanted_keys(self.request.user.pk, self.organisation)
        return {"topics": keys, "regions": keys, "office": not leaving.refuses(self.request.user)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made from."""
        about = {"organisation": self.organisation, "near": about_choices.near_keys(self.organisation)}
        return {**super().get_form_kwargs(), **about}

    def form_invalid(self, form: WishesForm) -> HttpResponse:
        """Show what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=400)

    @transaction.atomic
    def form_valid(self, form: WishesForm) -> HttpResponse:
        """Write the wishes down in the place of earlier ones."""
        data, user = form.cleaned_data, self.request.user
        topics, regions = about_choices.targets([*data["topics"], *data["regions"]])
        mine = {"user": user, "organisation_id": self.organisation}
        CircularWish.objects.filter(**mine).delete()
        rows = [CircularWish(topic_id=pk, **mine) for pk in topics]
        rows += [CircularWish(region_id=pk, **mine) for pk in regions]
        CircularWish.objects.bulk_create(rows)
        leaving.set_refusal(user, not data["office"])
        messages.success(self.request, _("Saved. You can change this at any time."))
        return HttpResponseRedirect(self.request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the other organisations one acts for."""
        path = self.request.path
        ways = [Link(name, f"{path}?fuer={pk}", current=pk == self.organisation) for pk, name in self.own]
        return {
            **super().get_context_data(**kwargs),
            "organisation": dict(self.own)[self.organisation],
            "ways": ways if len(ways) > 1 else (),
            "notes": [Message("warn", note) for note in self.notes],
        }


class Leave(SignedLinkView):
    """The way out in every mail; mail programs press the button themselves (RFC 8058 §3.2)."""

    purpose = leaving.PURPOSE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the button."""
        return self._page(request, link, _("No more of these mails?"))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """End it; the same again changes nothing."""
        link = self.read(token)
        leaving.leave(link)
        return self._page(request, link, _("You get no more of these mails"), done=True)

    def _page(self, request: HttpRequest, link: SignedLink, title: str, **more: Any) -> HttpResponse:
        """Return the page."""
        context = view_context(request, title, robots="noindex")
        about = {"title": title, "about": leaving.row_of(link), "is_office": leaving.is_office(link)}
        return render(request, "network/messages/leave.html", {**context, **about, **more})

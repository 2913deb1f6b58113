"""Making two events one in the admin: which stays, what it takes over, and the way back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events.models import Event, EventMerge
from network.models import Organisation
from network.named.refusing import refusals
from portal.chosen_keys import RowsField

from . import merging
from .comparing import differences
from .deciding import NotDone
from .rights import CurationPage
from .versions import content_of, lines_of, names_for


class MergeForm(forms.Form):
    """What the remaining event takes over."""

    organisers = RowsField(
        Organisation.objects.none(),
        label=gettext_lazy("Invites, too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    taken = forms.MultipleChoiceField(
        label=gettext_lazy("Taken from the event that goes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Everything else stays as the remaining event says it."),
    )
    takes_topics = forms.BooleanField(label=gettext_lazy("Topics of both"), required=False, initial=True)

    def __init__(self, source: Event, target: Event, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        entries = [source.organiser_id, *source.co_organisers.values_list("organisation_id", flat=True)]
        there = [target.organiser_id, *target.co_organisers.values_list("organisation_id", flat=True)]
        refused = refusals(target.uuid, target.organiser).values_list("organisation", flat=True)
        new = {pk for pk in entries if pk} - set(there) - set(refused)
        self.fields["organisers"].queryset = Organisation.objects.filter(pk__in=new).order_by("name")
        self.initial.setdefault("organisers", list(new))
        differing = [
            name
            for name in merging.WORDS
            if getattr(source, name) != getattr(target, name) and getattr(source, name)
        ]
        self.fields["taken"].choices = [
            (name, capfirst(str(Event._meta.get_field(name).verbose_name))) for name in differing
        ]
        # What only the event that goes knows.
        self.initial.setdefault("taken", [name for name in differing if not getattr(target, name)])

    def wish(self) -> merging.Wish:
        """Return what was chosen."""
        asked = self.cleaned_data
        return merging.Wish(frozenset(asked["taken"]), tuple(asked["organisers"]), asked["takes_topics"])


class MergeView(CurationPage):
    """Shows both events with what differs; the button makes them one."""

    page_title = gettext_lazy("Make two events one")
    header_icon = "copy"
    template_name = "events/curation/merge.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Keep the keys of the address."""
        super().setup(request, *args, **kwargs)
        self.keys = kwargs["source"], kwargs["target"]

    def pair(self) -> tuple[Event, Event]:
        """Return both events in their newest version where it is not public; raises Http404."""
        source, target = (get_object_or_404(Event, pk=key) for key in self.keys)
        return (source if source.live else source.get_latest_revision_as_object()), target

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return both sides and what speaks against it."""
        source, target = kwargs.pop("pair", None) or self.pair()
        form = kwargs.pop("form", None) or MergeForm(source, target)
        contents = [content_of(source), content_of(target)]
        names = names_for(contents)
        sides = [lines_of(content, names) for content in contents]
        try:
            merging.check(source, target)
            refusal = ""
        except NotDone as error:
            refusal = str(error)
        return {
            **super().get_context_data(**kwargs),
            "source": source,
            "target": target,
            "differences": differences(*sides),
            "sides": sides,
            "form": form,
            "refusal": refusal,
            "registrations": source.registrations.count() if source.pk else 0,
            "swap_url": reverse("event_queue:merge", args=[target.pk, source.pk]),
            "back_url": reverse("event_queue:list"),
            "action_url": self.request.path,
            **kwargs,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Merge, or say why not; whoever comes second learns that it is done."""
        source, target = self.pair()
        form = MergeForm(source, target, request.POST)
        context = self.get_context_data(pair=(source, target), form=form)
        if context["refusal"]:
            return self.render_to_response(context, status=409)
        if not form.is_valid():
            return self.render_to_response(context, status=400)
        try:
            done = merging.merge(source, target, form.wish(), request.user, timezone.now())
        except NotDone as error:
            return self.render_to_response({**context, "refusal": str(error)}, status=409)
        messages.success(request, _("“%(title)s” is one event now.") % {"title": target.title})
        return redirect("event_queue:merged", pk=done.pk)


class MergedView(CurationPage):
    """A merge, and the button that takes it back."""

    page_title = gettext_lazy("Two events are one")
    header_icon = "copy"
    template_name = "events/curation/merged.html"

    def found(self) -> EventMerge:
        """Return the merge; raises Http404."""
        rows = EventMerge.objects.select_related("source", "target", "by", "undone_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the merge and what speaks against undoing it."""
        done = self.found()
        return {
            **super().get_context_data(**kwargs),
            "merge": done,
            "obstacle": merging.obstacle_to_undo(done, done.source, done.target),
            "registrations": len(done.steps["registrations"]),
            "target_url": reverse("wagtailsnippets_events_event:edit", args=[done.target_id]),
            "list_url": reverse("event_queue:list"),
            "action_url": self.request.path,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the merge back."""
        done = self.found()
        try:
            merging.undo(done, request.user)
        except NotDone as error:
            messages.error(request, str(error))
            return redirect("event_queue:merged", pk=done.pk)
        names = {"source": done.source.title, "target": done.target.title}
        messages.success(request, _("“%(source)s” and “%(target)s” are two events again.") % names)
        return redirect("event_queue:list")

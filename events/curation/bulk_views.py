"""Deciding about many entries at once: first what will happen, then each on its own; one failure stops no other."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from events.models.curation import Decision, QueueKind
from portal.row_keys import keys_in

from . import deciding
from .decision_form import AssignForm
from .queue_views import MOST, settled_words
from .rights import CurationPage
from .rows import QueueRow, rows_of, with_events
from .waiting import ABOUT_DRAFTS, AlreadySettled, open_entries

# What can be done with many, to entries of which kinds.
KINDS = {
    "publish": ABOUT_DRAFTS,
    "refuse": ABOUT_DRAFTS,
    "assign": ABOUT_DRAFTS,
    "different": (QueueKind.DUPLICATE,),
    "done": (QueueKind.REPORT,),
}
LABELS = {
    "publish": gettext_lazy("Publish"),
    "refuse": gettext_lazy("Do not publish"),
    "assign": gettext_lazy("Assign topics and place"),
    "different": gettext_lazy("These are two events"),
    "done": gettext_lazy("Dealt with"),
}


# So many are shown unfolded.
FEW = 5


class BulkForm(AssignForm):
    """What holds for all of them."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class BulkView(CurationPage):
    """Shows what would be done with the ticked entries; the button does it."""

    template_name = "events/curation/bulk.html"
    http_method_names = ["get", "post", "head", "options"]

    def get_page_title(self) -> str:
        """Return the heading."""
        return str(LABELS.get(self.request.POST.get("do", ""), _("Decide about many")))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back to the list, where entries are ticked."""
        return redirect("event_queue:list")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the preview, or do it."""
        said = request.POST.get("do", "")
        keys = keys_in(request.POST.getlist("entry"), MOST)
        if said not in KINDS or not keys:
            messages.error(request, _("Tick at least one entry and choose what to do."))
            return redirect("event_queue:list")
        entries = with_events(open_entries().filter(pk__in=keys))
        rows = rows_of(entries, timezone.now())
        fitting = [row for row in rows if row.entry.kind in KINDS[said]]
        form = BulkForm(request.POST if "now" in request.POST else None)
        if "now" in request.POST and form.is_valid():
            if said != "refuse" or form.cleaned_data["reason"].strip():
                return self.carry_out(said, fitting, form)
            form.add_error("reason", _("Give a reason; it goes to whoever sent it."))
        context = self.get_context_data(
            do=said, rows=fitting, left_out=[row for row in rows if row not in fitting], form=form,
            few_rows=len(fitting) <= FEW, gone=len(keys) - len(rows),
            action_url=request.path, list_url=reverse("event_queue:list"),
        )  # fmt: skip
        return self.render_to_response(context, status=400 if form.errors else 200)

    def carry_out(self, said: str, rows: list[QueueRow], form: BulkForm) -> HttpResponse:
        """Decide about each entry on its own, and tell how many there were and what failed."""
        done = 0
        for row in rows:
            seen = self.request.POST.get(f"seen-{row.entry.pk}", "")
            try:
                done += self.decide(said, row, form, seen)
            except AlreadySettled as error:
                messages.error(self.request, f"{row.title}: {settled_words(error.entry)}")
            except deciding.NotDone as error:
                messages.error(self.request, f"{row.title}: {error}")
        if done:
            text = ngettext("%(count)s entry: %(what)s.", "%(count)s entries: %(what)s.", done)
            buttons = (
                [] if said == "assign" else [messages.button(reverse("event_queue:recent"), _("Take back …"))]
            )
            messages.success(self.request, text % {"count": done, "what": LABELS[said]}, buttons=buttons)
        return redirect("event_queue:list")

    def decide(self, said: str, row: QueueRow, form: BulkForm, seen: str) -> bool:
        """Do one of the actions with one entry; return whether that changed anything."""
        pk, by, now = row.entry.pk, self.request.user, timezone.now()
        asked = form.cleaned_data
        if said == "publish":
            deciding.publish(pk, by, now, seen)
        elif said == "refuse":
            deciding.refuse(pk, asked["reason"], by, now, seen)
        elif said == "assign":
            topics = tuple(asked["topics"]) or None
            return deciding.assign_only(pk, deciding.Choice(topics, asked["region"]), by)
        else:
            deciding.leave(pk, Decision.DIFFERENT if said == "different" else Decision.DONE, by, now)
        return True

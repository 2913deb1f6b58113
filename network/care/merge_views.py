"""Merging two entries in the admin: what will happen, the button that does it, and the way back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from network.chooser_widgets import OrganisationChooser
from network.models import DuplicatePair, Merge, Organisation
from network.register_queries import entries_named, with_columns
from portal.addresses import page_path
from portal.row_keys import is_key

from . import duplicates, merging, takeover
from .leftovers import leftovers
from .office_view import OfficePage, entry_of


class EntryChooser(OrganisationChooser):
    """A chooser that shows nothing for a key that cannot be one; Wagtail's fails on it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the key that was sent, None for anything else."""
        value = data.get(name) or ""
        return value if is_key(value) else None


class PairForm(forms.Form):
    """Which entry goes and which one remains."""

    source = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("This entry goes"), widget=EntryChooser
    )
    target = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("This entry remains"), widget=EntryChooser
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an entry and itself."""
        cleaned = super().clean()
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("target"):
            self.add_error("target", _("An entry cannot be merged with itself."))
        return cleaned


class TakeOverForm(forms.Form):
    """What the remaining entry gets of the other one."""

    taken = forms.MultipleChoiceField(
        label=gettext_lazy("What is taken over"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, offered: list[takeover.Offered], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken"].choices = [(one.key, f"{one.kind}: {one.text}") for one in offered]
        self.fields["taken"].initial = [one.key for one in offered]


class ChoosePairView(OfficePage):
    """Asks which two entries are one, for those that no search proposed."""

    page_title = gettext_lazy("Merge two entries")
    header_icon = "copy"
    template_name = "network/care/choose_pair.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form, filled with what the address names."""
        form = kwargs.pop("form", None) or PairForm(
            initial=entries_named(self.request.GET, ("source", "target"))
        )
        return {**super().get_context_data(**kwargs), "form": form, "media": form.media}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the preview."""
        form = PairForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        pair = form.cleaned_data
        return redirect("register_care:merge", source=pair["source"].pk, target=pair["target"].pk)


class MergeView(OfficePage):
    """Shows both entries and everything that would happen; the button does it."""

    page_title = gettext_lazy("Merge two entries")
    header_icon = "copy"
    template_name = "network/care/merge.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Keep the keys of the address."""
        super().setup(request, *args, **kwargs)
        self.keys = kwargs["source"], kwargs["target"]

    def way(self) -> list[dict[str, str]]:
        """Return the list of duplicates."""
        return [{"url": reverse("register_care:duplicates"), "label": _("Possible duplicates")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return both sides and the effects of what is ticked."""
        source, target = (entry_of(key) for key in self.keys)
        offered = takeover.offered(source, target)
        form = TakeOverForm(offered, self.request.POST if self.request.method == "POST" else None)
        ticked = form.is_valid() if form.is_bound else True
        taken = (
            frozenset(form.cleaned_data["taken"])
            if form.is_bound and ticked
            else frozenset(one.key for one in offered)
        )
        shown = with_columns(Organisation.objects.filter(pk__in=self.keys), timezone.localdate()).in_bulk()
        return {
            **super().get_context_data(**kwargs),
            "sides": [self._side(shown[source.pk]), self._side(shown[target.pk])],
            "source": source,
            "target": target,
            "form": form if offered else None,
            "preview": merging.preview(source, target, self.request.user, taken),
            "leftovers": leftovers(source, self.request.user),
            "swap_url": reverse("register_care:merge", args=[target.pk, source.pk]),
            "back_url": reverse("register_care:duplicates"),
            "is_proposed": self.pair() is not None,
            "action_url": self.request.path,
            **kwargs,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Merge, or show again what the ticked boxes would do; whoever comes second learns that it is done.

        Where a search proposed the two, one may also say that they are two.
        """
        source, target = (entry_of(key) for key in self.keys)
        pair = self.pair()
        if request.POST.get("do") == "two" and pair is not None:
            duplicates.dismiss(pair, request.user, timezone.now())
            names = {"first": source.name, "second": target.name}
            messages.success(request, _("“%(first)s” and “%(second)s” are not proposed again.") % names)
            return redirect("register_care:duplicates")
        form = TakeOverForm(takeover.offered(source, target), request.POST)
        if request.POST.get("do") != "merge" or not form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            done = merging.merge(source, target, request.user, frozenset(form.cleaned_data["taken"]))
        except merging.Refused as refusal:
            messages.error(request, refusal.reason)
            return self.render_to_response(self.get_context_data())
        names = {"source": source.name, "target": target.name}
        messages.success(request, _("“%(source)s” is part of “%(target)s” now.") % names)
        return redirect("register_care:merged", pk=done.pk)

    def pair(self) -> DuplicatePair | None:
        """Return the proposal that the two are one, as long as nobody has decided about it."""
        first, second = sorted(map(int, self.keys))
        return duplicates.open_pairs().filter(first=first, second=second).first()

    def _side(self, entry: Organisation) -> dict[str, Any]:
        """Return what tells an entry apart."""
        page = takeover.page_of(entry)
        return {
            "entry": entry,
            "edit_url": reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk]),
            "page": page,
            "page_url": page_path(page) if page else "",
            "hints": entry.corrections.count(),
        }


class MergedView(OfficePage):
    """What a merge did, and the button that takes it back."""

    header_icon = "copy"
    template_name = "network/care/merged.html"

    def get_page_title(self) -> str:
        """Return the heading."""
        return _("Merge")

    def way(self) -> list[dict[str, str]]:
        """Return the list of duplicates."""
        return [{"url": reverse("register_care:duplicates"), "label": _("Possible duplicates")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the record of the merge and what speaks against undoing it."""
        rows = Merge.objects.select_related("source", "target", "by", "undone_by")
        done = get_object_or_404(rows, pk=self.kwargs["pk"])
        return {
            **super().get_context_data(**kwargs),
            "merge": done,
            "effects": done.steps.get("effects", ()),
            "changed": [] if done.undone_at or done.is_forgotten else merging.changed_since(done),
            "action_url": self.request.path,
            "target_url": reverse("wagtailsnippets_network_organisation:edit", args=[done.target_id]),
            "source_history": reverse("register_care:history", args=[done.source_id]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the merge back."""
        done = get_object_or_404(Merge.objects.select_related("source", "target"), pk=self.kwargs["pk"])
        try:
            merging.undo(done, request.user)
        except merging.Refused as refusal:
            messages.error(request, " ".join([refusal.reason, *refusal.details]))
            return render(request, self.template_name, self.get_context_data())
        names = {"source": done.source.name, "target": done.target.name}
        messages.success(request, _("“%(source)s” and “%(target)s” are two entries again.") % names)
        return redirect("register_care:duplicates")

"""The pages of the admin for those who check: what waits, one decision, what was decided lately."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.models import Submission
from network.models.organisations import Trust
from portal.only_for import OnlyFor

from . import announcing, deciding, trusting, undoing
from .kinds import NotDone, Said
from .looking import Look
from .page_kind import Pages, settled_words
from .rights import is_moderator, is_office, may_decide, may_trust
from .states import state_of
from .waiting import AlreadySettled, open_submissions, with_people

PER_PAGE = 30
NEXT = "_next"
COMMENT = 2000
NOTE = 500


class ModeratorPage(OnlyFor, WagtailAdminTemplateMixin, TemplateView):
    """A page for those who check; everybody else finds nothing there."""

    header_icon = "tasks"

    may = staticmethod(is_moderator)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from what waits."""
        queue = {"url": reverse("moderation:list"), "label": _("Pages to check")}
        way = [] if self.request.resolver_match.url_name == "list" else [queue]
        return [*self.breadcrumbs_items, *way, {"url": "", "label": self.get_page_title()}]


class WaitingView(ModeratorPage):
    """What waits, what was decided lately, and who could be trusted."""

    page_title = gettext_lazy("Pages to check")
    template_name = "network/moderation/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of what waits; unknown pages are the nearest one."""
        now = timezone.now()
        pages = Paginator(with_people(open_submissions()), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "rows": [(row, row.organisation.trust == Trust.NEW) for row in page.object_list],
            "page_obj": page,
            "total": pages.count,
            "list_url": reverse("moderation:list"),
            "recent": list(undoing.recent(now)[:PER_PAGE]),
            "could_be_trusted": list(trusting.could_be_trusted()[:PER_PAGE])
            if is_office(self.request.user)
            else [],
            "log_url": reverse("moderation:log") if is_office(self.request.user) else "",
        }


class DecisionForm(forms.Form):
    """The state that was looked at, a comment, and words about single parts."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It goes to whoever submitted it, word by word. Needed to send it back."),
    )

    def __init__(self, parts: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for key, label in parts.items():
            self.fields[f"note-{key}"] = forms.CharField(
                label=_("About “%(part)s”") % {"part": label},
                required=False,
                max_length=NOTE,
                widget=forms.TextInput,
            )

    def notes(self) -> list[tuple[str, str]]:
        """Return what was said about single parts."""
        return [
            (label, self.cleaned_data[f"note-{key}"])
            for key, label in self.parts.items()
            if self.cleaned_data.get(f"note-{key}")
        ]

    def note_fields(self) -> Iterator[Any]:
        """Yield the fields for single parts."""
        yield from (self[f"note-{key}"] for key in self.parts)


class DecideView(ModeratorPage):
    """One page: what differs from what is public, what speaks against it, and the decision."""

    template_name = "network/moderation/decide.html"

    def get_page_title(self) -> str:
        """Return the heading."""
        return _("Check a page")

    @cached_property
    def submission(self) -> Submission:
        """Return what is decided about; raises Http404."""
        return get_object_or_404(with_people(Submission.objects.all()), pk=self.kwargs["pk"])

    @cached_property
    def look(self) -> Look:
        """Return the page beside what is public."""
        return Look(self.submission.page.specific)

    @cached_property
    def state(self) -> str:
        """Return the state that is shown."""
        return state_of(self.submission.page)

    def form(self, data: Any = None) -> DecisionForm:
        """Return the form, with a field for each part that differs."""
        state = self.state  # before what is shown is read, so that it never names anything newer
        differs = self.look.comparison
        parts = {change.key: change.label for change in (*differs.texts, *differs.groups)}
        return DecisionForm(parts, data, initial={"seen": state})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return everything on one screen; a settled one says who decided."""
        submission = self.submission
        page = self.look.page
        entry = submission.organisation
        is_open = submission.settled_at is None
        task_state = page.current_workflow_task_state if is_open else None
        form = kwargs.pop("form", None) or self.form()
        return {
            **super().get_context_data(**kwargs),
            "submission": submission,
            "waiting_page": page,
            "entry": entry,
            "is_new_entry": entry.trust == Trust.NEW,
            "is_new_page": not page.live,
            "was_taken_out": not page.live and page.first_published_at is not None,
            "comparison": self.look.comparison if is_open else None,
            "pictures": self.look.pictures if is_open else [],
            "findings": self.look.findings if is_open else [],
            "form": form,
            "may_decide": bool(task_state) and may_decide(self.request.user, page, task_state),
            "settled": "" if is_open else settled_words(submission),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "draft_url": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            "next_url": next_url(submission),
            "list_url": reverse("moderation:list"),
            "waiting": open_submissions().count(),
            "media": form.media,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry the decision out, or show again what was typed with the reason why not."""
        form = self.form(request.POST)
        said = request.POST.get("do", "").removesuffix(NEXT)
        if said not in {"approve", "send_back"}:
            return self.again(form, _("Nothing was changed: please press one of the buttons."), 400)
        if not form.is_valid():
            return self.again(form, _("Nothing was changed: please look at the form again."), 400)
        try:
            self.decide(said, form)
        except AlreadySettled as error:
            return self.again(form, settled_words(error.submission), 409)
        except NotDone as error:
            return self.again(form, str(error), 409)
        text = _("“%(title)s” is approved.") if said == "approve" else _("“%(title)s” was sent back.")
        undo = messages.button(f"{reverse('moderation:list')}#lately", _("Take back …"))
        title = self.submission.page.get_admin_display_title()
        messages.success(request, text % {"title": title}, buttons=[undo])
        goes_on = request.POST["do"].endswith(NEXT)
        return redirect(next_url(self.submission) if goes_on else reverse("moderation:list"))

    def decide(self, said: str, form: DecisionForm) -> None:
        """Approve or send back; raises NotDone or AlreadySettled."""
        asked = form.cleaned_data
        words = {"seen": asked["seen"], "comment": asked["comment"], "notes": tuple(form.notes())}
        act = deciding.approve if said == "approve" else deciding.send_back
        act(self.submission.pk, Said(self.request.user, timezone.now(), **words))

    def again(self, form: DecisionForm, words: str, status: int) -> HttpResponse:
        """Return the page with what was typed and a message; what was looked at is what stands there now."""
        messages.error(self.request, words)
        for name in ("submission", "state", "look"):
            self.__dict__.pop(name, None)
        fresh = self.form({**form.data.dict(), "seen": self.state})
        return self.render_to_response(self.get_context_data(form=fresh), status=status)


class UndoView(ModeratorPage):
    """Takes one decision back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo and say what waits again."""
        done = get_object_or_404(Submission.objects.select_related("page"), pk=pk)
        try:
            undoing.undo(pk, request.user, timezone.now())
        except NotDone as error:
            messages.error(request, f"{done.page.get_admin_display_title()}: {error}")
            return redirect("moderation:list")
        if waiting := Pages().find(str(pk)):
            announcing.mark(waiting, timezone.now())
        title = done.page.get_admin_display_title()
        messages.success(request, _("“%(title)s” waits again.") % {"title": title})
        return redirect("moderation:list")


class TrustView(ModeratorPage):
    """The office's answer to “could be trusted”."""

    http_method_names = ["post", "options"]
    may = staticmethod(may_trust)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Trust the organisation, or go on checking it."""
        entry = get_object_or_404(trusting.could_be_trusted(), pk=pk)
        if request.POST.get("do") == "trust":
            trusting.trust(entry.pk, request.user)
            text = _("“%(name)s” publishes directly from now on.")
        else:
            trusting.not_yet(entry.pk, timezone.now())
            text = _("“%(name)s” is checked as before.")
        messages.success(request, text % {"name": entry.name})
        return redirect("moderation:list")


def next_url(submission: Submission) -> str:
    """Return the address of what waits after this one, of the list where nothing does."""
    others = open_submissions().exclude(pk=submission.pk)
    later = others.filter(
        Q(submitted_at__gt=submission.submitted_at)
        | Q(submitted_at=submission.submitted_at, pk__gt=submission.pk)
    )
    following = later.values_list("pk", flat=True).first() or others.values_list("pk", flat=True).first()
    return reverse("moderation:decide", args=[following]) if following else reverse("moderation:list")

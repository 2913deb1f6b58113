"""What the list's buttons do: an action on one or many, taking over and giving away, and the way back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from portal.models import User

from . import acting, counting, owning
from .filters import filter_of, query_of
from .frame import ForWorkers, WorkPage, list_url
from .models import WorkStep
from .reading import Board, Entry, place_of, read

NAMED = 12
TAKE, RELEASE = "take", "release"
# The version of no item.
CHANGED = "changed since"


class ActForm(forms.Form):
    """What is to be done, `queue.action`, and the text that some actions ask for."""

    do = forms.ChoiceField(error_messages={"required": gettext_lazy("Please choose what is to happen.")})
    text = forms.CharField(
        max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )

    def __init__(self, board: Board, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {
            f"{name}.{action.name}": acting.Deed(name, queue, action)
            for name, queue in board.queues.items()
            for action in queue.actions
        }
        self.fields["do"].choices = [(value, value) for value in self.known]

    @property
    def deed(self) -> acting.Deed:
        """Return what was chosen."""
        return self.known[self.cleaned_data["do"]]


class ActView(WorkPage):
    """Does one thing to one row or to the ticked ones; asks for a text first where the action wants one."""

    template_name = "portal/worklist/say.html"
    http_method_names = ["post", "options"]

    def get_page_title(self) -> str:
        """Return the heading."""
        return _("To do")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it and say what was done, what was left, and what leads back."""
        now = timezone.now()
        board = read(request.user, now)
        query = query_of(request)
        form = ActForm(board, _data_of(request))
        if "do" in form.errors:
            messages.error(request, _("Nothing was changed: please choose what is to happen."))
            return redirect(list_url(query))
        deed = form.deed
        chosen = acting.fitting(acting.choose(board, chosen_places(request, board)), deed)
        text = form.cleaned_data.get("text", "").strip()
        if deed.action.asks and chosen.entries and not text:
            return self.ask(form, chosen, was_sent="text" in request.POST)
        here = _next_mark(filter_of(request, board).entries(), chosen.entries)
        try:
            done = acting.act(chosen, deed, request.user, now, text)
        except acting.Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(list_url(query))
        counting.forget(request.user)
        tell_done(request, done, deed.label, chosen.gone)
        return redirect(list_url(query, here))

    def ask(self, form: ActForm, chosen: acting.Chosen, was_sent: bool) -> HttpResponse:
        """Return the page that asks for the text, with what it is about."""
        if was_sent and "text" not in form.errors:
            form.add_error("text", _("Please write something here; nothing was changed yet."))
        context = self.get_context_data(
            form=form,
            do=form.cleaned_data["do"],
            deed=form.deed,
            entries=chosen.entries,
            left=chosen.left,
            action_url=self.request.get_full_path(),
            back_url=list_url(query_of(self.request)),
        )
        return self.render_to_response(context, status=400 if was_sent else 200)


class OwnView(ForWorkers):
    """Takes over, gives to a colleague, or releases."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it and say what was left."""
        now = timezone.now()
        board = read(request.user, now)
        said, _colon, mark = request.POST.get("own", "").partition("|")
        wanted = [mark] if mark else None
        chosen = acting.choose(board, chosen_places(request, board, wanted)).entries
        here = chosen[0].mark if mark and chosen else ""
        if not chosen:
            messages.error(request, _("Nothing was changed: please tick at least one row."))
        elif said == RELEASE:
            owning.release(chosen)
            _tell_owner(request, len(chosen), _("Nobody takes care of it now."))
        elif (person := request.user if said == TAKE else _colleague(request)) is None:
            messages.error(request, _("Nothing was changed: please choose who is to take care of it."))
        else:
            left = owning.give(chosen, person, now)
            if count := len(chosen) - len(left):
                _tell_owner(request, count, _("%(who)s takes care of it now.") % {"who": person})
            if left:
                text = _("%(who)s may not see this, so it stays as it was: %(names)s")
                names = {"who": person, "names": named([entry.item.title for entry in left])}
                messages.warning(request, text % names)
        return redirect(list_url(query_of(request), here))


class UndoView(ForWorkers):
    """Takes one of one's own steps back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo, and name what stays."""
        now = timezone.now()
        step = get_object_or_404(WorkStep, pk=pk, by=request.user)
        try:
            undone = acting.undo(step, request.user, now)
        except acting.Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(list_url(query_of(request)))
        counting.forget(request.user)
        if undone.back:
            text = ngettext("%(n)s matter waits again.", "%(n)s matters wait again.", len(undone.back))
            messages.success(request, text % {"n": len(undone.back)})
        if undone.stays:
            text = _("Stays as it is, because something happened to it since, or it is too late: %(names)s")
            messages.warning(request, text % {"names": named(undone.stays)})
        return redirect(list_url(query_of(request)))


def chosen_places(
    request: HttpRequest, board: Board, marks: Sequence[str] | None = None
) -> list[tuple[tuple[str, str], str]]:
    """Return what was ticked, or everything of the filter that was there when the list was shown."""
    one = _row_button(request)
    marks = [one] if marks is None and one else marks
    if marks is None and request.POST.get("scope") == "found":
        shown = _moment(request.POST.get("shown", ""))
        entries = filter_of(request, board).entries()
        there = [entry for entry in entries if shown and entry.item.since <= shown]
        return [(one.place, one.item.version if one.item.is_as_shown(shown) else CHANGED) for one in there]
    values = request.POST.getlist("entry") if marks is None else marks
    return [place for place in map(place_of, values[:1000]) if place]


def tell_done(request: HttpRequest, done: acting.Done, what: str, gone: int) -> None:
    """Say how many it were, and name what was left with the reason."""
    if done.titles:
        count = len(done.titles)
        text = ngettext("%(n)s matter is done (%(what)s).", "%(n)s matters are done (%(what)s).", count)
        messages.success(request, text % {"n": count, "what": what})
    if done.left:
        names = [f"{title} ({why})" for title, why in done.left]
        messages.warning(request, _("Left as they are: %(names)s") % {"names": named(names)})
    if gone:
        text = ngettext(
            "%(n)s matter waited no more: somebody was faster.",
            "%(n)s matters waited no more: somebody was faster.",
            gone,
        )
        messages.info(request, text % {"n": gone})
    if not (done.titles or done.left or gone):
        messages.error(request, _("Nothing was changed: please tick at least one row."))


def named(names: Sequence[str]) -> str:
    """Return the first of some names in one line, and how many more there are."""
    shown = "; ".join(names[:NAMED])
    more = len(names) - NAMED
    return shown if more <= 0 else ngettext(
        "%(names)s and %(n)s more", "%(names)s and %(n)s more", more
    ) % {"names": shown, "n": more}  # fmt: skip


def _data_of(request: HttpRequest) -> dict[str, str]:
    """Return what is to be done: by the button of a row (`queue.action|mark`), else by the one below the list."""
    do = request.POST.get("one", "").partition("|")[0] or request.POST.get("do", "")
    return {"do": do, "text": request.POST.get("text", "")}


def _row_button(request: HttpRequest) -> str:
    """Return the mark of the row whose button was pressed, "" for none."""
    return request.POST.get("one", "").partition("|")[2]


def _next_mark(found: Sequence[Entry], acted: Sequence[Entry]) -> str:
    """Return the mark of the row after those that something was done to."""
    places = {entry.place for entry in acted}
    last = max((n for n, entry in enumerate(found) if entry.place in places), default=-1)
    following = [*found[last + 1 :], *found[: last + 1][::-1]]
    return next((entry.mark for entry in following if entry.place not in places), "")


def _moment(text: str) -> datetime | None:
    """Return when the list was shown, None for what is no moment."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def _colleague(request: HttpRequest) -> User | None:
    """Return the colleague that was chosen."""
    key = request.POST.get("person", "")
    return next((person for person in owning.colleagues() if str(person.pk) == key), None)


def _tell_owner(request: HttpRequest, count: int, words: str) -> None:
    """Say how many it were, and who takes care of them."""
    text = ngettext("%(n)s matter:", "%(n)s matters:", count) % {"n": count}
    messages.success(request, f"{text} {words}")

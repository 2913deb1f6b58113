"""Which part of the list is asked for; what cannot be asked gives a message and an empty list, never everything."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.query_forms import kept_query

from .ages import AGE_CHOICES, AGES
from .reading import Board, Entry

MINE, FREE, OTHERS = "mine", "free", "others"


class WorkFilter(forms.Form):
    """What somebody looks for in the list."""

    q = forms.CharField(label=_("Organisation or words"), max_length=100, required=False)
    queue = forms.MultipleChoiceField(
        label=_("What"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "worklist-boxes"}),
    )
    owner = forms.ChoiceField(
        label=_("Taken care of by"),
        required=False,
        choices=[
            ("", pgettext_lazy("owner of a matter", "anybody or nobody")),
            (MINE, pgettext_lazy("owner of a matter", "me")),
            (FREE, pgettext_lazy("owner of a matter", "nobody")),
            (OTHERS, pgettext_lazy("owner of a matter", "somebody else")),
        ],
    )
    age = forms.ChoiceField(
        label=pgettext_lazy("of a matter", "Waits for"), required=False, choices=AGE_CHOICES
    )
    overdue = forms.BooleanField(label=_("Only what is overdue"), required=False)

    def __init__(self, board: Board, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.board = board
        self.fields["queue"].choices = [(name, queue.label) for name, queue in board.queues.items()]

    def entries(self) -> list[Entry]:
        """Return what was asked for, in the board's order; nothing where the question makes no sense."""
        if not self.is_valid():
            return []
        return [entry for entry in self.board.entries if self._fits(entry)]

    def _fits(self, entry: Entry) -> bool:
        """Return whether an entry was asked for."""
        asked = self.cleaned_data
        if asked["queue"] and entry.queue_name not in asked["queue"]:
            return False
        if asked["age"] and entry.item.since >= self.board.now - AGES[asked["age"]]:
            return False
        if asked["overdue"] and not entry.is_overdue:
            return False
        return self._fits_owner(entry, asked["owner"]) and _fits_words(entry, asked["q"])

    def _fits_owner(self, entry: Entry, asked: str) -> bool:
        """Return whether the right person takes care of an entry."""
        mine = entry.owner == self.board.user
        fits = {"": True, MINE: mine, FREE: entry.owner is None, OTHERS: entry.owner is not None and not mine}
        return fits[asked]


def filter_of(request: HttpRequest, board: Board) -> WorkFilter:
    """Return the filter that an address holds."""
    return WorkFilter(board, request.GET)


def query_of(request: HttpRequest) -> str:
    """Return the filter of the list as the address holds it, without the page."""
    return kept_query(request.GET, WorkFilter)


def _fits_words(entry: Entry, words: str) -> bool:
    """Return whether every word stands in the organisation, the title or the detail."""
    item = entry.item
    text = f"{item.organisation} {item.title} {item.detail} {item.kind}".casefold()
    return all(word in text for word in words.casefold().split())

"""The list of entries that may be one, for the office to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from network.models import DuplicatePair, Merge, Organisation
from network.register_queries import with_columns

from . import duplicates
from .office_view import OfficePage
from .reasons import reason_words

PER_PAGE = 20


@dataclass(frozen=True)
class PairRow:
    """A pair with both entries as the register lists them."""

    pair: DuplicatePair
    entries: tuple[Organisation, Organisation]
    reasons: str


class DuplicatesView(OfficePage):
    """Proposals, or with `?show=dismissed` what somebody said are two."""

    page_title = gettext_lazy("Possible duplicates")
    header_icon = "copy"
    template_name = "network/care/duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of pairs; unknown pages are the nearest one."""
        dismissed = self.request.GET.get("show") == "dismissed"
        pairs = duplicates.dismissed_pairs() if dismissed else duplicates.open_pairs()
        pages = Paginator(pairs.select_related("dismissed_by"), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": pair_rows(page.object_list),
            "total": pages.count,
            "shows_dismissed": dismissed,
            "waiting": duplicates.open_pairs().count() if dismissed else pages.count,
            "dismissed": pages.count if dismissed else duplicates.dismissed_pairs().count(),
            "merges": Merge.objects.select_related("source", "target", "by")[:5],
            "list_url": reverse("register_care:duplicates"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Search anew."""
        found = duplicates.refresh(timezone.now())
        text = ngettext(
            "%(count)s possible duplicate is waiting, %(new)s of them new.",
            "%(count)s possible duplicates are waiting, %(new)s of them new.",
            found.waiting,
        )
        messages.success(request, text % {"count": found.waiting, "new": found.new})
        return redirect("register_care:duplicates")


class DecideView(OfficePage):
    """Says of a pair that it is two, or takes that back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remember what the button says; anything else changes nothing."""
        pair = get_object_or_404(DuplicatePair.objects.select_related("first", "second"), pk=pk)
        names = {"first": pair.first.name, "second": pair.second.name}
        said = request.POST.get("say")
        if said == "two":
            duplicates.dismiss(pair, request.user, timezone.now())
            messages.success(request, _("“%(first)s” and “%(second)s” are not proposed again.") % names)
        elif said == "again":
            duplicates.recall(pair)
            messages.success(request, _("“%(first)s” and “%(second)s” are proposed again.") % names)
        else:
            messages.error(request, _("Nothing was changed: please press one of the buttons."))
        return redirect("register_care:duplicates")


def pair_rows(pairs: Iterable[DuplicatePair] | QuerySet) -> list[PairRow]:
    """Return the pairs with what the register shows of their entries; one query for all."""
    pairs = list(pairs)
    keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    entries = with_columns(Organisation.objects.filter(pk__in=keys), timezone.localdate()).in_bulk()
    return [
        PairRow(pair, (entries[pair.first_id], entries[pair.second_id]), reason_words(pair.reasons))
        for pair in pairs
    ]

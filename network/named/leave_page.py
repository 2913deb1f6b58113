"""The page of the desk on which an organisation takes itself off what somebody else wrote, and the list of it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from network.desk.frame import DeskPage, desk_url
from network.desk.parts import DeskPart
from network.models import Organisation

from .leaving import take_off_all

ANCHOR = "named"
# Of each kind on the desk at a time.
SHOWN = 30


@dataclass(frozen=True)
class Naming:
    """What names an organisation: its title, who wrote it, its day, where it is shown, and where one leaves it.

    `writer` is the entry of whoever wrote it, where it has one.
    """

    title: str
    by: str
    day: date | None
    url: str
    leave_url: str
    writer: Organisation | None = None


class LeavePage(DeskPage):
    """Shows on GET what is left, and leaves it on POST."""

    page_title = gettext_lazy("Take yourself off")
    header_icon = "user"
    template_name = "network/named/leave.html"

    def naming(self) -> Naming:
        """Return what is left; raises ObjectDoesNotExist for what does not name the organisation in public."""
        raise NotImplementedError

    def leave(self, for_good: bool) -> int:
        """Take the organisation off and return how many mails tell it, and whether it leaves the writer for good.

        Raises ObjectDoesNotExist for what does not name it in public.
        """
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what is left; raises Http404 where there is nothing."""
        try:
            naming = self.naming()
        except ObjectDoesNotExist:
            raise Http404 from None
        return {**super().get_context_data(**kwargs), "naming": naming}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the organisation off, from all that the writer wrote if it wants that, and say so."""
        try:
            writer = self.naming().writer
            for_good = writer is not None and "for_good" in request.POST
            told = self.leave(for_good)
        except ObjectDoesNotExist:  # somebody was faster, or pressed twice
            messages.info(request, _("You are not named there."))
            return redirect(desk_url(self.organisation))
        if for_good:
            take_off_all(self.organisation, writer, self.now)
            words = [_("Done. “%(name)s” does not name you any more.") % {"name": writer.name}]
        else:
            words = [_("Done. You are not named there any more.")]
        if told:
            words.append(_("Whoever wrote it gets a mail."))
        messages.success(request, " ".join(words))
        return redirect(desk_url(self.organisation))


def named_part(heading: str | Promise, namings: Sequence[Naming], anchor: str = ANCHOR) -> DeskPart | None:
    """Return the part of the desk that lists what names an organisation, None where nothing does."""
    if not namings:
        return None
    return DeskPart(heading, "network/named/desk.html", {"rows": namings}, order=47, anchor=anchor)

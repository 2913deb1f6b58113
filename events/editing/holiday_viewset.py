"""School holidays in the admin: a table that the office keeps, filled from a list that is pasted.

The dates of the years to come are published by the ministry; none are built in here, because a wrong one would take
hundreds of dates out of the calendar.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from events.models import SchoolHoliday
from events.wishes import Report, renew
from network.columns import DayColumn
from portal.scoped_views import CreateView, DeleteView, EditView, IndexView, ScopedNew
from portal.scoped_viewset import ScopedViewSet

from .holiday_lines import Holidays, read_holidays

MOST_TITLES = 8


def report_words(report: Report) -> str:
    """Return what renewing did."""
    if not report.total:
        return _("No series had to be changed.")
    text = ngettext("%(number)s series was renewed", "%(number)s series were renewed", report.total)
    titles = [*report.published, *report.drafts, *report.beside_drafts]
    more = " …" if len(titles) > MOST_TITLES else ""
    parts = [f"{text % {'number': report.total}}: {', '.join(titles[:MOST_TITLES])}{more}."]
    if report.beside_drafts:
        parts.append(
            _("Of these, changes wait in the draft of: %(titles)s. Their public dates are right.")
            % {"titles": ", ".join(report.beside_drafts[:MOST_TITLES])}
        )
    return " ".join(parts)


class RenewsSeries:
    """After the table changed, series that pause in the holidays follow at once, and the person is told which."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, renew, report."""
        response = super().form_valid(form)
        messages.info(self.request, report_words(renew()))
        return response


class HolidayCreateView(RenewsSeries, CreateView):
    """New school holidays."""


class HolidayEditView(RenewsSeries, EditView):
    """The form of school holidays."""


class HolidayDeleteView(RenewsSeries, DeleteView):
    """The question whether to delete school holidays, and its deletion."""


class HolidayIndexView(IndexView):
    """The table, with the way to a whole list above."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Add the page on which a list is pasted."""
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            url = reverse(SchoolHoliday.snippet_viewset.get_url_name("paste"))
            buttons.append(HeaderButton(_("Paste a list"), url=url, icon_name="paste"))
        return buttons


class PasteForm(forms.Form):
    """A list of school holidays."""

    lines = forms.CharField(
        label=gettext_lazy("School holidays, one per line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "As the ministry publishes them, for example: Winterferien 08.02.–19.02.2027. What is in the table "
            "already is not entered twice; other days under the same name take the place of the old ones."
        ),
    )

    def clean_lines(self) -> tuple[Holidays, ...]:
        """Return the holidays, each checked as in its own form."""
        found = read_holidays(self.cleaned_data["lines"])
        for one in found:
            try:
                SchoolHoliday(name=one.name, first_day=one.first_day, last_day=one.last_day).full_clean()
            except ValidationError as error:
                raise ValidationError([f"{one.name}: {message}" for message in error.messages]) from error
        return found


class PasteView(ScopedNew, WagtailAdminTemplateMixin, TemplateView):
    """Reads a list of school holidays: shows what was understood, and writes it when that was confirmed."""

    model: Any = None
    permission_policy: Any = None
    index_url_name: str | None = None
    header_icon = "paste"
    page_title = gettext_lazy("Paste school holidays")
    template_name = "events/admin/paste_holidays.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse whoever may not add to the table."""
        if not self.permission_policy.user_has_permission(request.user, "add"):
            messages.error(request, _("Only the coordination office keeps the school holidays."))
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("School holidays")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", PasteForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what was read, or write it."""
        form = PasteForm(request.POST)
        if not form.is_valid() or request.POST.get("confirmed") != "on":
            found = form.cleaned_data.get("lines", ()) if form.is_valid() else ()
            return self.render_to_response(self.get_context_data(form=form, found=found))
        number = write(form.cleaned_data["lines"], request.user)
        text = ngettext("%(number)s entry was written.", "%(number)s entries were written.", number)
        messages.success(request, f"{text % {'number': number}} {report_words(renew())}")
        return redirect(self.index_url_name)


@transaction.atomic
def write(found: Iterable[Holidays], user: Any) -> int:
    """Write holidays into the table; return how many rows are new or have other days."""
    number = 0
    for one in found:
        row = SchoolHoliday.objects.filter(name=one.name).first() or SchoolHoliday(name=one.name)
        if (row.first_day, row.last_day) == (one.first_day, one.last_day):
            continue
        action = "wagtail.edit" if row.pk else "wagtail.create"
        row.first_day, row.last_day = one.first_day, one.last_day
        row.save()
        log(instance=row, action=action, user=user, content_changed=True)
        number += 1
    return number


class SchoolHolidayViewSet(ScopedViewSet):
    """The table of school holidays."""

    model = SchoolHoliday
    icon = "calendar-alt"
    menu_label = gettext_lazy("School holidays")
    index_view_class = HolidayIndexView
    add_view_class = HolidayCreateView
    edit_view_class = HolidayEditView
    delete_view_class = HolidayDeleteView
    list_display = [
        "name",
        DayColumn("first_day", label=gettext_lazy("First day"), sort_key="first_day"),
        DayColumn("last_day", label=gettext_lazy("Last day"), sort_key="last_day"),
    ]
    ordering = "-first_day"
    search_fields = ("name",)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the page on which a list is pasted."""
        view = self.construct_view(PasteView, index_url_name=self.get_url_name("list"))
        return [*super().get_urlpatterns(), path("paste/", view, name="paste")]

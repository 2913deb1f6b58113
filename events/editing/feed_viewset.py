"""Calendars of organisations that are read regularly, in the admin: named once by the organisation or the office."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from events.imports.wording import trouble_words
from events.models import CalendarFeed
from events.permissions import may_add_events, own_rows
from network.chooser_widgets import OrganisationChooser
from portal.scoped_viewset import ScopedViewSet

from . import choosable
from .feed_check_panel import FeedCheckPanel
from .feed_check_view import FeedCheckView

SCHEMES = ("https://", "http://", "webcal://")
# What is read regularly for one organisation takes housekeeping's time from all others.
MOST_FEEDS = 20
# Whether words are published unseen, and how often a foreign server is asked, is the office's decision.
FOR_OFFICE = ("trust", "every_minutes")


def keeps_feeds(user: Any) -> bool:
    """Return whether somebody may decide about every feed."""
    return user is None or user.has_perm("events.change_calendarfeed")


class FeedForm(WagtailAdminModelForm):
    """A calendar of an organisation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeps_feeds(self.for_user):
            return
        for name in FOR_OFFICE:
            self.fields.pop(name, None)
        if "organisation" in self.fields:
            mine = choosable.organisers(self.for_user)
            self.fields["organisation"] = forms.ModelChoiceField(
                mine,
                label=self.fields["organisation"].label,
                error_messages={"invalid_choice": _("Choose your own.")},
            )
            if len(only := mine[:2]) == 1:
                self.initial.setdefault("organisation", only[0].pk)

    def clean_url(self) -> str:
        """Return the address; refuses what is none of a calendar."""
        url = self.cleaned_data["url"].strip()
        if url and not url.lower().startswith(SCHEMES):
            raise ValidationError(_("An address begins with https:// or webcal://."))
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse one more calendar than an organisation may have read; the office may name more."""
        cleaned = super().clean()
        organisation = cleaned.get("organisation") or self.instance.organisation_id
        if keeps_feeds(self.for_user) or not organisation or not cleaned.get("url"):
            return cleaned
        others = CalendarFeed.objects.filter(organisation=organisation).exclude(
            Q(url="") | Q(pk=self.instance.pk)
        )
        is_more = not self.initial.get("url") or "organisation" in self.changed_data
        if is_more and others.count() >= MOST_FEEDS:
            self.add_error(
                "url",
                _(
                    "Your organisation has %(most)s calendars already, and more are not read. "
                    "Give the new address to one that you do not need any more, or ask the coordination office."
                )
                % {"most": MOST_FEEDS},
            )
        return cleaned

    def clean_every_minutes(self) -> int:
        """Return the minutes; a foreign server is asked every quarter of an hour at most, and weekly at least."""
        minutes = self.cleaned_data["every_minutes"]
        if not 15 <= minutes <= 10_080:
            raise ValidationError(_("Between 15 minutes and a week (10080 minutes)."))
        return minutes


def trouble_of(feed: CalendarFeed) -> str:
    """Return why a feed could not be read last time, "" where it could."""
    return trouble_words(feed)[0]


class FeedViewSet(ScopedViewSet):
    """Feeds; a steward names and changes those of the own organisation."""

    model = CalendarFeed
    icon = "rotate"
    menu_label = _("Calendar feeds")
    row_rule = staticmethod(own_rows)
    may_add = staticmethod(may_add_events)
    list_display = [
        "__str__",
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        Column("trust", label=_("What happens"), accessor="get_trust_display", sort_key="trust"),
        DateColumn("last_success_at", label=_("Last read"), sort_key="last_success_at"),
        Column("trouble", label=_("Trouble"), accessor=trouble_of, sort_key="last_error"),
    ]
    search_fields = ("name", "url", "organisation__name")
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("organisation", widget=OrganisationChooser),
                    FieldPanel("name"),
                    FieldPanel("url"),
                    FeedCheckPanel(),
                ],
                heading=_("Whose calendar is it?"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("trust"),
                    FieldPanel("is_enabled"),
                    FieldPanel("every_minutes"),
                    FieldPanel("default_zone"),
                ],
                heading=_("How is it read?"),
            ),
        ],
        base_form_class=FeedForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the check of an address."""
        check = self.construct_view(FeedCheckView)
        return [*super().get_urlpatterns(), path("check/", check, name="check")]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the feeds with their organisations."""
        return CalendarFeed.objects.select_related("organisation")

"""Events: what takes place, when by the wall's clock, where, and who invites.

An event is a model and no page: 20,000 pages below one calendar would be slow and their slugs would clash
(measured: publishing costs a seventh, and series need no page per exception). Everything that is drafted and
revised with it stands in this row and its children; what is derived stands in `occurrences` and `publications`.
"""

import secrets
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
)
from wagtail.search import index

from events.choices import Access, AttendanceMode, Cost, EventKind, EventStatus, Source, languages
from events.keys import key_start
from events.recurrence.clock import known_zones
from events.recurrence.schedule import Schedule
from network.choices import TargetGroup
from network.fields import ChoiceListField
from network.languages import LANGUAGE_CHOICES
from network.models import Organisation, Region, Topic
from network.models.organisations import Trust
from network.named.locking import LockedFirst
from portal.blocks.body import TEXT_FEATURES
from portal.disclosure import Audience, Precision
from portal.link_schemes import check_links
from portal.public_versions import PublicVersionsStay
from portal.registries import page_contexts
from portal.slugs import german_slug

from .venues import Venue

if TYPE_CHECKING:
    from .changed_dates import ChangedDate

MIDNIGHT = time(0)
# What a revision that is saved changes in the row of its event.
REVISION_FIELDS = frozenset({"latest_revision", "has_unpublished_changes"})
# Without letters and digits that look like others; ten of them are 50 bits.
SHORT_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_short_id() -> str:
    """Return what tells an event's address from others of the same title."""
    return "".join(secrets.choice(SHORT_LETTERS) for _ in range(10))


def new_uid() -> str:
    """Return a UID for iCalendar that nothing else in the world has (RFC 7986 §5.3)."""
    return str(uuid.uuid4())


class Event(
    LockedFirst,
    PublicVersionsStay,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """Something that takes place, once or as a series; the truth is wall time, zone and rule."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uid = models.CharField(max_length=255, unique=True, default=new_uid, editable=False)
    short_id = models.CharField(max_length=10, unique=True, default=new_short_id, editable=False)
    slug = models.SlugField(max_length=120, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        blank=True,
        help_text=_("What happens and for whom. Stands in every list."),
    )
    description = RichTextField(_("description"), blank=True, features=TEXT_FEATURES)
    language = models.CharField(
        _("language of these words"),
        max_length=20,
        choices=languages,
        default=settings.LANGUAGE_CODE,
    )
    kind = models.CharField(_("kind"), max_length=14, choices=EventKind, default=EventKind.TALK)
    topics = ClusterTaggableManager(
        through="events.EventTopic", blank=True, verbose_name=_("topics"), related_name="events"
    )
    target_groups = ChoiceListField(_("for whom"), options=TargetGroup.choices)
    languages = ChoiceListField(_("languages spoken"), options=LANGUAGE_CHOICES)
    image = models.ForeignKey(
        "portal.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )

    organiser = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("organiser"),
    )
    organiser_text = models.CharField(_("organiser, if not in the register"), max_length=200, blank=True)
    alliance = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="alliance_events",
        verbose_name=_("alliance in whose name it takes place"),
    )
    is_programme = models.BooleanField(
        _("programme"),
        default=False,
        help_text=_("An umbrella over different events, such as “Demokratietage”, with a page of its own."),
    )
    part_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        limit_choices_to={"is_programme": True},
        verbose_name=_("part of the programme"),
    )

    starts_on = models.DateField(_("first day"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Empty: the same day, or the next one after midnight."),
    )
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    is_all_day = models.BooleanField(_("all day"), default=False)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Berlin")
    rule = models.CharField(_("repetition"), max_length=500, blank=True)
    extra_dates = models.JSONField(_("further dates"), default=list, blank=True)
    removed_dates = models.JSONField(_("dates left out"), default=list, blank=True)
    not_in_school_holidays = models.BooleanField(_("not in the school holidays"), default=False)
    not_on_public_holidays = models.BooleanField(_("not on public holidays"), default=False)
    wished_away = models.JSONField(default=list, blank=True, editable=False)

    status = models.CharField(_("status"), max_length=12, choices=EventStatus, default=EventStatus.SCHEDULED)
    status_note = models.CharField(
        _("note on the status"),
        max_length=250,
        blank=True,
        help_text=_("Stands beside “cancelled” or “postponed”."),
    )
    attendance_mode = models.CharField(
        _("how one takes part"), max_length=8, choices=AttendanceMode, default=AttendanceMode.ON_SITE
    )
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("venue")
    )
    place_note = models.CharField(
        _("how to find it"), max_length=250, blank=True, help_text=_("For example: second yard, ring twice.")
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("municipality or district"),
        help_text=_("Only where there is no venue: for whom an online event is meant."),
    )
    place_disclosure = models.CharField(
        _("who may see the venue"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )
    place_precision = models.CharField(
        _("what everybody may see of it"), max_length=12, choices=Precision, default=Precision.EXACT
    )
    online_url = models.URLField(_("link to take part online"), max_length=500, blank=True)
    online_disclosure = models.CharField(
        _("who may see the link"), max_length=12, choices=Audience, default=Audience.REGISTRANTS
    )
    access = ChoiceListField(_("accessibility"), options=Access.choices)
    access_note = models.CharField(_("more on access"), max_length=250, blank=True)
    cost = models.CharField(_("cost"), max_length=8, choices=Cost, default=Cost.UNKNOWN)
    cost_note = models.CharField(
        _("more on the cost"), max_length=150, blank=True, help_text=_("For example: 8 €, reduced 5 €.")
    )
    info_url = models.URLField(_("more on this elsewhere"), max_length=500, blank=True)

    source = models.CharField(max_length=6, choices=Source, default=Source.EDITOR, editable=False)
    split_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by", editable=False
    )

    search_fields = [
        index.SearchField("title"),
        index.SearchField("summary"),
        index.FilterField("organiser_id"),
    ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new event its slug; it stays when the title changes, so that addresses do."""
        self.give_slug()
        if REVISION_FIELDS.issuperset(kwargs.get("update_fields") or [""]):
            # A revision was saved. The reference index is about the row, which says what it said.
            # Wagtail 8 wants its models loaded before this module is.
            from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: PLC0415

            with disable_reference_index_auto_update():
                super().save(*args, **kwargs)
            return
        super().save(*args, **kwargs)

    def give_slug(self) -> None:
        """Give a new event the slug of its title."""
        if not self.slug:
            self.slug = german_slug(self.title, "termin", 120)

    @property
    def organiser_name(self) -> str:
        """Return who invites: the entry of the register, else what was written down."""
        return self.organiser.name if self.organiser else self.organiser_text

    @property
    def start(self) -> datetime:
        """Return the wall start of the first date."""
        return datetime.combine(self.starts_on, MIDNIGHT if self.is_all_day else self.starts_at or MIDNIGHT)

    @property
    def end(self) -> datetime:
        """Return the wall end of the first date, exclusive; of whole days the next midnight."""
        if self.is_all_day:
            return datetime.combine((self.ends_on or self.starts_on) + timedelta(days=1), MIDNIGHT)
        if self.ends_at is None:
            return datetime.combine(self.ends_on, self.start.time()) if self.ends_on else self.start
        end = datetime.combine(self.ends_on or self.starts_on, self.ends_at)
        return end + timedelta(days=1) if self.ends_on is None and end < self.start else end

    @property
    def length(self) -> timedelta:
        """Return how long a date lasts on the wall's clock."""
        return self.end - self.start

    @property
    def schedule(self) -> Schedule:
        """Return the event's dates as plain values; hand-made gaps and those of wishes are one there."""
        return self.schedule_with(self.changed_dates.all())

    def schedule_with(self, changed: Iterable["ChangedDate"]) -> Schedule:
        """Return the same with changed dates that were read already."""
        return Schedule(
            start=self.start,
            end=self.end,
            zone=self.zone,
            is_all_day=self.is_all_day,
            rule=self.rule,
            extra=tuple(sorted(map(key_start, self.extra_dates))),
            removed=frozenset(map(key_start, [*self.removed_dates, *self.wished_away])),
            changes={key_start(row.key): row.as_change(self) for row in changed},
            wished=frozenset(map(key_start, self.wished_away)),
        )

    @property
    def is_series(self) -> bool:
        """Return whether it takes place more than once."""
        return bool(self.rule or self.extra_dates)

    def get_workflow(self) -> Workflow | None:
        """Return the workflow of those whose dates are checked, None where the organiser publishes directly.

        What was handed in before its organiser was trusted is still decided.
        """
        is_trusted = self.organiser is not None and self.organiser.trust == Trust.TRUSTED
        if is_trusted and not (self.pk and self.current_workflow_state):
            return None
        return super().get_workflow()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of a draft."""
        return "events/event.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what the draft shows; the app's registration says how it is made."""
        return page_contexts["events.event"](self, request)

    def clean(self) -> None:
        """Refuse times that make no sense, and links that lead out of the web; raises ValidationError."""
        super().clean()
        check_links(self)
        if wrong := dict(self.wrong_times()):
            raise ValidationError(wrong)
        if self.organiser_id is None and not self.organiser_text.strip():
            raise ValidationError({"organiser": _("Say who invites.")})
        if self.part_of_id and self.is_programme:
            raise ValidationError({"part_of": _("A programme cannot be part of another one.")})

    def wrong_times(self) -> Iterator[tuple[str, Any]]:
        """Yield field and message of what is wrong about zone and times."""
        if self.starts_on is None:
            return
        if not self.is_all_day and self.starts_at is None:
            yield "starts_at", _("Say when it begins, or tick “all day”.")
        elif self.end < self.start:
            yield ("ends_on" if self.ends_on else "ends_at"), _("The end lies before the beginning.")
        if self.zone and self.zone not in known_zones():
            yield "zone", _("Unknown time zone. Write for example Europe/Berlin.")
        if not self.zone and not self.is_all_day:
            yield "zone", _("An event with times needs a time zone, for example Europe/Berlin.")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_on", "title", "id"]


class EventTopic(ItemBase):
    """A topic of an event."""

    tag = models.ForeignKey(Topic, models.PROTECT, related_name="event_uses", verbose_name=_("topic"))
    content_object = ParentalKey(Event, on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class CoOrganiser(Orderable):
    """Another organisation that invites to the same event."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="co_organisers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="co_organised", verbose_name=_("organisation")
    )

    def __str__(self) -> str:
        return str(self.organisation)

    class Meta(Orderable.Meta):
        verbose_name = _("further organiser")
        verbose_name_plural = _("further organisers")
        constraints = [
            models.UniqueConstraint(fields=["event", "organisation"], name="co_organiser_once"),
        ]

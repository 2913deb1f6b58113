"""The form of an event: how it repeats in plain questions, and nothing of others for whoever acts for one of them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from events.beginning import why_no_more_of
from events.choices import Source
from events.keys import key_text
from events.models import Event, Registration
from events.permissions import may_publish
from events.recurrence.schedule import Schedule
from events.series import write_schedule
from events.wishes import with_wishes
from network.models import Organisation, Topic
from network.named.forms import NamingCheck, rows_there
from portal.body_length import too_long
from portal.chosen_keys import RowsField
from portal.chosen_references import ChosenReferences
from portal.plain_text import one_line
from portal.slugs import german_slug

from . import choosable
from .planning import Plan
from .when_fields import NAMES, WhenFields, initial_of, lost_words, plan_of, repeats_of

TIMES = ("starts_on", "starts_at", "ends_on", "ends_at", "is_all_day", "zone")
# Who is not in the register is named by the editors only.
FOR_EDITORS = ("organiser_text",)
NOT_YOURS = _("Choose one of those that are offered.")


class EventForm(ChosenReferences, WhenFields, WagtailAdminModelForm):
    """An event of the calendar."""

    topics = RowsField(
        queryset=Topic.objects.none(), required=False, label=_("Topics"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance") or Event()
        kwargs["instance"] = instance
        if instance.starts_on:
            kwargs["initial"] = {**initial_of(instance), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.check_sent()
        self.before: Schedule | None = instance.schedule if instance.starts_on else None
        self.lost: tuple[Any, ...] = ()
        if "repeats" in self.fields:
            self.fields["repeats"].choices = (
                repeats_of(instance) if instance.starts_on else self.fields["repeats"].choices
            )
        if "topics" in self.fields:
            self.fields["topics"].queryset = Topic.objects.order_by("name")
        if "part_of" in self.fields:
            self._offer(
                "part_of", Event.objects.filter(is_programme=True).exclude(pk=instance.pk).order_by("title")
            )
        if not choosable.chooses_freely(self.for_user):
            self._narrow()
        check = NamingCheck(self, self._organiser)
        for form in rows_there(self, "co_organisers"):
            form.fields["organisation"].queryset = choosable.co_organisers() | _current(form, "organisation")
            form.fields["organisation"].validators.append(check)

    def _organiser(self) -> Organisation | None:
        """Return who invites by what was sent, else by the row."""
        return getattr(self, "cleaned_data", {}).get("organiser") or self.instance.organiser

    def _narrow(self) -> None:
        """Offer only what belongs to the organisations somebody acts for."""
        mine = choosable.organisers(self.for_user)
        for name in FOR_EDITORS:
            self.fields.pop(name, None)
        self._offer("organiser", mine, needs_one=True)
        self._offer("alliance", choosable.alliances_of(mine))
        pictures = AdminImageChooser() if choosable.has_picture_chooser(self.for_user) else None
        self._offer("image", choosable.images(self.for_user), chooser=pictures)
        self._offer("part_of", choosable.programmes(self.for_user))

    def _offer(
        self, name: str, rows: QuerySet, needs_one: bool = False, chooser: forms.Widget | None = None
    ) -> None:
        """Offer rows and what the event has already, in a chooser where more can be made there.

        A question without an answer is left out.
        """
        if name not in self.fields:
            return
        current = getattr(self.instance, f"{name}_id")
        rows = rows.model.objects.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk=current)).order_by(
            *_order(rows)
        )
        if not needs_one and chooser is None and not rows.exists():
            del self.fields[name]
            return
        old = self.fields[name]
        messages = {"invalid_choice": NOT_YOURS}
        self.fields[name] = forms.ModelChoiceField(
            rows,
            required=needs_one,
            label=old.label,
            help_text=old.help_text,
            error_messages=messages,
            **({"widget": chooser} if chooser else {}),
        )
        if needs_one and self.initial.get(name) is None and len(only := rows[:2]) == 1:
            self.initial[name] = only[0].pk

    def clean_title(self) -> str:
        """Return the title without signs that nobody sees and that turn what follows around."""
        return one_line(self.cleaned_data["title"])

    def clean_summary(self) -> str:
        """Return the summary like the title."""
        return one_line(self.cleaned_data["summary"])

    def clean(self) -> dict[str, Any]:
        """Refuse an alliance that the chosen organiser does not belong to, and an event that would be nobody's."""
        cleaned = super().clean()
        for name, reason in too_long(Event, cleaned):
            self.add_error(name, reason)
        if choosable.chooses_freely(self.for_user) or "organiser" in self.errors or "alliance" in self.errors:
            return cleaned
        alliance, organiser = cleaned.get("alliance"), cleaned.get("organiser")
        if organiser is None:
            self.add_error("organiser", _("Say who invites."))
            return cleaned
        is_same = (organiser.pk, alliance and alliance.pk) == (
            self.instance.organiser_id,
            self.instance.alliance_id,
        )
        if alliance is not None and not is_same:
            theirs = choosable.alliances_of(Organisation.objects.filter(pk=organiser.pk))
            if not theirs.filter(pk=alliance.pk).exists():
                self.add_error("alliance", _("The organiser does not belong to this alliance."))
        if self.instance.pk is None and (refusal := why_no_more_of(organiser)):
            self.add_error("organiser", refusal)
        return cleaned

    def _post_clean(self) -> None:
        """Set the columns, then make the schedule out of them; the model's own checks come first."""
        super()._post_clean()
        if "repeats" not in self.fields or self._has_errors(("starts_on", *TIMES, *NAMES)):
            return
        try:
            planned = plan_of(self.cleaned_data, self.instance, self.before)
        except ValidationError as error:
            self._add(error)
            return
        if planned.lost and not self.cleaned_data.get("drops_changes"):
            self._ask_about(planned)
        elif (
            self.before is not None
            and planned.schedule.start != self.before.start
            and self._is_registered_for()
        ):
            self.add_error(
                "starts_on",
                _(
                    "People have registered. Move the dates under “Dates”, so that their registrations go along."
                ),
            )
        else:
            self._write(planned)

    def _has_errors(self, names: Iterable[str]) -> bool:
        """Return whether one of the questions has no answer to work with."""
        return any(name in self.errors for name in names) or self.instance.starts_on is None

    def _add(self, error: ValidationError) -> None:
        """Add errors by question."""
        for name, messages in error.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)

    def _ask_about(self, planned: Plan) -> None:
        """Say which decisions would be lost, and offer the box that allows it."""
        self.lost = planned.lost
        self.fields["drops_changes"].widget = forms.CheckboxInput()
        self.add_error("drops_changes", lost_words(planned.lost))

    def _is_registered_for(self) -> bool:
        """Return whether somebody registered for one of the dates."""
        return (
            bool(self.instance.pk)
            and Registration.objects.filter(event=self.instance.pk).exclude(key="").exists()
        )

    def _write(self, planned: Plan) -> None:
        """Put the schedule into the event, with its wishes resolved."""
        event = self.instance
        was_all_day = self.before is not None and self.before.is_all_day
        names = {
            key_text(old, was_all_day): key_text(new, event.is_all_day)
            for old, new in planned.renamed.items()
        }
        rows = [row for row in event.changed_dates.all() if row.key in names]
        for row in rows:
            row.key = names[row.key]
        event.changed_dates = rows
        write_schedule(event, with_wishes(event, planned.schedule, timezone.now()))

    def save(self, commit: bool = True) -> Event:
        """Save the event; its address follows the title until it is public for the first time."""
        event = self.instance
        if not event.first_published_at:
            event.slug = german_slug(event.title, "termin", 120)
        if event.pk is None and not choosable.chooses_freely(self.for_user):
            event.source = Source.MEMBER
        return super().save(commit)

    def may_be_published(self) -> bool:
        """Return whether whoever fills in the form may publish the event as it is in it."""
        return self.for_user is None or may_publish(self.for_user, self.instance)


def _order(rows: QuerySet) -> tuple[str, ...]:
    """Return the order of rows as it was, else by key."""
    return tuple(rows.query.order_by) or ("pk",)


def _current(form: forms.ModelForm, name: str) -> QuerySet:
    """Return what a row of the form has already, as a queryset."""
    model = form.fields[name].queryset.model
    return model.objects.filter(pk=getattr(form.instance, f"{name}_id"))

"""Every way of asking for what is in the world of roles: addresses and what a form there would send."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from events.calendar.event_view import ALL_DATES
from events.models import Event
from events.proposals import links as proposal_links
from events.signup import addresses
from network.moderation.states import state_of
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from tests.events.event_answers import answers, feed_answers
from tests.events.role_world import World, organisation_of
from tests.events.sources import google, vevent
from tests.events.waiting import proposal_data


@dataclass(frozen=True)
class Asked:
    """An address, and what a form there would send."""

    path: str
    data: dict[str, Any] = field(default_factory=dict)

    def sent(self) -> dict[str, Any]:
        """Return what is sent, files from their beginning."""
        for value in self.data.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        return self.data


class Requests:
    """The requests of each namespace of addresses, for the rows of a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def of(self, namespace: str) -> dict[str, Asked]:
        """Return how each address of a namespace is asked; a word behind a name says for which row."""
        return {
            "wagtailsnippets_events_event": self._event_admin,
            "wagtailsnippets_events_venue": self._venue_admin,
            "wagtailsnippets_events_calendarfeed": self._feed_admin,
            "wagtailsnippets_events_schoolholiday": self._holiday_admin,
            "signup_admin": self._signup_admin,
            "co_organisers": self._shared,
            "event_queue": self._queue,
            "": self._public,
            "elsewhere": self._elsewhere,
        }.get(namespace, self._chooser)(namespace)

    def _event_admin(self, namespace: str) -> dict[str, Asked]:
        """Return the requests for events; those of a review are about the public event, others about the draft."""

        def at(name: str, *args: Any) -> str:
            return reverse(f"{namespace}:{name}", args=args)

        draft, public, step = self.world.draft.pk, self.world.public.pk, TaskState.objects.get()
        new, edited = answers(self.world.ours), answers(self.world.ours, title="Anders")
        times = {"starts_on": "2027-05-05", "starts_at": "18:00", "ends_at": "19:00"}
        states = {name: Asked(at(name)) for name in ("list", "list_results")}
        plain = ("usage", "history", "history_results", "workflow_history")
        reads = {name: Asked(at(name, draft)) for name in plain}
        return states | reads | {
            "add": Asked(at("add"), new),
            "preview_on_add": Asked(at("preview_on_add"), new),
            "next_dates": Asked(at("next_dates"), new),
            "edit": Asked(at("edit", draft), edited),
            "edit in_review": Asked(at("edit", public), edited),
            "preview_on_edit": Asked(at("preview_on_edit", draft), edited),
            "delete draft": Asked(at("delete", draft)),
            "delete public": Asked(at("delete", public)),
            "revisions_view": Asked(at("revisions_view", draft, self.world.first.pk)),
            "revisions_revert": Asked(at("revisions_revert", draft, self.world.first.pk), edited),
            "revisions_compare": Asked(at("revisions_compare", draft, self.world.first.pk, "latest")),
            "revisions_unschedule": Asked(at("revisions_unschedule", self.world.planned.pk, self.world.plan.pk)),
            "unpublish": Asked(at("unpublish", public)),
            "lock": Asked(at("lock", draft)),
            "unlock": Asked(at("unlock", self.world.locked.pk)),
            "workflow_action approve": Asked(at("workflow_action", public, "approve", step.pk)),
            "workflow_action reject": Asked(at("workflow_action", public, "reject", step.pk), {"comment": ""}),
            "collect_workflow_action_data": Asked(
                at("collect_workflow_action_data", public, "approve", step.pk), {"comment": "Gut."}
            ),
            "confirm_workflow_cancellation": Asked(at("confirm_workflow_cancellation", public)),
            "workflow_history_detail": Asked(at("workflow_history_detail", public, step.workflow_state_id)),
            "workflow_preview": Asked(at("workflow_preview", public, step.task_id)),
            "dates": Asked(at("dates", draft)),
            "shift": Asked(at("shift", draft), {**times, "confirmed": "on"}),
            **{
                f"date_action {act}": Asked(
                    at("date_action", draft, self.world.later, act), {**times, "note": "Krank"}
                )
                for act in ("cancel", "move", "remove", "split")
            },
            "date_words": Asked(at("date_words", draft, self.world.later), {"title": "Nur an diesem Tag"}),
            "take_source": Asked(at("take_source", draft), {"field": "title"}),
            "file": Asked(at("file"), {"organisation": self.world.ours.pk, "file": self._file(), "take": "on"}),
            "upload": Asked(at("upload", self.world.upload.pk)),
            "duplicate": Asked(at("duplicate", draft), {"starts_on": "2027-05-05"}),
        }  # fmt: skip

    def _file(self) -> SimpleUploadedFile:
        """Return a calendar file with one event."""
        start = f"DTSTART;TZID=Europe/Berlin:{self.world.start:%Y%m%dT%H%M%S}"
        return SimpleUploadedFile("termine.ics", google(vevent("1@example.org", "Lesung", start)))

    def _rows(
        self, namespace: str, key: int, new: dict[str, Any], changed: dict[str, Any]
    ) -> dict[str, Asked]:
        """Return the requests that every table has."""
        listed = {name: Asked(reverse(f"{namespace}:{name}")) for name in ("list", "list_results")}
        plain = ("delete", "usage", "history", "history_results")
        one = {name: Asked(reverse(f"{namespace}:{name}", args=[key])) for name in plain}
        return listed | one | {
            "add": Asked(reverse(f"{namespace}:add"), new),
            "edit": Asked(reverse(f"{namespace}:edit", args=[key]), changed),
        }  # fmt: skip

    def _venue_admin(self, namespace: str) -> dict[str, Asked]:
        """Return the requests for venues."""
        sent = {"name": "Neues Haus", "keeper": self.world.ours.pk}
        rows = self._rows(namespace, self.world.venue.pk, sent, sent)
        # Where the draft is to take place: who keeps that house does not learn of the draft.
        return rows | {"usage of_b": Asked(reverse(f"{namespace}:usage", args=[self.world.house.pk]))}

    def _feed_admin(self, namespace: str) -> dict[str, Asked]:
        """Return the requests for feeds."""
        sent = feed_answers(self.world.ours, name="Neuer Name")
        rows = self._rows(namespace, self.world.feed.pk, sent, sent)
        # The form refuses it, so nobody is asked.
        return rows | {"check": Asked(reverse(f"{namespace}:check"), {**sent, "url": "ftp://example.org/"})}

    def _holiday_admin(self, namespace: str) -> dict[str, Asked]:
        """Return the requests for school holidays."""
        sent = {"name": "Osterferien", "first_day": "2027-03-26", "last_day": "2027-04-02"}
        lines = {"lines": "Pfingstferien 15.05.–18.05.2027", "confirmed": "on"}
        rows = self._rows(namespace, self.world.holiday.pk, sent, sent)
        return rows | {"paste": Asked(reverse(f"{namespace}:paste"), lines)}

    def _chooser(self, namespace: str) -> dict[str, Asked]:
        """Return the requests of a chooser."""
        rows = {
            "event": self.world.draft,
            "venue": self.world.venue,
            "calendarfeed": self.world.feed,
            "schoolholiday": self.world.holiday,
        }
        name = namespace.rpartition("_")[2]
        key = rows[name].pk
        found = {one: Asked(reverse(f"{namespace}:{one}")) for one in ("choose", "choose_results")}
        found["chosen"] = Asked(reverse(f"{namespace}:chosen", args=[key]))
        found["chosen_multiple"] = Asked(f"{reverse(f'{namespace}:chosen_multiple')}?id={key}")
        if name == "venue":
            sent = {"name": "Schnell angelegt", "postcode": "08056", "town": "Zwickau"}
            found["create"] = Asked(reverse(f"{namespace}:create"), sent)
        return found

    def _shared(self, namespace: str) -> dict[str, Asked]:
        """Return the request of B to go from the organisers of what A announced."""
        other = organisation_of(self.world.people["B"])
        return {"leave": Asked(reverse(f"{namespace}:leave", args=[other.pk, self.world.shared.pk]))}

    def _signup_admin(self, namespace: str) -> dict[str, Asked]:
        """Return the requests about those who come."""

        def at(name: str, *args: Any) -> str:
            return reverse(f"{namespace}:{name}", args=[self.world.course.pk, *args])

        message = {"delivery": "6a4f0a3e-6d34-4b7f-9d4e-5e6c7e1b9d00", "recipients": "registered"}
        message |= {"reply_to": "haus@example.org", "subject": "Bitte mitbringen", "text": "Eine Tasse."}
        settings = {"is_enabled": "on", "capacity": "5", "most_seats": "1", "keep_days": "28"}
        return {
            "index": Asked(at("index")),
            "settings": Asked(at("settings"), settings),
            "list": Asked(at("list", "all")),
            "file": Asked(at("file", "all")),
            "message": Asked(at("message", "all"), message),
            "act sign-off": Asked(at("act", "all", self.world.guest.pk, "sign-off")),
        }

    def _queue(self, namespace: str) -> dict[str, Asked]:
        """Return the requests for what waits."""

        def at(name: str, *args: Any) -> str:
            return reverse(f"{namespace}:{name}", args=args)

        entry, hint = self.world.entry, self.world.hint
        seen, known = (state_of(Event.objects.get(pk=one.event_id)) for one in (entry, hint))
        many = {"do": "publish", "entry": [entry.pk], f"seen-{entry.pk}": seen, "now": "1"}
        return {
            "list": Asked(at("list")),
            "entry proposal": Asked(at("entry", entry.pk), {"do": "publish", "seen": seen}),
            "entry hint": Asked(at("entry", hint.pk), {"do": "done", "seen": known}),
            "bulk": Asked(at("bulk"), many),
            "recent": Asked(at("recent"), {"entry": self.world.settled.pk}),
            "merge": Asked(at("merge", *(event.pk for event in self.world.pair))),
            "merged": Asked(at("merged", self.world.merge.pk)),
        }

    def _elsewhere(self, _namespace: str) -> dict[str, Asked]:
        """Return the requests for pages of others on which events stand."""
        bulk = reverse("wagtail_bulk_action", args=["events", "event", "delete"])
        reports = ("workflow", "workflow_tasks", "site_history", "locked_pages")
        return {
            "bulk_delete draft": Asked(f"{bulk}?id={self.world.draft.pk}"),
            "bulk_delete public": Asked(f"{bulk}?id={self.world.public.pk}"),
            "desk": Asked(reverse("wagtailadmin_home")),
            **{f"report {name}": Asked(reverse(f"wagtailadmin_reports:{name}")) for name in reports},
            "api list": Asked("/api/v1/events/"),
            "api public": Asked(f"/api/v1/events/{self.world.public.short_id}/"),
            "api draft": Asked(f"/api/v1/events/{self.world.draft.short_id}/"),
            "search": Asked("/en/suche/?q=Geheim"),
        }

    def _public(self, _namespace: str) -> dict[str, Asked]:
        """Return the requests below the calendar's address, and those behind links in mails."""
        month, week = self.world.start.strftime("%Y-%m"), self.world.start.strftime("%G-W%V")
        calendar = {
            "calendar": "",
            "calendar_archive": "archiv/",
            "calendar_embed": "einbetten/",
            "calendar_month": f"{month}/",
            "calendar_week": f"{week}/",
            "calendar_day": f"{self.world.key[:10]}/",
            "calendar_feed": "feed.ics",
            "calendar_news": "feed.atom",
            "calendar_data": "daten.json",
        }
        below = {
            "event": "",
            "event_dates": f"{ALL_DATES}/",
            "event_date": f"{self.world.later[:10]}/",
            "event_file": "termin.ics",
            "date_file": f"{self.world.later[:10]}/termin.ics",
        }
        found = {name: Asked(f"/termine/{part}") for name, part in calendar.items()}
        for about, event in (("public", self.world.public), ("draft", self.world.draft)):
            for name, part in below.items():
                found[f"{name} {about}"] = Asked(f"/termine/{event.slug}-{event.short_id}/{part}")
        return found | self._forms() | self._links()

    def _forms(self) -> dict[str, Asked]:
        """Return the forms for people without an account."""

        def sent(form: str, **fields: Any) -> dict[str, Any]:
            token = delivery_token(form, timezone.now() - timedelta(minutes=1))
            return {TOKEN_FIELD: token, TRAP_FIELD: "", **fields}

        def sign_up(event: Event, part: str = "") -> Asked:
            path = f"/termine/{event.slug}-{event.short_id}/{part}anmelden/"
            return Asked(path, sent("signup", email="neu@example.org", person="Neu"))

        def report(event: Event) -> Asked:
            return Asked(f"/id/termin/{event.short_id}/fehler-melden/", sent("event-report", text="Falsch."))

        day = f"{self.world.by_date.occurrences.first().key[:10]}/"
        data = {
            name: value for name, value in proposal_data("Neues Fest").items() if value not in (None, False)
        }
        return {
            "signup public": sign_up(self.world.course),
            "signup without": sign_up(self.world.public),
            "signup draft": sign_up(self.world.draft),
            "signup_date public": sign_up(self.world.by_date, day),
            "signup_date draft": sign_up(self.world.draft, f"{self.world.later[:10]}/"),
            "propose_event": Asked(
                "/termine/vorschlagen/",
                sent("event-proposal", **data, contact="Lale", email="lale@example.org"),
            ),
            "report_event public": report(self.world.public),
            "report_event draft": report(self.world.draft),
        }

    def _links(self) -> dict[str, Asked]:
        """Return what stands behind the links in mails, and behind links that nobody was given."""
        now = timezone.now()
        until = now + timedelta(hours=1)
        return {
            "confirm_signup given": Asked(addresses.confirm_path(self.world.unsure, until, now)),
            "confirm_signup forged": Asked("/anmeldung/bestaetigen/x/"),
            "manage_signup given": Asked(addresses.manage_path(self.world.waits, now), {"leave": ""}),
            "manage_signup forged": Asked("/anmeldung/x/", {"leave": ""}),
            "event_proposal given": Asked(
                proposal_links.path_of(self.world.unconfirmed, now), {"do": "confirm"}
            ),
            "event_proposal forged": Asked("/termine/vorschlag/x/", {"do": "confirm"}),
        }

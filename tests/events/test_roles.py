"""Who may see and change which event, venue, feed, registration and entry of the queue: one table over every address.

The addresses come from the URL conf: a new one without a row fails. What is refused answers 404 (a link that nobody
was given: 410) or leads away, and whatever is answered holds no word that is not for the one who asks.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from events.curation import reports
from events.models import Event, Venue
from events.proposals import views as proposals
from events.signup import views as signup
from portal.http.rate_limit import RateLimit
from tests import builders
from tests.events import role_world
from tests.events.role_requests import Asked, Requests
from tests.events.role_world import OF_AN_ORGANISATION, OF_THE_QUEUE, SECRETS, World, organisation_of

# One letter each: "-" is refused, "r" is answered and sending the form changes nothing, "w" is answered and it does.
ROLES = ("anonymous", "A", "B", "editor", "office", "superuser")
NOBODY, ALL, ALL_SEND = "- - - - - -", "r r r r r r", "w w w w w w"
PEOPLE, DECIDE, DECIDED = "- r r r r r", "- - - r r r", "- - - w w w"
READ, WRITE = "- r - r r r", "- w - w w w"


def chooser(chosen: str, **more: str) -> dict[str, str]:
    """Return the rows of a chooser, which lists nothing that may not be chosen."""
    listed = {"choose": PEOPLE, "choose_results": PEOPLE}
    return {**listed, "chosen": chosen, "chosen_multiple": chosen, **more}


# Whose words a role may read somewhere.
MAY_READ = {
    "anonymous": frozenset(),
    "A": OF_AN_ORGANISATION,
    "B": frozenset(),
    "editor": (OF_AN_ORGANISATION | OF_THE_QUEUE) - {role_world.FEED},
    "office": OF_AN_ORGANISATION | OF_THE_QUEUE,
    "superuser": OF_AN_ORGANISATION | OF_THE_QUEUE,
}
# Whoever holds the link of a mail reads what it is about.
BEHIND_LINKS = {"event_proposal given": frozenset({role_world.UNCONFIRMED})}
TABLE = {
    # Events and feeds, venues and registrations belong to A; the draft was never public.
    "wagtailsnippets_events_event": {
        "list": PEOPLE,
        "list_results": PEOPLE,
        "add": "- w r w w w",
        "preview_on_add": PEOPLE,
        "next_dates": PEOPLE,
        "edit": WRITE,
        "edit in_review": "- r - w w w",
        "preview_on_edit": READ,
        "delete draft": WRITE,
        "delete public": NOBODY,
        "usage": READ,
        "history": READ,
        "history_results": READ,
        "revisions_view": READ,
        "revisions_revert": WRITE,
        "revisions_compare": READ,
        "revisions_unschedule": DECIDED,
        "unpublish": DECIDED,
        "lock": DECIDED,
        "unlock": DECIDED,
        "workflow_action approve": DECIDE,
        "workflow_action reject": DECIDED,
        "collect_workflow_action_data": DECIDE,
        "confirm_workflow_cancellation": READ,
        "workflow_history": READ,
        "workflow_history_detail": READ,
        "workflow_preview": DECIDE,
        "dates": READ,
        "shift": WRITE,
        "date_action cancel": WRITE,
        "date_action move": WRITE,
        "date_action remove": WRITE,
        "date_action split": WRITE,
        "date_words": WRITE,
        "take_source": READ,
        "duplicate": WRITE,
        "file": DECIDED,
        "upload": DECIDE,
    },
    "wagtailsnippets_events_venue": {
        "list": PEOPLE,
        "list_results": PEOPLE,
        "add": "- w r w w w",
        "edit": WRITE,
        "delete": DECIDED,
        "usage": READ,
        "usage of_b": "- - r r r r",
        "history": READ,
        "history_results": READ,
    },
    "wagtailsnippets_events_calendarfeed": {
        "list": "- r r - r r",
        "list_results": "- r r - r r",
        "add": "- w r - w w",
        "check": "- r r - r r",
        "edit": "- w - - w w",
        "delete": "- - - - w w",
        "usage": "- r - - r r",
        "history": "- r - - r r",
        "history_results": "- r - - r r",
    },
    "wagtailsnippets_events_schoolholiday": {
        "list": "- - - - r r",
        "list_results": "- - - - r r",
        "add": "- - - - w w",
        "edit": "- - - - w w",
        "delete": "- - - - w w",
        "usage": "- - - - r r",
        "history": "- - - - r r",
        "history_results": "- - - - r r",
        "paste": "- - - - w w",
    },
    "wagtailsnippetchoosers_events_event": chooser(READ),
    "wagtailsnippetchoosers_events_venue": chooser(READ, create="- w w w w w"),
    "wagtailsnippetchoosers_events_calendarfeed": chooser("- r - - r r"),
    "wagtailsnippetchoosers_events_schoolholiday": chooser("- - - - r r"),
    "signup_admin": {
        "index": READ,
        "settings": WRITE,
        "list": READ,
        "file": READ,
        "message": WRITE,
        "act sign-off": WRITE,
    },
    "co_organisers": {"leave": "- - w - - -"},
    "event_queue": {
        "list": DECIDE,
        "entry proposal": DECIDED,
        "entry hint": DECIDED,
        "bulk": DECIDED,
        "recent": DECIDED,
        "merge": DECIDED,
        "merged": DECIDED,
    },
    # What is public is the same for everybody, and what is not is there for nobody, whoever is signed in.
    "": {
        "calendar": ALL,
        "calendar_archive": ALL,
        "calendar_embed": ALL,
        "calendar_month": ALL,
        "calendar_week": ALL,
        "calendar_day": ALL,
        "calendar_feed": ALL,
        "calendar_news": ALL,
        "calendar_data": ALL,
        "event public": ALL,
        "event draft": NOBODY,
        "event_dates public": ALL,
        "event_dates draft": NOBODY,
        "event_date public": ALL,
        "event_date draft": NOBODY,
        "event_file public": ALL,
        "event_file draft": NOBODY,
        "date_file public": ALL,
        "date_file draft": NOBODY,
        "signup public": ALL_SEND,
        "signup without": NOBODY,
        "signup draft": NOBODY,
        "signup_date public": ALL_SEND,
        "signup_date draft": NOBODY,
        "propose_event": ALL_SEND,
        "report_event public": ALL_SEND,
        "report_event draft": NOBODY,
        "confirm_signup given": ALL_SEND,
        "confirm_signup forged": NOBODY,
        "manage_signup given": ALL_SEND,
        "manage_signup forged": NOBODY,
        "event_proposal given": ALL_SEND,
        "event_proposal forged": NOBODY,
    },
    # Pages of other parts on which events stand.
    "elsewhere": {
        "bulk_delete draft": WRITE,
        "bulk_delete public": NOBODY,
        "desk": PEOPLE,
        "report workflow": DECIDE,
        "report workflow_tasks": DECIDE,
        "report site_history": DECIDE,
        "report locked_pages": DECIDE,
        "api list": ALL,
        "api public": ALL,
        "api draft": NOBODY,
        "search": ALL,
    },
}
# Where Wagtail leads whoever may not: to the log-in or the desk.
LED_AWAY = re.compile(r"(/admin/|/konto/anmelden/)$")


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield namespace and name of every address, and the module that answers it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, pattern.namespace or namespace)
        else:
            answering = getattr(pattern.callback, "view_class", pattern.callback)
            yield namespace, pattern.name, answering.__module__


def is_refused(response: HttpResponse) -> bool:
    """Return whether somebody gets nothing."""
    led_away = response.status_code == 302 and LED_AWAY.search(response["Location"].partition("?")[0])
    return response.status_code in {403, 404, 410} or bool(led_away)


def words_in(response: HttpResponse) -> frozenset[str]:
    """Return the secrets that an answer tells."""
    text = response.content.decode()
    return frozenset(secret for secret in SECRETS if secret in text)


def listed(wrong: dict[tuple[str, str], Any]) -> str:
    """Return every cell that is not as the table says, a line each."""
    return "\n".join(f"{name} / {role}: {found}" for (name, role), found in wrong.items())


class Roles(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = World()

    def setUp(self) -> None:
        self.requests = Requests(self.world)
        for module in (reports, proposals, signup):
            self.enterContext(mock.patch.object(module, "limit", RateLimit(size=1000, per_second=1)))
        self.browsers = {role: Client() for role in ROLES}
        for role, person in self.world.people.items():
            if person is not None:
                self.browsers[role].force_login(person)

    def cells(self) -> Iterator[tuple[str, str, str, Asked]]:
        """Yield every cell of the table: row, role, letter, and how it is asked."""
        for namespace, rows in TABLE.items():
            asked = self.requests.of(namespace)
            assert set(asked) == set(rows), namespace
            for name, letters in rows.items():
                for role, letter in zip(ROLES, letters.split(), strict=True):
                    yield f"{namespace}:{name}".strip(":"), role, letter, asked[name]

    def told(self, name: str, role: str, response: HttpResponse) -> frozenset[str]:
        """Return the secrets that an answer tells somebody for whom they are not."""
        return words_in(response) - MAY_READ[role] - BEHIND_LINKS.get(name, frozenset())


class TestTheTable(Roles):
    def test_every_address_of_the_calendar_has_a_row(self):
        own = {namespace for namespace in TABLE if namespace not in {"", "elsewhere"}}
        found = {
            (namespace, name)
            for namespace, name, module in routes(get_resolver())
            if namespace in own or "_events_" in namespace or module.startswith("events.")
        }
        found |= {("", pattern.name) for pattern in get_resolver("events.calendar.urls").url_patterns}
        rows = {(space, name.partition(" ")[0]) for space, names in TABLE.items() for name in names}
        assert found == {row for row in rows if row[0] != "elsewhere"}

    def test_what_each_may_see(self):
        before, wrong, seen = role_world.state(), {}, {role: set() for role in ROLES}
        for name, role, letter, asked in self.cells():
            response = self.browsers[role].get(asked.path)
            seen[role] |= words_in(response)
            told = self.told(name, role, response)
            if is_refused(response) is not (letter == "-") or response.status_code >= 500 or told:
                wrong[name, role] = response.status_code, response.get("Location", ""), told
        assert not wrong, listed(wrong)
        assert role_world.state() == before
        behind = frozenset().union(*BEHIND_LINKS.values())
        # Each word was met where it may be read, so that its absence elsewhere says something.
        assert {role: (words | behind) ^ seen[role] for role, words in MAY_READ.items()} == dict.fromkeys(
            ROLES, frozenset()
        )

    def test_what_each_may_change(self):
        before, wrong = role_world.state(), {}
        for name, role, letter, asked in self.cells():
            with transaction.atomic():
                response = self.browsers[role].post(
                    asked.path, asked.sent(), headers={"Sec-Fetch-Site": "same-origin"}
                )
                is_changed = role_world.state() != before
                transaction.set_rollback(True)
            told = self.told(name, role, response)
            is_odd = letter == "-" and not is_refused(response) and response.status_code != 405
            if is_changed is not (letter == "w") or is_odd or response.status_code >= 500 or told:
                wrong[name, role] = response.status_code, response.get("Location", ""), is_changed, told
        assert not wrong, listed(wrong)


class TestBesideTheTable(Roles):
    def event_url(self, name: str, event: Event) -> str:
        """Return an address of an event in the admin."""
        return reverse(f"wagtailsnippets_events_event:{name}", args=[event.pk])

    def test_whose_time_is_over_sees_nothing(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        self.world.people["A"].stewardships.update(until=yesterday)
        browser = self.browsers["A"]
        refused = [
            self.requests.of("wagtailsnippets_events_event")[name] for name in ("list", "edit", "dates")
        ]
        refused += self.requests.of("signup_admin").values()
        refused += [
            self.requests.of("wagtailsnippets_events_calendarfeed")[name] for name in ("list", "edit")
        ]
        for asked in refused:
            response = browser.get(asked.path)
            assert is_refused(response) and not words_in(response), asked.path
        create = self.requests.of("wagtailsnippetchoosers_events_venue")["create"]
        assert is_refused(browser.post(create.path, create.data))
        assert not Venue.objects.filter(name=create.data["name"]).exists()

    def test_a_co_organiser_sees_the_event_in_the_list_and_neither_opens_it_nor_sees_who_comes(self):
        event = builders.event("Gemeinsam", co_organisers=[organisation_of(self.world.people["B"])])
        browser = self.browsers["B"]
        page = browser.get(reverse("wagtailsnippets_events_event:list")).content.decode()
        signups = reverse("signup_admin:index", args=[event.pk])
        assert "Gemeinsam" in page and signups not in page
        assert browser.get(self.event_url("edit", event)).status_code == 404
        assert browser.get(signups).status_code == 404

    def test_the_list_of_events_leads_to_those_who_come(self):
        page = self.browsers["A"].get(reverse("wagtailsnippets_events_event:list")).content.decode()
        assert reverse("signup_admin:index", args=[self.world.course.pk]) in page

    def test_an_account_without_a_role_opens_nothing(self):
        browser = Client()
        browser.force_login(builders.user())
        for namespace in TABLE:
            if namespace not in {"", "elsewhere"}:
                for asked in self.requests.of(namespace).values():
                    response = browser.get(asked.path)
                    assert is_refused(response) and not words_in(response), asked.path

"""Places where a later app adds to an earlier one: filled in `AppConfig.ready()`, read by name.

`portal` knows nothing of the apps above it; they register plain functions here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest


@dataclass(frozen=True)
class Section:
    """A part of a page that another app adds: a template, its context, where it stands and its jump mark.

    `holds_until` is when it changes by itself, for pages that a provider without a request adds to.
    """

    template: str
    context: dict[str, Any]
    order: int = 50
    anchor: str = ""
    heading: str = ""
    is_aside: bool = False  # stands beside the page's text instead of in it
    holds_until: datetime | None = None


class Registry:
    """An ordered collection of named entries; a name registered twice is a programming error."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, Any] = {}

    def register(self, name: str, entry: Any) -> Any:
        """Add an entry and return it; raises ImproperlyConfigured when the name is taken by another one."""
        if self._entries.get(name, entry) is not entry:
            raise ImproperlyConfigured(f"The {self.what} {name!r} is registered twice.")
        self._entries[name] = entry
        return entry

    def __iter__(self) -> Iterable[Any]:
        return iter(self._entries.values())

    def __getitem__(self, name: str) -> Any:
        return self._entries[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return the entry of that name, else the default."""
        return self._entries.get(name, default)

    def items(self) -> Iterable[tuple[str, Any]]:
        """Return names and entries in the order of registration."""
        return self._entries.items()


class PageSections(Registry):
    """Functions `(page, request) -> Iterable[Section]` that add parts to a page."""

    def for_page(self, page: Any, request: HttpRequest) -> list[Section]:
        """Return the sections of a page, by their order."""
        found = [section for provider in self for section in provider(page, request)]
        return sorted(found, key=lambda section: section.order)


class HomeBlocks(Registry):
    """Functions `(page, request) -> dict` whose results the home page shows under their names."""

    def build(self, page: Any, request: HttpRequest) -> dict[str, Any]:
        """Return what every registered block has to show."""
        return {name: provider(page, request) for name, provider in self.items()}


@dataclass(frozen=True)
class Job:
    """Work that housekeeping does: `run(now)` returns a line for the log; safe to repeat at any time."""

    run: Callable[[Any], str]
    every: timedelta = timedelta(0)
    order: int = 50


@dataclass(frozen=True)
class RetentionRule:
    """How long a class of data is kept: `delete(before)` removes what is older and returns how many rows went."""

    keep: timedelta
    delete: Callable[[Any], int]


@dataclass
class HealthCheck:
    """A part of `/healthz`: `run()` returns plain facts; a key `ok` that is False makes the whole answer fail."""

    run: Callable[[], dict[str, Any]]
    labels: dict[str, str] = field(default_factory=dict)


page_sections = PageSections("page section")
# The same for pages of topics and places: functions `(network.subjects.Subject, request) -> Iterable[Section]`.
subject_sections = PageSections("section of a topic or place")
# The same for events and their dates: functions `(events.calendar.shown.Shown, request) -> Iterable[Section]`.
event_sections = PageSections("section of an event")
home_blocks = HomeBlocks("home block")
# Functions `(page, request) -> dict` by model label: what a page type shows that an app above its own knows.
page_contexts = Registry("page context")
# Functions `(way, need, place, now) -> Section | None` that add to an answer of the signpost, such as the next dates:
# `way` is its path segment, `need` has topics and offers, `place` a region and a point, or is None for everywhere.
signpost_sections = Registry("section of the signpost")
sitemap_entries = Registry("sitemap source")
# Functions `() -> QuerySet` of the ids of published pages that no list, and so no sitemap, leads to.
unlisted_pages = Registry("source of unlisted pages")
# Functions `() -> Iterable[str]` of the places in the tree below which titles are public with gaps only.
covered_paths = Registry("source of covered pages")
# Functions `() -> Link` to what stands in the last line of every page, whatever the office puts into its footer.
footer_links = Registry("link in the footer")
jobs = Registry("housekeeping job")
retention_rules = Registry("retention rule")
# `portal.personal_data.records.PersonalData`: what is kept of people, why, how long, and how it is found and erased.
personal_data = Registry("entry of the record of personal data")
# Functions `() -> QuerySet` of the ids of accounts that are needed, whether or not they are in a group.
account_uses = Registry("use of accounts")
health_checks = Registry("health check")
change_consumers = Registry("consumer of changes")
text_services = Registry("text service")
# Functions `(home page) -> None` that add to the ground of a new portal; safe to repeat.
setup_steps = Registry("step of setting up a portal")
# `network.demo.steps.DemoStep`: what a later app adds to the demo, and how it takes that away again.
demo_steps = Registry("step of the demo")
# Tuples of permission names (`events.change_event`) that a later app gives to the group of a name.
office_permissions = Registry("permissions of the office")
editor_permissions = Registry("permissions of editors")
# Tuples of permission names: whoever holds one of them comes in with a second factor only.
guarded_permissions = Registry("rights that need a second factor")
# `portal.accounts.invitations.purposes.Purpose`: what somebody can be invited to, and what follows from accepting.
invitation_purposes = Registry("purpose of invitations")
# `portal.worklist.queues.WorkQueue`: what waits for the office, one list over all of them.
work_queues = Registry("queue of work")
# Functions `(user, organisation, now) -> network.desk.parts.DeskPart | None`: what a member's desk shows.
desk_parts = Registry("part of the desk")
# Functions that give a user a `portal.desk.Step`, or None where it is nothing for them.
first_steps = Registry("first step on an editor's desk")
after_import = Registry("step after an import")
# Functions without arguments that are called before the web workers part from their master, so that these share
# the memory; they leave neither threads nor connections.
shared_loads = Registry("load that workers share")
# Functions without arguments that a web worker calls once, before its first request; they must not take long.
worker_starts = Registry("step of a worker's start")

"""What somebody told us to register stands in two tables and nowhere else, and is gone when its time is over."""

import logging
from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.utils import timezone

from events.addresses import event_path
from events.models import Event, Registration
from events.signup import keeping
from events.signup.section import section_of
from portal import housekeeping
from portal.models import OutgoingMail
from tests import builders
from tests.events.signing_up import bookable, fill_in, form_url, link, registered, shown

EMAIL, NAME = "kanarienvogel@example.org", "Kanarina Gelbfeder"
MARKS = ("kanarienvogel", "gelbfeder")
KNOWS = {"events_registration", "portal_outgoingmail"}


def tables_that_know() -> set[str]:
    """Return the names of all tables in which a mark stands somewhere."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            text = str(cursor.fetchall()).lower()
            if any(mark in text for mark in MARKS):
                found.add(table)
    return found


class Lines(logging.Handler):
    """Keeps every line that anybody logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(self.format(record))


class TestCanary(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.calendar_tree()
        cls.entry = builders.organisation("Haus")
        cls.page = builders.organisation_page(cls.tree.directory, cls.entry)
        builders.drain()

    def setUp(self) -> None:
        self.heard = Lines()
        # Not the database's own log, which is off everywhere but in development and repeats every row.
        for name in ("portal", "django.request", "django.server", "wagtail", "network", "events", "search"):
            logger = logging.getLogger(name)
            before = logger.level
            logger.addHandler(self.heard)
            logger.setLevel(logging.DEBUG)
            self.addCleanup(logger.setLevel, before)
            self.addCleanup(logger.removeHandler, self.heard)

    def test_the_search_for_marks_finds_them(self):
        assert tables_that_know() == set()
        registered(self.client, bookable(), EMAIL, person=NAME)
        assert tables_that_know() == KNOWS

    def test_nothing_is_known_elsewhere_whatever_is_done(self):
        event = bookable(organiser=self.entry, settings={"capacity": 2})
        registered(self.client, event, EMAIL, person=NAME)
        fill_in(self.client, form_url(event), EMAIL, person=NAME)
        draft = Event.objects.get(pk=event.pk).get_latest_revision_as_object()
        draft.starts_on += timedelta(days=1)
        draft.save_revision(log_action=True).publish()
        builders.drain()
        self.client.force_login(builders.editor())
        admin = f"/admin/signup/{event.pk}/"
        guest = Registration.objects.get()
        assert NAME in self.client.get(f"{admin}all/list/").content.decode()
        assert NAME in self.client.get(f"{admin}all/file/").content.decode()
        self.client.post(f"{admin}settings/", {"is_enabled": "on", "most_seats": "1", "keep_days": "2"})
        self.client.post(
            f"{admin}all/message/",
            {"delivery": "6a4f0a3e-6d34-4b7f-9d4e-5e6c7e1b9d00", "recipients": "all", "reply_to": "h@example.org",
             "subject": "Hallo", "text": "Text"},
        )  # fmt: skip
        self.client.get(f"{admin}all/{guest.pk}/sign-off/")
        list(housekeeping.run(timezone.now()))
        assert tables_that_know() == KNOWS
        self.client.get("/gibt-es-nicht/")
        self.client.get(link("", EMAIL))
        text = "\n".join(self.heard.lines).lower()
        assert self.heard.lines
        assert not [mark for mark in MARKS if mark in text]
        assert link("", EMAIL) not in text

    def test_no_public_page_and_no_file_tells_of_anybody(self):
        event = bookable(organiser=self.entry, settings={"capacity": 1})
        registered(self.client, event, EMAIL, person=NAME)
        builders.drain()
        pages = [
            "/", "/initiativen/", self.page.url, form_url(event), f"/en{form_url(event)}", "/sitemap.xml",
            "/suche/?q=Gelbfeder", "/api/v1/", "/termine/", "/termine/feed.ics",
            event_path(event.slug, event.short_id), "/offene-daten/", "/initiativen/daten.csv", "/healthz",
        ]  # fmt: skip
        for address in pages:
            with self.subTest(address=address):
                response = self.client.get(address)
                body = b"".join(response) if response.streaming else response.content
                text = body.decode().lower().replace("?q=gelbfeder", "").replace('value="gelbfeder"', "")
                assert "kanarienvogel" not in text
                assert address.startswith("/suche") or "gelbfeder" not in text
        sections = list(section_of(shown(event), self.client.get("/").wsgi_request))
        assert len(sections) == 1 and not any(mark in str(sections).lower() for mark in MARKS)

    def test_after_its_time_nobody_knows_anything(self):
        event = bookable(organiser=self.entry)
        registered(self.client, event, EMAIL, person=NAME)
        keeping.run(event.occurrences.get().end + timedelta(days=28))
        assert tables_that_know() == set()

    def test_nor_after_signing_off_once_the_last_mail_went(self):
        registered(self.client, bookable(), EMAIL, person=NAME)
        self.client.post(link("", EMAIL), {"leave": "1"})
        list(housekeeping.run(timezone.now() + timedelta(minutes=1), only="outbox"))
        keeping.run(timezone.now())
        assert tables_that_know() == set()
        assert OutgoingMail.objects.count() == 0

"""Take the dates of an organisation's calendar in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.ical import bounds
from events.ical.reading import CalendarError
from events.imports import running
from events.imports.by_hand import feed_of, take_file, taking_turns
from events.imports.reading import Options
from events.imports.report import NOT_TAKEN, Outcome, Report, remark_of_error
from events.imports.wording import line_words, outcome_words, remark_words, report_trouble_words
from network.models import Organisation
from portal import changes
from portal.progress import progress_bar

# What the shell learns beside 0 and 1: the calendar was taken in, but not all of it.
NOT_ALL = 2


class Command(BaseCommand):
    """Reads an .ics file or address as the organisation's feed; see events/imports/README.md.

    Everything is said in the portal's default language, as the office speaks it.
    """

    help = (
        "Imports an iCalendar file or address for an organisation; safe to repeat. Exit code 1: nothing was taken "
        "in, 2: some events were not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add source, organisation and how far it goes."""
        parser.add_argument("source", metavar="FILE_OR_URL")
        parser.add_argument("--organisation", required=True, metavar="ID", help="register id, or primary key")
        parser.add_argument("--dry-run", action="store_true", help="print what would change, write nothing")
        parser.add_argument(
            "--publish", action="store_true", help="publish at once, whatever the feed's trust says"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report; raises CommandError, with 2 as exit code where only some events were left out."""
        organisation = organisation_of(options["organisation"])
        wish = Options(publishes=True if options["publish"] else None, is_dry=options["dry_run"])
        source = options["source"]
        with (
            taking_turns(organisation) as is_free,
            progress_bar(self.stderr, _("Dates")) as progress,
        ):
            if not is_free:
                raise CommandError(_("Another import is running; nothing was written."))
            is_address = "://" in source
            report = (self._from_address if is_address else self._from_file)(
                source, organisation, wish, progress
            )
        if report.trouble:
            raise CommandError(report_trouble_words(report.trouble))
        if report.is_busy:
            raise CommandError(_("Another import is running; nothing was written."))
        changes.drain()
        self._print(report)
        if left := report.count(*NOT_TAKEN):
            text = ngettext("%(count)s event was not taken in.", "%(count)s events were not taken in.", left)
            raise CommandError(text % {"count": left}, returncode=NOT_ALL)

    def _from_file(self, name: str, organisation: Organisation, wish: Options, progress: Any) -> Report:
        """Import a file; its feed is named after it, so that the next version changes the same events."""
        try:
            with Path(name).open("rb") as file:
                data = file.read(bounds.BYTES + 1)
        except (OSError, ValueError) as error:
            raise CommandError(f"{name}: {getattr(error, 'strerror', error)}") from None
        feed = feed_of(organisation, wish.is_dry, url="", name=Path(name).name)
        try:
            return take_file(data, feed, timezone.now(), wish, progress)
        except CalendarError as error:
            raise CommandError(f"{name}: {remark_words(remark_of_error(error))}") from None

    def _from_address(self, url: str, organisation: Organisation, wish: Options, progress: Any) -> Report:
        """Import an address; it is remembered, and read regularly once somebody switches it on."""
        feed = feed_of(organisation, wish.is_dry, url=url)
        if wish.is_dry:
            return running.try_feed(feed, timezone.now(), wish, progress)
        feed.etag = feed.last_modified = feed.content_sha256 = ""
        feed.save(update_fields=["etag", "last_modified", "content_sha256"])
        report = running.run_feed(feed, timezone.now(), options=wish, progress=progress)
        if not feed.is_enabled:
            self.stdout.write(
                _("Remembered as calendar %(id)s; switch it on in the admin to have it read regularly.")
                % {"id": feed.pk}
            )
        return report

    def _print(self, report: Report) -> None:
        """Print a line for each event in which something happened, and the sums."""
        for line in report.lines:
            stream = self.stderr if line.outcome in NOT_TAKEN else self.stdout
            if line.outcome is not Outcome.UNCHANGED:
                stream.write(line_words(line))
        for note in report.notes:
            self.stdout.write(_("note: %(note)s") % {"note": remark_words(note)})
        if report.is_alarm:
            self.stderr.write(
                _("%(count)s events vanished at once, so none of them was taken down.")
                % {"count": report.vanished}
            )
        sums = ", ".join(f"{count} {outcome_words(outcome)}" for outcome, count in report.counts.items())
        prefix = _("Nothing was written. ") if report.is_dry else ""
        self.stdout.write(prefix + (sums or _("no events")) + ".")


def organisation_of(text: str) -> Organisation:
    """Return the organisation of a register id, else of a primary key; raises CommandError."""
    # PostgreSQL takes no NUL.
    found = Organisation.objects.filter(register_id=text.replace("\0", "")).first()
    if found is None and text.isascii() and text.isdigit() and len(text) < 10:
        found = Organisation.objects.filter(pk=int(text)).first()
    if found is None:
        raise CommandError(_("No organisation has the id “%(id)s”.") % {"id": text})
    if found.merged_into is not None:
        raise CommandError(
            _("“%(name)s” was merged into “%(other)s” (%(id)s).")
            % {"name": found, "other": found.merged_into, "id": found.merged_into.register_id}
        )
    return found

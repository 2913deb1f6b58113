"""Read the calendars of organisations now."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from events.imports.housekeeping import read_each
from events.imports.reading import Options
from events.imports.report import Report
from events.imports.running import due, run_feed, start_over
from events.imports.wording import line_words, outcome_words, report_trouble_words
from events.models import CalendarFeed

PATIENCE = timedelta(hours=1)


class Command(BaseCommand):
    """Reads what is due, as housekeeping does, or one feed whenever it is asked for."""

    help = "Reads the feeds that are due, or one of them. Exit code 1 where one could not be read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the id of a feed."""
        parser.add_argument(
            "--feed", type=int, metavar="ID", help="this one, also if it is not due or stopped"
        )
        parser.add_argument(
            "--accept-vanished",
            action="store_true",
            help="with --feed: events that vanished are gone, even if they are most of them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and report; raises CommandError where a feed could not be read."""
        if options["feed"] is None:
            pairs = list(read_each(due(timezone.now()), timezone.now(), PATIENCE))
        else:
            pairs = [self._one(options["feed"], options["accept_vanished"])]
        for feed, report in pairs:
            self._print(feed, report)
        if in_trouble := sum(bool(report.trouble) for _feed, report in pairs):
            raise CommandError(_("%(count)s calendars could not be read.") % {"count": in_trouble})

    def _one(self, pk: int, accepts_vanished: bool) -> tuple[CalendarFeed, Report]:
        """Read one feed from the start, its troubles forgotten."""
        feed = CalendarFeed.objects.exclude(url="").filter(pk=pk).first()
        if feed is None:
            raise CommandError(_("There is no calendar %(id)s with an address.") % {"id": pk})
        start_over(feed)
        wish = Options(takes_past=False, accepts_vanished=accepts_vanished)
        return feed, run_feed(feed, timezone.now(), options=wish)

    def _print(self, feed: CalendarFeed, report: Report) -> None:
        """Print what became of a feed; never its address."""
        name = f"{feed.pk} {feed}"
        if report.is_busy:
            self.stdout.write(_("%(feed)s: is being read already") % {"feed": name})
            return
        if report.trouble:
            self.stderr.write(f"{name}: {report_trouble_words(report.trouble)}")
            return
        sums = ", ".join(f"{count} {outcome_words(outcome)}" for outcome, count in report.counts.items())
        self.stdout.write(f"{name}: {sums or _('as it was')}")
        for line in report.telling():
            self.stdout.write(f"  {line_words(line)}")
        if report.is_alarm:
            self.stderr.write(
                "  "
                + _("%(count)s events vanished at once, so none of them was taken down.")
                % {"count": report.vanished}
            )

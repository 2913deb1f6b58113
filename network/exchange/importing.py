"""Import a list of organisations: checked and planned as a whole, written in one transaction, safe to repeat."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from network.models import Topic
from network.setup import is_set_up, set_up_portal

from .planning import Item, Planner
from .reading import RawList
from .register import Register
from .report import Report
from .resolve import Resolver
from .rows import Row, RowChecker
from .topics import make_topics, used_topics
from .writing import Writer

Progress = Callable[[int, int], None]


class _Undo(Exception):
    """Rolls back whatever was written."""


class Importer:
    """Imports one list; `dry_run` plans everything and writes nothing."""

    def __init__(self, *, dry_run: bool = False, partial: bool = False, create_topics: bool = False) -> None:
        self.dry_run = dry_run
        self.partial = partial
        self.create_topics = create_topics
        self.report = Report()

    def run(self, raw: RawList, progress: Progress = lambda done, total: None) -> Report:
        """Check and write a list; nothing is written when a row is bad, unless `partial`."""
        self.report.unknown_headings = raw.unknown_headings
        self.report.headings = raw.headings
        try:
            with _ground():
                self._run(raw, progress)
            self.report.written = True
        except _Undo:
            pass
        except IntegrityError as error:
            self.report.conflict = str(error)
        self.report.problems.sort(key=lambda problem: problem.line)
        return self.report

    def _run(self, raw: RawList, progress: Progress) -> None:
        """Check, plan and write; raises _Undo when nothing of it may stay."""
        report, words = self.report, Resolver()
        checker = RowChecker(words, report.unknown)
        rows = [checker.check(row) for row in raw.rows]
        report.unknown_headings += tuple(checker.unread)
        good = [row for row in rows if not row.problems]
        made = make_topics(good, words, report.unknown) if self.create_topics else []
        steps = _Steps(progress, 2 * len(rows))
        register = Register()
        items = Planner(register, report, steps.add).plan(rows)
        self._collect_problems(rows)
        topics = used_topics(made, [item.row for item in items])
        if not self.dry_run:
            # Short: whoever else writes waits meanwhile, at SQLite for all of it.
            with transaction.atomic():
                for topic in topics:
                    topic.save()
                Writer(words, register, steps.add).write(
                    [item for item in items if item.is_new or item.changed]
                )
                self._collect_problems(rows)
                topics = self._keep_used(topics, items)
        report.new_topics = [topic.name for topic in topics]
        self._count(items)
        steps.end()
        if self.dry_run:
            raise _Undo

    def _collect_problems(self, rows: Sequence[Row]) -> None:
        """Take the problems of the rows over; raises _Undo when they forbid that anything is written."""
        self.report.problems = [problem for row in rows for problem in row.problems]
        if self.report.problems and not (self.partial or self.dry_run):
            raise _Undo

    def _keep_used(self, topics: Sequence[Topic], items: Sequence[Item]) -> list[Topic]:
        """Take those of the made topics back that only rows named whose page was refused; return the others."""
        used = used_topics(topics, [item.row for item in items if not item.row.problems])
        for topic in topics:
            if topic not in used:
                topic.delete()
        return used

    def _count(self, items: Sequence[Item]) -> None:
        """Say what was created, updated and left as it is."""
        for item in items:
            if item.row.problems:
                continue
            if item.is_new:
                self.report.created.append(item.entry.name)
            elif item.changed:
                self.report.updated.append((item.entry.name, tuple(sorted(item.changed))))
            else:
                self.report.unchanged += 1


@contextmanager
def _ground() -> Iterator[None]:
    """Give the pages that organisations stand below; where they are missing, they come and go with the list."""
    if is_set_up():
        yield
        return
    with transaction.atomic():
        set_up_portal()
        yield


class _Steps:
    """Counts the rows that are compared and written."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def add(self, many: int) -> None:
        """Tell that many more rows are done."""
        self._done += many
        self._progress(self._done, self._total)

    def end(self) -> None:
        """Tell that all is done."""
        self.add(self._total - self._done)

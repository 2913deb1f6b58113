"""A press for tests that are not about printing: it counts, takes no time, and prints the markup."""

import pytest

from publications.paper import answers, kept, press
from publications.paper.printing import PrintJob
from publications.paper.sheets import Sheet

__all__ = ["paper_press"]


class Press:
    """Stands in for WeasyPrint; `printed` are the jobs it was given."""

    def __init__(self) -> None:
        self.printed: list[PrintJob] = []

    def __call__(self, job: PrintJob) -> bytes:
        """Return something that is not a PDF, but says so."""
        self.printed.append(job)
        return b"%PDF-" + job.html.encode()


@pytest.fixture
def paper_press(monkeypatch: pytest.MonkeyPatch, tmp_path, settings) -> Press:
    """Replace the press, on a machine that can print, with a place for files of its own."""
    settings.PAPER_DIR = tmp_path / "paper"
    stand_in = Press()
    monkeypatch.setattr(answers, "print_job", stand_in)
    monkeypatch.setattr(press, "missing", lambda: ())
    return stand_in


def keep(sheet: Sheet) -> None:
    """Keep a file of a sheet, as if somebody had asked for it."""
    kept.make_once(sheet.subject, sheet.digest, lambda: b"%PDF-").close()


def kept_subjects() -> list[str]:
    """Return whose files there are."""
    return [subject for subject, _digest in kept.states()]

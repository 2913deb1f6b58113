"""How far a large calendar file is, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import CalendarUpload


@dataclass(frozen=True)
class ShownUpload:
    """A calendar file with its state in a sentence; `total` is 0 where no bar is shown."""

    name: str
    state: str
    done: int
    total: int
    goes_on: bool


def shown_upload(upload: CalendarUpload) -> ShownUpload:
    """Return a file as pages show it."""
    name = f"{upload.feed.name} ({upload.feed.organisation})"
    is_over = upload.finished_at is not None
    return ShownUpload(name, _state(upload), upload.done, 0 if is_over else upload.total, not is_over)


def _state(upload: CalendarUpload) -> str:
    """Return how far a file is."""
    if upload.finished_at is None:
        if not upload.tries:
            return _("Waits for its turn; that begins within a few minutes.")
        return _("%(done)s of %(total)s events") % {"done": upload.done, "total": upload.total}
    return _("The file could not be taken in.") if upload.report["trouble"] else _("The file was taken in.")

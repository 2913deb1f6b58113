"""What became of a calendar file, in words, for the pages that show it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from events.imports.wording import kept_line_words, outcome_words, report_trouble_words

MOST_LINES = 100


def shown_report(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report as it is kept, in the reader's words."""
    lines = kept["lines"]
    return {
        "trouble": report_trouble_words(kept["trouble"]),
        "sums": [(count, outcome_words(outcome)) for outcome, count in kept["counts"].items()],
        "lines": [kept_line_words(line) for line in lines[:MOST_LINES]],
        "more_lines": max(0, len(lines) - MOST_LINES) + kept["more_lines"],
        "queue_url": reverse("event_queue:list"),
    }

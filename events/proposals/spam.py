"""How much a proposal looks like advertising, from its own words: links, capitals, and that it was sent before."""

import re
from collections.abc import Mapping
from typing import Any

# Whoever invites has one page to name, and there is a field for it.
MOST_LINKS = 3
_LINK = re.compile(r"(?:https?://|www\.)\S+|\[url|<a\s", re.IGNORECASE)
_WORDS = ("title", "summary", "description", "access_note", "cost_note")
PER_LINK, SHOUTED, SENT_BEFORE = 20, 15, 40
MOST = 100


def links_in(data: Mapping[str, Any]) -> int:
    """Return how many links stand in the running text."""
    return sum(len(_LINK.findall(str(data.get(name, "")))) for name in _WORDS)


def score_of(data: Mapping[str, Any], sent_before: bool) -> int:
    """Return 0 for an ordinary proposal, up to 100; editors see it, nothing is refused by it."""
    letters = [sign for sign in str(data.get("title", "")) if sign.isalpha()]
    is_shouted = len(letters) > 10 and sum(map(str.isupper, letters)) > len(letters) * 0.7
    return min(MOST, PER_LINK * links_in(data) + SHOUTED * is_shouted + SENT_BEFORE * sent_before)

"""What the publications are to the search: each kind of what can be found with its type of document and its words."""

from dataclasses import dataclass

from publications.models import DeadlinePage, GuidePage, InfopostPage, JobPostingPage, KitPage

PREFIX = "publication:"
"""How the keys of their documents begin."""

MODELS = (GuidePage, KitPage, JobPostingPage, DeadlinePage, InfopostPage)
SECTION = "guide_section"


@dataclass(frozen=True)
class Kind:
    """A kind: its type of document, by which words and phrases people look for it, whether it holds within regions.

    What does is found for every place inside its regions, and without one for all; other things are found where they
    are.
    """

    type: str
    words: str
    phrases: tuple[str, ...] = ()
    holds_within: bool = False


_GUIDE = Kind("guide", "Leitfaden Handreichung Ratgeber guide", holds_within=True)
# By the names under which `publications.searchable.sources` tell of them.
KINDS = {
    "guide": _GUIDE,
    SECTION: _GUIDE,
    "job": Kind(
        "job", "Stelle Stellenangebot Stellenausschreibung Job vacancy", ("offene Stelle", "freie Stelle")
    ),
    "deadline": Kind("deadline", "Frist deadline", holds_within=True),
    "infoposts": Kind("infopost", "Neuigkeit Meldung news"),
}


def key_of(kind: str, key: str) -> str:
    """Return the key of a publication's document."""
    return f"{PREFIX}{kind}:{key}"

"""What a need asks the search: topics, kinds of offers, for whom, words; and how much each of them says."""

from dataclasses import dataclass
from typing import Any

from network.choices import OfferKind, TargetGroup


@dataclass(frozen=True)
class Weights:
    """What each sign of fitting is worth; who reaches `enough` fits.

    `named` is a word in a name, a topic or the title of an offer, `said` one in the summary, `told` one in the text.
    """

    topic: int
    offer: int
    target: int = 200
    named: int = 600
    said: int = 400
    told: int = 100
    enough: int = 800


# A topic alone is an answer; or an offer of the kind is; or two signs have to come together.
BY_TOPIC = Weights(topic=1000, offer=300)
BY_OFFER = Weights(topic=300, offer=1000)
TOGETHER = Weights(topic=400, offer=400, target=400)


@dataclass(frozen=True)
class Need:
    """Something people want, in their words, and what it asks the search; `words` are German, as documents are.

    `picture` names a drawing of `needs.svg`. `is_urgent` shows the emergency numbers before everything else, keeps
    the need out of the title that stays in the history of a browser, and the page out of its cache.
    """

    key: str
    label: Any
    line: Any
    picture: str
    weights: Weights = BY_TOPIC
    topics: tuple[str, ...] = ()
    offers: tuple[OfferKind, ...] = ()
    targets: tuple[TargetGroup, ...] = ()
    words: tuple[str, ...] = ()
    is_urgent: bool = False


@dataclass(frozen=True)
class Way:
    """One of the three doors: its path segment, what people say who take it, and the needs behind it.

    `tint` is the palette of its pages, `palette` that of its drawing. With `is_private`, somebody may look at the
    phone of those who take it: its steps leave one entry in the history, and say what else a browser keeps.
    """

    key: str
    label: Any
    line: Any
    question: Any
    picture: str
    tint: int
    palette: int
    needs: tuple[Need, ...]
    is_private: bool = False

    def need(self, key: str) -> Need | None:
        """Return the need of that key."""
        return next((need for need in self.needs if need.key == key), None)

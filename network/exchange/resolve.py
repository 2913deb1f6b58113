"""Find what the words of a list mean; what is unknown is reported and kept, never dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from network.choices import Accessibility, OfferKind, OfferStatus, Reach, TargetGroup
from network.models import Region, Topic
from network.models.alliances import GoalLevel
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import LegalForm, OrganisationKind
from portal.disclosure import Audience, Precision

from .places import Places
from .texts import word_key
from .words import Choices, language_words


@dataclass
class Unknown:
    """Words that nothing in the portal answers to, by column, with the lines they stand in.

    `candidates` are the regions that an ambiguous one of them may mean.
    """

    words: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    candidates: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def add(self, column: str, word: str, line: int, candidates: Iterable[Region] = ()) -> None:
        """Note an unknown word, and what it may mean where it is ambiguous."""
        if names := tuple(map(_with_key, sorted(candidates, key=lambda region: region.key))):
            self.candidates[column, word] = names
        lines = self.words.setdefault(column, {}).setdefault(word, [])
        if line not in lines[-1:]:
            lines.append(line)


def _with_key(region: Region) -> str:
    """Return a region with what tells it from others of its name: “Bernsdorf (Landkreis Zwickau, 14524020)”."""
    above = [str(region.parent)] if region.parent else []
    return f"{region} ({', '.join([*above, region.url_key])})"


class Resolver:
    """The words a list may use, loaded once."""

    def __init__(self) -> None:
        self.kinds = Choices(OrganisationKind)
        self.legal_forms = Choices(LegalForm)
        self.offer_kinds = Choices(OfferKind)
        self.offer_statuses = Choices(OfferStatus)
        self.target_groups = Choices(TargetGroup)
        self.accessibility = Choices(Accessibility)
        self.reach = Choices(Reach)
        self.audiences = Choices(Audience)
        self.precisions = Choices(Precision)
        self.roles = Choices(MembershipKind)
        self.membership_statuses = Choices(MembershipStatus)
        self.goal_levels = Choices(GoalLevel)
        self._languages = language_words()
        self.places = Places()
        self._topics: dict[str, Topic] = {}
        self.topics_by_slug: dict[str, Topic] = {}
        for topic in Topic.objects.all():
            self.add_topic(topic)

    def add_topic(self, topic: Topic) -> None:
        """Make a topic known under slug, label and English label."""
        self.topics_by_slug[topic.slug] = topic
        for word in (topic.slug, topic.name, topic.label_en):
            if word:
                self._topics.setdefault(word_key(word), topic)

    def topic(self, word: str) -> str | None:
        """Return the slug of the topic that a slug or label means."""
        topic = self._topics.get(word_key(word))
        return topic.slug if topic and word_key(word) else None

    def language(self, word: str) -> str | None:
        """Return the code of a language by code or name."""
        return self._languages.get(word_key(word))

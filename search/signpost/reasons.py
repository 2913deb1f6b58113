"""Why somebody fits a need, and with which offers; from the public record alone."""

from network.choices import OfferStatus, TargetGroup
from network.presentation.actor import topic_label
from network.presentation.words import labels
from network.records import ActorRecord, OfferFact
from portal.view_models import Link
from search.analysis import analyser

from .needs import Need
from .plan import stems_of

MOST_OFFERS = 3


def why(record: ActorRecord, need: Need) -> tuple[str, ...]:
    """Return what speaks for somebody in the reader's words: topics, then for whom."""
    wanted = set(need.topics)
    topics = tuple(topic_label(topic) for topic in record.topics if topic.slug in wanted)
    return (*topics, *labels(TargetGroup, set(record.target_groups) & set(need.targets)))


def fitting_offers(record: ActorRecord, need: Need, url: str) -> tuple[Link, ...]:
    """Return links to the offers that fit: those that bear one of the words first, then those of the right kind."""
    stems = set(stems_of(need.words))
    ranked = [
        (not _names(fact, stems, record.locale), fact.status != OfferStatus.ACTIVE, at, fact)
        for at, fact in enumerate(record.offers)
        if fact.status != OfferStatus.ENDED
        and (fact.kind in need.offers or _names(fact, stems, record.locale))
    ]
    return tuple(_link(fact, url) for *_rank, fact in sorted(ranked, key=lambda one: one[:3])[:MOST_OFFERS])


def _names(fact: OfferFact, stems: set[str], locale: str) -> bool:
    """Return whether the title of an offer has one of the stems, as a word or inside one."""
    analysis = analyser(locale)
    words = [analysis.word(token) for token in analysis.tokens(fact.title)]
    return any({analysis.stem(word), *analysis.parts(word)} & stems for word in words)


def _link(fact: OfferFact, url: str) -> Link:
    """Return the way to an offer on its organisation's page, with its state where it cannot be had."""
    status = "" if fact.status == OfferStatus.ACTIVE else str(OfferStatus(fact.status).label)
    return Link(fact.title, f"{url}#angebot-{fact.key[:8]}", description=status)

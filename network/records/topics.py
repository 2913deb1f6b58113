"""Topics as facts."""

from network.models import Topic

from .types import TopicFact


def topic_fact(topic: Topic) -> TopicFact:
    """Return a topic as a fact."""
    return TopicFact(topic.slug, topic.name, topic.label_en, tuple(topic.synonyms))

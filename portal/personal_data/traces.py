"""Finding a person's words in texts and in data of any shape, and taking them out."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.functional import cached_property

# What stands in a text where somebody's words were.
REMOVED = "[…]"
AROUND = 60  # characters on both sides that a report shows
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_SPACES = re.compile(r"\s+")
_TAGS = re.compile(r"<[^>]+>")


class Traces:
    """The words that stand for a person; part of a longer word or address is somebody else."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted({word for word in words if word}, key=lambda word: (-len(word), word)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Return what finds the words, however they are capitalised and spaced."""
        one = "|".join(r"\s+".join(map(re.escape, word.split())) for word in self.words) or r"(?!)"
        return re.compile(rf"(?<![\w.+%-])(?:{one})(?![\w-]|\.\w|@)", re.IGNORECASE)

    @cached_property
    def _link(self) -> re.Pattern[str]:
        """Return what finds links that write to an address among the words."""
        inner = self._pattern.pattern
        return re.compile(rf"<a\b[^>]*mailto:{inner}[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)

    @property
    def hints(self) -> list[str]:
        """Return for each word a part that every database finds it by, whatever it does to letters beyond ASCII."""
        return [max(re.findall(r"[\x21-\x7e]+", word) or [""], key=len) for word in self.words]

    def are_in(self, value: Any) -> bool:
        """Return whether a text or anything in a list or mapping holds one of the words."""
        return next(self.leaves(value), None) is not None

    def leaves(self, value: Any, name: str = "") -> Iterator[tuple[str, str]]:
        """Yield every text that holds a word, with the name under which it stands."""
        value = _opened(value)
        if isinstance(value, str):
            if self._pattern.search(value):
                yield name, value
        elif isinstance(value, dict):
            for key, one in value.items():
                yield from self.leaves(one, str(key))
        elif isinstance(value, list | tuple):
            for one in value:
                yield from self.leaves(one, name)

    def without(self, value: Any) -> Any:
        """Return the value without the words: "" where a text was nothing else, else a mark in their place."""
        opened = _opened(value)
        if isinstance(opened, dict):
            new: Any = {key: self.without(one) for key, one in opened.items()}
        elif isinstance(opened, list | tuple):
            new = [self.without(one) for one in opened]
        elif isinstance(opened, str):
            return self._text_without(opened)
        else:
            return value
        if not isinstance(value, str):
            return new
        return value if new == opened else json.dumps(new)

    def _text_without(self, text: str) -> str:
        """Return a text without the words, and without links to addresses among them."""
        if self._pattern.fullmatch(text.strip()):
            return ""
        return self._pattern.sub(REMOVED, self._link.sub(r"\1", text))

    def excerpts(self, text: str) -> str:
        """Return the words with what stands around them, without anybody else's address."""
        plain = _SPACES.sub(" ", _TAGS.sub(" ", text)).strip() if "<" in text else text
        found = list(self._pattern.finditer(plain)) or list(self._pattern.finditer(text))
        source = plain if self._pattern.search(plain) else text
        return " … ".join(
            self.masked(source[max(0, one.start() - AROUND) : one.end() + AROUND].strip())
            for one in found[:3]
        )

    def masked(self, text: str) -> str:
        """Return a text without the addresses of others."""
        return _ADDRESS.sub(
            lambda match: match[0] if self._pattern.fullmatch(match[0].rstrip(".")) else REMOVED, text
        )


def _opened(value: Any) -> Any:
    """Return what a text of JSON says, such as that of blocks; anything else as it is."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value

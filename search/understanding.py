"""How each word of a query is understood: its stem, other ways to say it, how much it counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lore import Lore
from .thesaurus import Phrase
from .words import Word

_SHORTEST_SIDE = 4
_SHORTEST_PREFIX = 2
_SHORT_WORD = 4
_ENDINGS = ("t", "et", "te", "ete", "end")
_VERB_FORM = re.compile(r"(?P<root>(?:ge)?(?P<bare>\w{3,}?))e?(?:t|st|te|ten|test|tet)")


@dataclass(frozen=True, slots=True)
class Said:
    """One word of the query as understood.

    `stem` is what is looked for; `meanings` are translations; `prefix` are words of documents that begin so;
    `pieces` are the stems of a compound; `corrected` is the spelling that was meant.
    """

    word: Word
    stem: str
    meanings: tuple[Phrase, ...] = ()
    prefix: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    corrected: str | None = None


def understand(words: Sequence[Word], last: int, lore: Lore, correct_spelling: bool) -> list[Said]:
    """Return what each word says; `last` is the offset at which the query ends, where a word may be unfinished."""
    said = _translated(words, lore)
    understood = {
        position for span in lore.thesaurus.spans([one.stem for one in said]) for position in span.positions
    }
    return [
        one
        if index in understood or one.meanings
        else _understood(one, one.word.end == last, lore, correct_spelling)
        for index, one in enumerate(said)
    ]


def _translated(words: Sequence[Word], lore: Lore) -> list[Said]:
    """Return the words, foreign ones with their meanings; all of them if one can be nothing else."""
    glosses = [lore.thesaurus.glosses.get(word.folded, ()) for word in words]
    is_foreign = any(
        gloss and not lore.is_meaningful(word.stem) for gloss, word in zip(glosses, words, strict=True)
    )
    found = []
    for gloss, word in zip(glosses, words, strict=True):
        meanings = gloss if is_foreign else ()
        stem = meanings[0][0] if meanings and len(meanings[0]) == 1 else word.stem
        found.append(Said(word, stem, meanings, pieces=lore.pieces(word.folded)))
    return found


def _understood(said: Said, is_last: bool, lore: Lore, correct_spelling: bool) -> Said:
    """Return a word that no phrase explains: known, the beginning of known ones, misspelt, or of known parts."""
    word = said.word
    prefix = _begun(word.folded, lore) if is_last else ()
    if _is_understood(said, lore):
        return replace(said, prefix=prefix)
    if prefix:
        return replace(said, prefix=prefix)
    if verb := _verb(word.folded, lore):
        return replace(said, stem=verb)
    if correct_spelling and lore.speller and (correction := lore.speller.correct(word.folded)):
        fresh = word.saying(correction, lore.analysis)
        return Said(word, fresh.stem, pieces=lore.pieces(correction), corrected=correction)
    return replace(said, pieces=said.pieces or _guessed_pieces(word.folded, lore))


def _begun(word: str, lore: Lore) -> tuple[str, ...]:
    """Return the words of documents that an unfinished word may become, none if it is a short word by itself."""
    is_short_word = len(word) <= _SHORT_WORD and lore.is_whole(word)
    if len(word) < _SHORTEST_PREFIX or word in lore.vocabulary.words or is_short_word:
        return ()
    return tuple(lore.vocabulary.words_from(word))


def _is_understood(said: Said, lore: Lore) -> bool:
    """Return whether documents or lists know the word, or all of its parts."""
    if lore.is_meaningful(said.stem) or lore.is_known(said.word.folded):
        return True
    if said.word.folded in lore.vocabulary.initials:
        return True
    return bool(said.pieces) and all(map(lore.is_meaningful, said.pieces))


def _verb(word: str, lore: Lore) -> str | None:
    """Return the known stem of the verb that an unlisted form may belong to ("kifft", "geklaut"), or None."""
    infinitives = []
    if match := _VERB_FORM.fullmatch(word):
        infinitives += [match["root"] + "en", match["bare"] + "en"]
    elif word.endswith("nd"):
        infinitives.append(word[:-1])
    elif word.endswith("en"):  # no document has the infinitive, but perhaps another form
        root = word.removesuffix("en")
        infinitives += [form for ending in _ENDINGS if (form := root + ending) in lore.vocabulary.words]
    return next(filter(lore.is_meaningful, map(lore.analysis.stem, infinitives)), None)


def _guessed_pieces(word: str, lore: Lore) -> tuple[str, ...]:
    """Return the stems of two known words that an unlisted compound is made of, the later one as long as possible."""
    for cut in range(_SHORTEST_SIDE, len(word) - _SHORTEST_SIDE + 1):
        first, second = word[:cut], word[cut:]
        stems = lore.analysis.stem(first.removesuffix("s")), lore.analysis.stem(second)
        if all(map(lore.is_meaningful, stems)):
            return stems
    return ()

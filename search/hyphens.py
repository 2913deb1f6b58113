"""Soft hyphens at the joints of compounds, for browsers without a German dictionary."""

from functools import lru_cache

from django.conf import settings

from .analysis import analyser

SOFT_HYPHEN = "\u00ad"
SHORTEST = 12  # letters; shorter words fit everywhere


@lru_cache(maxsize=4096)
def soft_hyphens(text: str) -> str:
    """Return a text with soft hyphens in its long words, between the parts they are made of."""
    analysis = analyser(settings.LANGUAGE_CODE)
    pieces: list[str] = []
    end = 0
    for token in analysis.tokens(text):
        if token.end - token.start < SHORTEST:
            continue
        for joint in analysis.joints(token.text):
            pieces.append(text[end : token.start + joint])
            end = token.start + joint
    return SOFT_HYPHEN.join([*pieces, text[end:]])

"""Plain text of a source as the paragraphs of our descriptions, and when two of them say the same."""

import re
from html import escape

from bs4 import BeautifulSoup

# Trailing punctuation belongs to the sentence, not to the address.
_LINK = re.compile(
    r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_SPACE = re.compile(r"\s+")
LONGEST_LINK = 500


def rich_text(plain: str) -> str:
    """Return safe markup: paragraphs, line breaks, and links where there are web or mail addresses."""
    blocks = (block.strip() for block in _PARAGRAPH.split(plain))
    return "".join(f"<p>{_lines(block)}</p>" for block in blocks if block)


def _lines(block: str) -> str:
    """Return the lines of a paragraph."""
    return "<br/>".join(_linked(line.strip()) for line in block.split("\n"))


def _linked(line: str) -> str:
    """Return a line with its addresses as links; everything else is text."""
    found, end = [], 0
    for match in _LINK.finditer(line):
        found.append(escape(line[end : match.start()], quote=False))
        found.append(_link(match[0]))
        end = match.end()
    return "".join([*found, escape(line[end:], quote=False)])


def _link(address: str) -> str:
    """Return an address as a link, unless it is longer than any real one."""
    words = escape(address, quote=False)
    if len(address) > LONGEST_LINK:
        return words
    target = address if address.startswith("http") else f"mailto:{address}"
    return f'<a href="{escape(target)}">{words}</a>'


def says_the_same(one: str, other: str) -> bool:
    """Return whether two descriptions read alike; the editor's form writes marks into markup nobody changed."""
    return one == other or _normal(one) == _normal(other)


def _normal(markup: str) -> list[str]:
    """Return what stands in a description: its paragraphs with their words and the targets of links."""
    soup = BeautifulSoup(markup, "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    found = []
    for block in soup.find_all(["p", "h2", "h3", "h4", "li"]) or [soup]:
        links = [str(link.get("href")) for link in block.find_all("a")]
        marked = [f"{mark.name}:{mark.get_text()}" for mark in block.find_all(["b", "i", "strong", "em"])]
        text = _SPACE.sub(" ", block.get_text()).strip()
        if text:
            found.append("|".join([block.name, text, *links, *marked]))
    return found

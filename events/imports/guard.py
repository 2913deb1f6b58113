"""Which address may be a feed: read strictly and without asking anybody, so that a form can say what is wrong."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from .host_names import public_name
from .troubles import FeedRefused, Trouble

LONGEST_ADDRESS = 2000
PORTS = {"http": 80, "https": 443}
# A button for subscribing says webcal; behind it is the same file (draft-yevstifeyev-webcal).
_SCHEMES = {"https": "https", "webcal": "https", "webcals": "https", "http": "http"}
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(?:#.*)?")
_PORT = re.compile(r":([0-9]*)$")
# What may stand in path and query as it is (RFC 3986 §3.3, §3.4), and the percent sign of what is encoded already.
_AS_IT_IS = "/?:@!$&'()*+,;=-._~%"


@dataclass(frozen=True)
class CheckedUrl:
    """An address that may be asked, once its name leads to the public internet.

    `host` is in ASCII, `target` is path and query as they are asked for; a fragment is never sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_encrypted(self) -> bool:
        """Return whether nobody on the way can read or change what is sent."""
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        """Return the value of the Host header (RFC 9110 §7.2)."""
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def check_address(text: str, *, allow_http: bool = False) -> CheckedUrl:
    """Return the address that somebody entered; raises `FeedRefused`, which says what to enter instead."""
    text = text.strip(" \t\r\n")
    if len(text) > LONGEST_ADDRESS:
        raise FeedRefused(Trouble.TOO_LONG)
    if any(_is_odd(character) for character in text):
        raise FeedRefused(Trouble.ODD_CHARACTERS)
    match = _ADDRESS.fullmatch(text)
    scheme = _SCHEMES.get(match[1].lower()) if match else None
    if match is None or scheme is None or not match[2]:
        raise FeedRefused(Trouble.NO_ADDRESS)
    if scheme == "http" and not allow_http:
        raise FeedRefused(Trouble.UNENCRYPTED)
    if "@" in match[2]:
        raise FeedRefused(Trouble.CREDENTIALS)
    host, port = _host_and_port(match[2], PORTS[scheme])
    return CheckedUrl(scheme, public_name(host), port, _target(match[3]))


def check_redirect(origin: CheckedUrl, location: str, *, allow_http: bool = False) -> CheckedUrl:
    """Return where a site sends us on to; raises `FeedRefused` as for any address, and for http after https."""
    try:
        # Joining drops tabs and line ends silently, so what is odd is seen before.
        if any(_is_odd(character) for character in location):
            raise FeedRefused(Trouble.ODD_CHARACTERS)
        return check_address(
            urljoin(str(origin), location), allow_http=allow_http and not origin.is_encrypted
        )
    except FeedRefused as refused:
        raise FeedRefused(Trouble.SENT_ASTRAY, refused.trouble.value) from None
    except ValueError:
        raise FeedRefused(Trouble.SENT_ASTRAY, Trouble.NO_ADDRESS.value) from None


def redacted(text: str) -> str:
    """Return what a log may know of an address: the site; path and query often hold a secret, so do names in it."""
    try:
        checked = check_address(text, allow_http=True)
    except FeedRefused as refused:
        return f"({refused.trouble.value})"
    return f"{checked.scheme}://{checked.authority}/…"


def _is_odd(character: str) -> bool:
    """Return whether a character is invisible, a space, or a backslash, which programs read in different ways."""
    return character == "\\" or unicodedata.category(character)[0] in "CZ"


def _host_and_port(authority: str, default: int) -> tuple[str, int]:
    """Return name and port; raises `FeedRefused` for ports that are not the web's."""
    named = _PORT.search(authority)
    if named is None:
        return authority, default
    port = int(named[1]) if named[1] else default
    if port not in PORTS.values():
        raise FeedRefused(Trouble.PORT)
    return authority[: named.start()], port


def _target(text: str) -> str:
    """Return path and query in ASCII; what is encoded already stays."""
    target = quote(text, safe=_AS_IT_IS)
    return target if target.startswith("/") else f"/{target}"

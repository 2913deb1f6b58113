"""How alike two entries are, from what stands in them alone; no Django, no database.

A name counts without its legal form, folded as Germans type it (ä/ae, ß/ss); whatever else two entries share is a
reason of its own. A different seat or number in the name tells branches of one association apart.
"""

import re
import unicodedata
from dataclasses import dataclass, field

# From here on a pair is worth a look.
ENOUGH = 50

NAME, REGISTER_NUMBER, WEBSITE, EMAIL, PHONE, ADDRESS, SEAT = (
    "name",
    "register_number",
    "website",
    "email",
    "phone",
    "address",
    "seat",
)
WEIGHTS = {REGISTER_NUMBER: 40, EMAIL: 30, WEBSITE: 30, PHONE: 25, ADDRESS: 20, SEAT: 10}
OTHER_SEAT = -25
# Names less alike than this are no evidence; equal ones weigh `SAME_NAME`.
UNLIKE = 0.5
SAME_NAME = 60

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LEGAL = re.compile(
    r"\b(e\.?\s?v\.?|i\.?\s?g\.?|g?gmbh|ggmbh|gug|ug|e\.?\s?g\.?|ag|kdoer|koer|mbh|"
    r"eingetragener verein|gemeinnuetzige[rn]? verein|gemeinnuetzige (?:gmbh|ug)|haftungsbeschraenkt)(?=$|[\s,.)(/-])"
)
# fmt: off
_FILLERS = frozenset({
    "der", "die", "das", "des", "dem", "den", "und", "fuer", "von", "vom", "zu", "zum", "zur", "in", "im", "am",
    "an", "auf", "mit", "e", "v",
})
# fmt: on
_WORD = re.compile(r"[a-z0-9]+")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//(?:[^/@]*@)?([^/:?#]+)(?::\d+)?(/[^?#]*)?", re.IGNORECASE)
# Where many have an address of their own, the host says nothing.
_PLATFORMS = ("facebook.com", "instagram.com", "youtube.com", "x.com", "twitter.com", "t.me", "linktr.ee")
# fmt: off
FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.com", "web.de", "t-online.de",
    "freenet.de", "posteo.de", "mailbox.org", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de",
    "live.de", "yahoo.de", "yahoo.com", "aol.com", "icloud.com", "me.com", "arcor.de", "riseup.net",
    "systemli.org", "protonmail.com", "proton.me", "mail.de", "online.de", "email.de",
})
# fmt: on


@dataclass(frozen=True)
class Facts:
    """What is known of an entry, as it was typed; the first name is its own, the others are short and former ones."""

    key: int
    names: tuple[str, ...]
    seat: int | None = None
    register_number: str = ""
    websites: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Profile:
    """What an entry is recognised by, folded already; empty where nothing is known."""

    key: int
    names: tuple[str, ...]
    seat: int | None = None
    register_number: str = ""
    hosts: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    grams: tuple[frozenset[str], ...] = field(default=(), compare=False)
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike two entries are, 0 to 100, and why: the strongest reason first."""

    score: int
    reasons: tuple[str, ...]


def folded(text: str) -> str:
    """Return a text in small ASCII letters, umlauts as two."""
    small = text.casefold().translate(_GERMAN)
    return "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))


def bare_name(text: str) -> str:
    """Return a name without legal form and filler words; all of its words where nothing else is left."""
    plain = folded(text)
    words = [word for word in _WORD.findall(_LEGAL.sub(" ", plain)) if word not in _FILLERS]
    return " ".join(words or _WORD.findall(plain))


def host_of(url: str) -> str:
    """Return the host of a web address without www, with the first part of the path on a platform, else ""."""
    found = _HOST.match(url.strip() if "//" in url else f"//{url.strip()}")
    if not found or "." not in found[1]:
        return ""
    host = found[1].casefold().removeprefix("www.").removeprefix("m.").rstrip(".")
    if host not in _PLATFORMS:
        return host
    account = (found[2] or "").strip("/").partition("/")[0].casefold()
    return f"{host}/{account}" if account else ""


def mail_keys(address: str) -> frozenset[str]:
    """Return the whole address, and its domain with @ before it unless anybody gets addresses there."""
    box, at, domain = folded(address.strip()).rpartition("@")
    if not (box and at and "." in domain):
        return frozenset()
    return frozenset({f"{box}@{domain}"} | (set() if domain in FREE_MAIL else {f"@{domain}"}))


def phone_key(number: str) -> str:
    """Return the digits of a number as dialled within Germany, "" for fewer than six."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.strip().startswith("+49"):
        digits = "0" + digits[2:]
    elif digits.startswith("0049"):
        digits = "0" + digits[4:]
    return digits if len(digits) >= 6 else ""


def address_key(street: str, postcode: str) -> str:
    """Return postcode and street, "" where one is missing."""
    plain = re.sub(r"(?<=str)(?:asse|\.)(?=\W|\d|$)", "", folded(street))
    words = "".join(_WORD.findall(plain))
    return f"{postcode.strip()} {words}" if words and postcode.strip() else ""


def profile(facts: Facts) -> Profile:
    """Return what an entry is recognised by."""
    bare = tuple(dict.fromkeys(filter(None, map(bare_name, facts.names))))
    own = bare[0] if bare else ""
    return Profile(
        facts.key,
        bare,
        facts.seat,
        "".join(_WORD.findall(folded(facts.register_number))),
        frozenset(filter(None, map(host_of, facts.websites))),
        frozenset().union(*map(mail_keys, facts.mails)),
        frozenset(filter(None, map(phone_key, facts.phones))),
        frozenset(filter(None, (address_key(*pair) for pair in facts.addresses))),
        tuple(_grams(name) for name in bare),
        frozenset(word for word in own.split() if word.isdigit()),
    )


def likeness(one: Profile, other: Profile) -> Likeness:
    """Return how alike two entries are; the same whichever comes first."""
    parts = {NAME: round(max(0.0, name_likeness(one, other) - UNLIKE) / (1 - UNLIKE) * SAME_NAME)}
    shared = {
        REGISTER_NUMBER: one.register_number and one.register_number == other.register_number,
        WEBSITE: one.hosts & other.hosts,
        EMAIL: one.mails & other.mails,
        PHONE: one.phones & other.phones,
        ADDRESS: one.addresses & other.addresses,
        SEAT: one.seat is not None and one.seat == other.seat,
    }
    parts |= {reason: WEIGHTS[reason] for reason, is_shared in shared.items() if is_shared}
    score = sum(parts.values())
    if one.seat and other.seat and one.seat != other.seat:
        score += OTHER_SEAT
    reasons = sorted((reason for reason in parts if parts[reason] > 0), key=lambda name: -parts[name])
    return Likeness(max(0, min(100, score)), tuple(reasons))


def name_likeness(one: Profile, other: Profile) -> float:
    """Return how alike the likest of their names are, 0 to 1; different numbers in them mean different groups."""
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return 0.0
    best = 0.0
    for left in one.grams:
        for right in other.grams:
            common = len(left & right)
            if common:
                best = max(best, 2 * common / (len(left) + len(right)))
    return best


def _grams(name: str) -> frozenset[str]:
    """Return the pairs of letters of a name's words, with their beginnings and ends."""
    found = set()
    for word in name.split():
        marked = f"^{word}$"
        found |= {marked[at : at + 2] for at in range(len(marked) - 1)}
    return frozenset(found)

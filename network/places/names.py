"""Names as people say them, out of the names of official directories."""

import re
import unicodedata

from .keys import DISTRICT_DESIGNATIONS

# Cottbus, Dahme-Spreewald, Oberspreewald-Lausitz, Spree-Neiße, Bautzen, Görlitz: names in two languages.
SORBIAN_DISTRICTS = {"12052", "12061", "12066", "12071", "14625", "14626"}
_GERMAN_TAILS = {"Spreewald", "Spree", "Lausitz", "Niederlausitz", "Oberlausitz"}
_TITLE = re.compile(r",[^/]*?(?=\s*/|$)")  # “, Stadt”, “, Landeshauptstadt”, also before a Sorbian name
_LOOSE_SLASH = re.compile(r"\s*/\s*")
_TIGHT_DOT = re.compile(r"(?<=[a-z]\.)(?=[A-ZÄÖÜ][a-zäöü])")  # a.Inn
_LOOSE_DOTS = re.compile(r"\b([a-z]\.) (?=[a-z]\.)")  # v. d. Höhe
_SAYS_WHAT_IT_IS = re.compile(r"kreis\b|\bRegion\b|region\b|\bRegionalverband\b", re.IGNORECASE)
_SHORT = re.compile(r"/| \(| (?=(?:[a-z]\.)+(?: |$))")
_SPELLED_OUT = (
    ("/Erzgeb.", " im Erzgebirge"),
    ("/Vogtl.", " im Vogtland"),
    ("/Sa.", " in Sachsen"),
    ("/Thür.", " in Thüringen"),
    ("/O.L.", " in der Oberlausitz"),
    (" i.d. O.L.", " in der Oberlausitz"),
    ("/Sächs. Schw.", " in der Sächsischen Schweiz"),
    (" a.d. ", " an der "),
    (" i.d. ", " in der "),
    (" v.d. ", " vor der "),
    (" b. ", " bei "),
    ("St. ", "Sankt "),
)


def split_name(text: str, code: str) -> tuple[str, str]:
    """Return the German and the Sorbian name of an entry such as “Bautzen / Budyšin, Stadt”."""
    name = _TITLE.sub("", unicodedata.normalize("NFC", text)).strip()
    german, sorbian = _languages(name) if code[:5] in SORBIAN_DISTRICTS else (name, "")
    return _tidy(german)[:150], _tidy(sorbian)[:150]


def _languages(name: str) -> tuple[str, str]:
    """Return both names of a place with two; a slash may also stand before a landscape: “Neukirch/Lausitz”."""
    for separator in (" / ", " - "):
        german, found, sorbian = name.partition(separator)
        if found:
            return german, sorbian
    german, _slash, tail = name.partition("/")
    return (name, "") if "." in tail or tail.strip() in _GERMAN_TAILS else (german, tail)


def _tidy(name: str) -> str:
    """Return a name in one spelling, whichever office wrote it: “Lauenburg/ Elbe”, “a.d.Alz”, “v. d. Höhe”."""
    name = _LOOSE_SLASH.sub("/", " ".join(name.split()))
    return _TIGHT_DOT.sub(" ", _LOOSE_DOTS.sub(r"\1", name))


def official_name(name: str, code: str, designation: str) -> str:
    """Return the full name of a state or district: “Landkreis Zwickau”, “Stadt Leipzig”, “Erzgebirgskreis”.

    Empty for municipalities, whose name is what people say, and where the designation is unknown.
    """
    if len(code) == 2:
        return name
    if len(code) != 5:
        return ""
    word = designation.strip()
    if "stadt" in word.casefold():
        return name if name.startswith("Stadt ") else f"Stadt {name}"
    if _SAYS_WHAT_IT_IS.search(name):
        return name
    return f"{word} {name}" if word.casefold() in DISTRICT_DESIGNATIONS else ""


def everyday_names(name: str) -> tuple[str, ...]:
    """Return what people also write for an abbreviated name: “Lugau/Erzgeb.” gives Lugau, Lugau im Erzgebirge."""
    full = name
    for short, long in _SPELLED_OUT:
        full = full.replace(short, long)
    return tuple(other for other in (_SHORT.split(name)[0], full) if other != name)

"""To which domain a mail goes: the one that was written, letter by letter.

Django writes domains by the standard of 2003, in which `straße` is `strasse`: whoever owns that one would get the
links with which members of the other sign in.
"""

import unicodedata


def in_ascii(address: str) -> str:
    """Return a mail address with its domain as the DNS knows it (RFC 5891 §4.4); what is no address stays."""
    person, at, domain = address.rpartition("@")
    return f"{person}{at}{'.'.join(map(_label, domain.split('.')))}" if at else address


def _label(label: str) -> str:
    """Return a part of a domain in ASCII."""
    if label.isascii():
        return label
    return "xn--" + unicodedata.normalize("NFC", label).lower().encode("punycode").decode("ascii")

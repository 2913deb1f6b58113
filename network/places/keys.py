"""Official keys, postcodes and numbers as publishers write them."""

import re

STATE_DESIGNATIONS = {"land", "freistaat", "freie hansestadt", "freie und hansestadt"}
RURAL_DESIGNATIONS = {"kreis", "landkreis", "regionalverband"}
DISTRICT_DESIGNATIONS = RURAL_DESIGNATIONS | {"kreisfreie stadt", "stadtkreis"}
_THOUSANDS = re.compile(r"\.(?=\d{3}(?:\.|$))")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


def official_key(text: str) -> str:
    """Return the AGS of 2, 5 or 8 digits; empty for anything else.

    Accepts the regional key (ARS) of 12 digits, and keys that lost their leading zero in a spreadsheet.
    """
    digits = _BLANKS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if len(digits) in {1, 4, 7, 11}:
        digits = "0" + digits
    if len(digits) == 12:
        digits = digits[:5] + digits[9:]
    return digits if len(digits) in {2, 5, 8} and "01" <= digits[:2] <= "16" else ""


def unpadded_key(text: str, designation: str, is_padded: bool = False) -> str:
    """Return the key without the zeros that fill up the keys of states and districts.

    Only the designation tells Landkreis 14524 from a municipality 14524000. That of a state or a city says what
    it is only in columns that are known to be filled up, such as AGS_0: Hamburg is also the municipality 02000000.
    """
    key = official_key(text)
    word = designation.strip().casefold()
    if is_padded and word in STATE_DESIGNATIONS and key.endswith("000000"):
        return key[:2]
    districts = DISTRICT_DESIGNATIONS if is_padded else RURAL_DESIGNATIONS
    return key[:5] if word in districts and key.endswith("000") else key


def postcode_of(text: str) -> str:
    """Return a postcode of five digits, a lost leading zero restored; empty for anything else."""
    digits = text.strip()
    if len(digits) == 4:
        digits = "0" + digits
    return digits if len(digits) == 5 and digits.isascii() and digits.isdigit() else ""


def number_of(text: str) -> float | None:
    """Return a number written with decimal point or comma, None where there is none."""
    try:
        return float(_BLANKS.sub("", text).replace(",", "."))
    except ValueError:
        return None


def count_of(text: str) -> int | None:
    """Return a whole number, also one with blanks or dots between the thousands."""
    digits = _THOUSANDS.sub("", _BLANKS.sub("", text))
    return int(digits) if digits.isascii() and digits.isdigit() else None


def point_of(lat: str, lon: str) -> tuple[float | None, float | None]:
    """Return latitude and longitude in degrees, or twice None where they are missing or not in Germany."""
    north, east = number_of(lat), number_of(lon)
    if north is None or east is None or not is_in_germany(north, east):
        return None, None
    return round(north, 6), round(east, 6)


def is_in_germany(lat: float, lon: float) -> bool:
    """Return whether a point lies in the rectangle around Germany."""
    return 47 < lat < 55.5 and 5.5 < lon < 15.5

"""Sets of small numbers as Python integers: bit n is set if n is in the set. Counting is `int.bit_count()`."""

from collections.abc import Iterable

DIGIT_TO_FLAG = bytes.maketrans(b"01", b"\0\1")


def from_numbers(numbers: Iterable[int], size: int) -> int:
    """Return the bitset of numbers below `size`, in linear time (one shift per number would be quadratic)."""
    octets = bytearray(size // 8 + 1)
    for number in numbers:
        octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")


def to_flags(bits: int, size: int) -> bytes:
    """Return one byte, 0 or 1, for each number below `size`: fast to index and to `compress` with."""
    return format(bits, f"0{size}b").encode("ascii").translate(DIGIT_TO_FLAG)[::-1]

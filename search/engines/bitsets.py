"""Sets of small numbers as Python integers: bit n is set if n is in the set. Counting is `int.bit_count()`."""

from collections.abc import Iterable

DIGIT_TO_FLAG = bytes.maketrans(b"01", b"\0\1")


def from_numbers(numbers: Iterable[int], size: int) -> int:
    """Return the bitset of numbers below `size`, in linear time (one shift per number would be quadratic)."""
    digits = bytearray(b"0") * size
    for number in numbers:
        digits[number] = 49  # "1"
    digits.reverse()
    return int(digits, 2) if digits else 0


def to_flags(bits: int, size: int) -> bytes:
    """Return one byte, 0 or 1, for each number below `size`: fast to index and to `compress` with."""
    return format(bits, f"0{size}b").encode("ascii").translate(DIGIT_TO_FLAG)[::-1]

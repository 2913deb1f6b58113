"""What was done to many entries lately, for the lists that say it below themselves and lead back."""

from dataclasses import dataclass

from network.models.care import Done

SHOWN = 10


@dataclass(frozen=True)
class DoneLately:
    """A step as lists show it: in words, to how many entries, and where it is taken back."""

    edit: Done
    words: str
    count: int
    undo_url: str

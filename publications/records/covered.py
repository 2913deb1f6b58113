"""What is covered in the words of something published while its organisation is protected."""

from network.records.covering import OPEN, Cover

from .owners import OwnerFact


def cover_of_owner(owner: OwnerFact | None) -> Cover:
    """Return what is covered: nothing for the office's own, and for whoever is not protected."""
    return owner.cover if owner else OPEN

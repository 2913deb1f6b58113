"""Since when a feed has the bytes it has, for programs that ask by date (`If-Modified-Since`)."""

from django.db import models


class FeedState(models.Model):
    """A feed somebody asked for, known by the digest of its address, and what it answered last.

    Derived: without its row a feed counts as changed now, which costs a client one transfer and nothing else.
    """

    address_digest = models.CharField(max_length=64, unique=True)
    content_digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    asked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.address_digest

"""What an organisation works with in the admin: its group and its collection; and the shelf that all share."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from .organisations import Organisation


class Access(models.Model):
    """The group that holds the rules on an organisation's pages, and the collection that holds its files.

    Who is in the group follows the stewardships; what the group may do follows the pages and the trust.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="access")
    group = models.OneToOneField(Group, models.PROTECT, related_name="access")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="access")

    def __str__(self) -> str:
        return str(self.organisation)

    class Meta:
        verbose_name = _("access of an organisation")
        verbose_name_plural = _("access of organisations")


class SharedShelf(models.Model):
    """The one collection from which every organisation may choose; the office fills it."""

    collection = models.OneToOneField(Collection, models.PROTECT, related_name="shared_shelf")

    def __str__(self) -> str:
        return str(self.collection)

    class Meta:
        verbose_name = _("media of the network")
        verbose_name_plural = _("media of the network")

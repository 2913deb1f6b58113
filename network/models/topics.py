"""The curated vocabulary of topics: tags that nobody adds in passing."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase

from network.fields import WordListField
from portal.slugs import german_slug

from .lineage import check_parent


class Topic(TagBase):
    """What organisations work on; `slug` is its stable key, the label may change."""

    free_tagging = False

    label_en = models.CharField(_("English label"), max_length=100, blank=True)
    description = models.TextField(_("description"), blank=True)
    synonyms = WordListField(_("also found as"), help_text=_("Everyday words, one per line."))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    @property
    def label(self) -> str:
        """Return the label in the language of the moment."""
        return self.label_en if (get_language() or "").startswith("en") and self.label_en else self.name

    def clean(self) -> None:
        """Refuse to be part of itself."""
        super().clean()
        check_parent(self)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return a German slug, numbered from the second on."""
        return german_slug(tag, "thema", 90) + (f"-{i}" if i else "")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]


class ActorTopic(ItemBase):
    """A topic of an organisation's or alliance's page."""

    tag = models.ForeignKey(Topic, models.PROTECT, related_name="uses", verbose_name=_("topic"))
    content_object = ParentalKey("network.ActorPage", on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

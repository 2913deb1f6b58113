"""What objects refer to, wherever it stands in them."""

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ReferenceIndex

from portal.chosen_without import Reference, named


def references(*instances: Model) -> frozenset[Reference]:
    """Return everything that objects refer to: by fields, in streams of blocks, in running text, in their rows."""
    return frozenset(_references(instances))


def _references(instances: Iterable[Model]) -> Iterator[Reference]:
    """Yield what the objects refer to, as Wagtail's index of references finds it."""
    for instance in instances:
        for kind, key, _model_path, _path in ReferenceIndex._extract_references_from_object(instance):
            model = ContentType.objects.get_for_id(kind).model_class()
            if model is not None:
                yield named(model, key)

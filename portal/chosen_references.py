"""What a form may refer to: what its user may choose, or what stood there before.

Wagtail's choosers list only what somebody may choose, but its forms accept any number: whoever writes a request by
hand could show a foreign picture or file, and read its title where the form comes back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from portal.chosen_keys import forget_impossible
from portal.wagtail_policies import document_policy, image_policy, page_policy

# A model and a key.
Reference = tuple[type[Model], str]


def references(*instances: Model) -> frozenset[Reference]:
    """Return everything that objects refer to: by fields, in streams of blocks, in running text, in their rows."""
    return frozenset(_references(instances))


def foreign(user: Any, found: Iterable[Reference]) -> bool:
    """Return whether something among these references exists and is not for the user to choose; a query per model."""
    keys: dict[type[Model], set[str]] = defaultdict(set)
    for model, key in found:
        keys[model].add(key)
    return any(_is_foreign(user, model, wanted) for model, wanted in keys.items())


class ChosenReferences:
    """A form of Wagtail's editors that accepts no reference which its user could not have chosen.

    It answers with “not permitted” and shows nothing again, so that no number can be tried for its title.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_asked = self.is_bound and self.for_user is not None and not self.for_user.is_superuser
        # A row that is being written has no key yet, and what its form was opened with is not sent by anybody.
        self._before = references(self.instance) if is_asked and self.instance.pk else frozenset()
        self._is_asked = is_asked

    def is_valid(self) -> bool:
        """Return whether the form is valid; raises PermissionDenied for a foreign reference, even in a wrong form."""
        is_valid = super().is_valid()
        rows = [form for formset in self.formsets.values() for form in formset.forms]
        if self._is_asked:
            found = references(self.instance, *(form.instance for form in rows))
            if foreign(self.for_user, found - self._before):
                raise PermissionDenied
        if not is_valid:
            for form in (self, *rows):
                forget_impossible(form)
        return is_valid


def _references(instances: Iterable[Model]) -> Iterator[Reference]:
    """Yield what the objects refer to, as Wagtail's index of references finds it."""
    for instance in instances:
        for kind, key, _model_path, _path in ReferenceIndex._extract_references_from_object(instance):
            model = ContentType.objects.get_for_id(kind).model_class()
            if model is not None:
                yield model, str(key)


def _is_foreign(user: Any, model: type[Model], keys: set[str]) -> bool:
    """Return whether one of the keys is that of a row the user may not choose; a row that is gone is nobody's."""
    keys = {key for key in keys if len(key) < 64}
    if issubclass(model, Page):
        rows = Page.objects.filter(pk__in=keys)
        mine = page_policy().explorable_instances(user).values("pk")
        return rows.exclude(Q(live=True) | Q(pk__in=mine)).exists()
    if model is get_image_model():
        permitted = image_policy().instances_user_has_permission_for(user, "choose")
    elif model is get_document_model():
        permitted = document_policy().instances_user_has_permission_for(user, "choose")
    else:
        policy = getattr(getattr(model, "snippet_viewset", None), "permission_policy", None)
        if not getattr(policy, "decides_by_row", False):
            return False
        permitted = policy.instances_user_has_permission_for(user, "choose")
    return (
        model._default_manager.filter(pk__in=keys).exclude(pk__in=permitted.order_by().values("pk")).exists()
    )

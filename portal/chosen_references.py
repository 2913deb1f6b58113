"""What a form may refer to: what its user may choose, or what stood there before.

Wagtail's choosers list only what somebody may choose, but its forms accept any number: whoever writes a request by
hand could show a foreign picture or file, and read its title where the form comes back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.chosen_keys import forget_impossible
from portal.chosen_without import IMPOSSIBLE, Reference, sent, take_out
from portal.found_references import references
from portal.named_pages import named_to
from portal.sent_forms import SentForm
from portal.wagtail_policies import document_policy, image_policy

NOT_YOURS = _(
    "What was chosen here is not yours to show, or nobody else may see it yet, so it was taken out. "
    "Everything you wrote is still here; choose something else and save again."
)


def foreign(user: Any, found: Iterable[Reference]) -> frozenset[Reference]:
    """Return those references that exist and are not for the user to choose; a query per model."""
    keys: dict[type[Model], set[str]] = defaultdict(set)
    for model, key in found:
        keys[model].add(key)
    return frozenset((model, key) for model in keys for key in _foreign_keys(user, model, keys[model]))


class ChosenReferences(SentForm):
    """A form of Wagtail's editors that accepts no reference which its user could not have chosen.

    It is shown again with every word and without the reference, so that no number can be tried for its title.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_asked = self.is_bound and self.for_user is not None and not self.for_user.is_superuser
        # A row that is being written has no key yet, and what its form was opened with is not sent by anybody.
        self._before = references(self.instance) if is_asked and self.instance.pk else frozenset()
        self._is_asked = is_asked

    def is_valid(self) -> bool:
        """Return whether the form is valid and refers to nothing foreign; what does is taken out of it."""
        is_valid = super().is_valid()
        forms = [self, *(form for formset in self.formsets.values() for form in formset.forms)]
        if self._is_asked:
            found = {*references(*(form.instance for form in forms))}.union(*map(sent, forms))
            if refused := foreign(self.for_user, found - self._before):
                is_valid = False
                self._refuse(forms, refused)
        if not is_valid:
            for form in forms:
                forget_impossible(form)
        return is_valid

    def _refuse(self, forms: Iterable[BaseForm], refused: frozenset[Reference]) -> None:
        """Take references out of the forms, and say so where they stood, or above the form."""
        changed = [(form, name) for form in forms for name in take_out(form, refused)]
        for form, name in changed:
            if name not in form.errors:
                form.add_error(name, ValidationError(NOT_YOURS))
            elif isinstance(form.fields[name], BlockField):  # shows only its first error
                form.add_error(None, ValidationError(NOT_YOURS))
        if not changed:
            self.add_error(None, ValidationError(NOT_YOURS))


def _foreign_keys(user: Any, model: type[Model], keys: set[str]) -> Iterator[str]:
    """Yield impossible keys, and those of rows the user may not choose; a row that is gone is nobody's."""
    yield from keys & {IMPOSSIBLE}
    keys = keys - {IMPOSSIBLE}
    if issubclass(model, Page):
        strange = Page.objects.filter(pk__in=keys).exclude(named_to(user))
    elif (permitted := _permitted(user, model)) is not None:
        strange = model._default_manager.filter(pk__in=keys).exclude(pk__in=permitted.order_by().values("pk"))
    else:
        return
    yield from (str(key) for key in strange.values_list("pk", flat=True))


def _permitted(user: Any, model: type[Model]) -> QuerySet | None:
    """Return the rows that a user may choose; None for models whose rows are everybody's."""
    if model is get_image_model():
        return image_policy().instances_user_has_permission_for(user, "choose")
    if model is get_document_model():
        return document_policy().instances_user_has_permission_for(user, "choose")
    policy = getattr(getattr(model, "snippet_viewset", None), "permission_policy", None)
    if not getattr(policy, "decides_by_row", False):
        return None
    return policy.instances_user_has_permission_for(user, "choose")

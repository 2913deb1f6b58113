"""The form of a topic: its key is chosen once."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class TopicForm(WagtailAdminModelForm):
    """A topic; addresses, lists and exports name it by its slug, which therefore stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True

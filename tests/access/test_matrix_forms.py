"""Role by address: whole forms, as those have them on their screens who may, sent by the steward of another house.

`test_matrix_posts` sends two small forms everywhere, most of which no view would take; these are what it would take.
"""

from collections.abc import Iterator

from tests.access.addresses import paths
from tests.access.asking import OWN, Matrix, leaked, signed_in, text_of
from tests.access.filled_forms import FilledForm, forms_in
from tests.access.writing import changes_of

SAVING_ITSELF = {"Accept": "application/json"}


class TestWholeForms(Matrix):
    """Every form of the admin about their things."""

    def test_a_foreign_steward_sends_them_and_nothing_changes(self):
        client = signed_in(self.world, "a")
        told, broken, lost, names = [], [], [], set()
        for name, form in self.forms():
            names.add(name)
            for data in form.sent():
                for headers in (None, SAVING_ITSELF) if form.is_editor else (None,):
                    response, changes = changes_of(
                        lambda form=form, data=data, headers=headers: client.post(
                            form.path, data, headers=headers
                        ),
                        OWN,
                    )
                    if response.status_code >= 500:
                        broken.append((name, form.path))
                    if secrets := leaked(response, form.path):
                        told.append((name, form.path, response.status_code, secrets))
                    if changes:
                        lost.append((name, form.path, response.status_code, sorted(changes)))
        assert {
            "wagtailadmin_pages:edit",
            "wagtailadmin_pages:delete",
            "wagtailadmin_pages:unpublish",
            "wagtailadmin_pages:move_confirm",
            "wagtailadmin_collections:edit",
            "wagtailimages:edit",
            "wagtaildocs:edit",
            "wagtailredirects:edit",
            "wagtailsites:edit",
            "wagtailsettings:edit",
            "wagtailusers_users:edit",
            "wagtailusers_groups:edit",
            "wagtailsnippets_events_event:edit",
            "wagtailsnippets_network_organisation:edit",
            "moderation:decide",
            "event_queue:entry",
            "wagtail_bulk_action",
        } <= names
        assert len(names) > 100
        assert not broken
        assert not told
        assert not lost

    def forms(self) -> Iterator[tuple[str, FilledForm]]:
        """Yield every form about their things, by the name of its view, as a superuser or their steward sees it."""
        seen: set[str] = set()
        for role in "sb":
            reader = signed_in(self.world, role)
            for route in self.asked:
                for path in paths(route, self.world):
                    if not path.startswith("/admin/") or "/account/" in path or "id=all" in path:
                        continue
                    response = reader.get(path)
                    kind = response.headers.get("Content-Type", "")
                    if response.status_code != 200 or not kind.startswith("text/html"):
                        continue
                    for form in forms_in(text_of(response), path):
                        if form.path.startswith("/admin/") and form.path not in seen:
                            seen.add(form.path)
                            yield route.name, form

"""Addresses of the admin with forged parameters: nobody gets more than “not found”, a message, or a list.

Which parameters a view reads is heard, so that new ones count without being listed here.
"""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from portal.http.admin_queries import is_impossible
from tests import builders
from tests.access.addresses import paths
from tests.access.asking import BROKEN_UPSTREAM, Matrix, signed_in
from tests.access.matrix_lines import LINES
from tests.access.parameters import IMPOSSIBLE, forged, heard

# By role: how often each parameter gets other values.
ROUNDS = {"s": 4, "o": 1, "a": 1}
# For superusers alone: the form of a workflow takes the page of its list for a number that there is.
KNOWN = BROKEN_UPSTREAM | {"wagtailadmin_workflows:edit"}


class TestForgedParameters(Matrix):
    """Every address that reads parameters."""

    def test_nothing_breaks(self):
        read = self.read()
        assert len(read) > 120
        assert {"p", "ordering"} <= set().union(*(names for _name, names in read.values()))
        broken = []
        for role, rounds in ROUNDS.items():
            client = signed_in(self.world, role)
            for path, (name, names) in read.items():
                if role not in LINES[name]:
                    continue
                queries = [*forged(names, rounds), *(IMPOSSIBLE if role == "s" else ())]
                for query in queries:
                    sent = "&".join(f"{one}={query}" for one in names) if query in IMPOSSIBLE else query
                    if self.status(client, f"{path}?{sent}") >= 500:
                        broken.append((role, name, f"{path}?{sent}"))
        assert broken == []

    def test_numbers_in_the_path_break_nothing(self):
        client = signed_in(self.world, "s")
        found = [
            (route.name, re.sub(r"/\d+(?=/)", f"/{number}", path))
            for route in self.asked
            for path in paths(route, self.world)[:1]
            if path.startswith("/admin/") and re.search(r"/\d+/", path)
            for number in IMPOSSIBLE[:1]
        ]
        assert len(found) > 100
        assert not [one for one in found if self.status(client, one[1]) >= 500]

    def read(self) -> dict[str, tuple[str, set[str]]]:
        """Return the addresses that read parameters, with the name of the view and those of the parameters."""
        client, found = signed_in(self.world, "s"), {}
        for route in self.asked:
            if route.name in KNOWN:
                continue
            for path in paths(route, self.world)[:1]:
                if not path.startswith("/admin/"):
                    continue
                with heard() as names:
                    response = client.get(path)
                if names and response.status_code in {200, 302}:
                    found[path.partition("?")[0]] = route.name, set(names)
        return found

    def status(self, client, address: str) -> int:
        """Return the status of an answer; what a failure leaves behind is undone."""
        mark = transaction.savepoint()
        response = client.get(address)
        transaction.savepoint_rollback(mark)
        return response.status_code


@pytest.mark.django_db
def test_a_long_number_may_be_looked_for(client, tree):
    client.force_login(builders.office())
    number = "4" * 30
    for name in ("q", "p"):
        for view in ("worklist:list", "wagtailimages:index"):
            assert client.get(f"{reverse(view)}?{name}={number}").status_code == 200
    assert client.get(f"{reverse('wagtailadmin_reports:site_history')}?user={number}").status_code == 404


def test_what_no_row_can_have_is_a_long_number():
    for value in ("9" * 19, "-" + "9" * 19, " +" + "1" * 40, "９" * 3):
        assert is_impossible(value), value
    for value in ("", "-", "0", "0" * 30 + "7", "9" * 18, "-5", "x" + "9" * 30, "1.5"):
        assert not is_impossible(value), value

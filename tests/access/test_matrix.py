"""Role by address: who is let in and what the answer tells, over every address there is.

Addresses come from the URL configuration, so a view without a line fails. A line names who reaches it with one
organisation's things in the place of numbers: - anonymous, a the steward of another one, b their own steward,
e editors, o the office, s superusers. A view that is reached lists only what its reader may see.
`test_matrix_posts` sends something to the same addresses.
"""

from collections import defaultdict

from tests.access.addresses import asked_routes, paths
from tests.access.asking import BROKEN_UPSTREAM, Matrix, leaked, lets_in, signed_in
from tests.access.matrix_lines import LINES
from tests.access.mirror import mirrored, mixed


def test_every_view_has_a_line_and_every_line_a_view():
    names = {route.name for route in asked_routes()}
    assert names - LINES.keys() == set()
    assert LINES.keys() - names == set()


class TestWhoIsLetInAndToldWhat(Matrix):
    """Every address, asked once as everybody."""

    def test_anonymous(self):
        self.ask("-")

    def test_steward_of_another_organisation(self):
        self.ask("a")

    def test_their_own_steward(self):
        self.ask("b")

    def test_editor(self):
        self.ask("e")

    def test_office(self):
        self.ask("o")

    def test_superuser(self):
        self.ask("s")

    def ask(self, role: str) -> None:
        """Ask every address as a role."""
        client = signed_in(self.world, role)
        reached: dict[str, set[bool]] = defaultdict(set)
        told, broken = [], []
        for route in self.asked:
            tried = paths(route, self.world)
            for path in tried if role in "-ab" else tried[:1]:
                response = client.get(path)
                if response.status_code != 405:  # Wagtail 8 answers some views to POST alone
                    reached[route.name].add(lets_in(response))
                if response.status_code >= 500 and route.name not in BROKEN_UPSTREAM:
                    broken.append(path)
                if role in "-a" and (secrets := leaked(response, path)):
                    told.append((path, response.status_code, secrets))
        unlike = {
            name: True in seen for name, seen in reached.items() if (True in seen) != (role in LINES[name])
        }
        assert not broken
        assert not told
        assert not unlike, sorted(unlike.items())

    def test_ones_own_things_tell_nothing_of_theirs(self):
        """With ours in the place of every number, and with one of theirs among them."""
        own, client = mirrored(self.world), signed_in(self.world, "a")
        strange = {path for route in self.asked for path in paths(route, self.world)}  # asked by another test
        seen, told, broken = set(strange), [], []
        for around in (own, *mixed(self.world, own)):
            for route in self.asked:
                for path in set(paths(route, around)) - seen:
                    seen.add(path)
                    response = client.get(path)
                    if response.status_code >= 500 and route.name not in BROKEN_UPSTREAM:
                        broken.append(path)
                    if secrets := leaked(response, path):
                        told.append((path, response.status_code, secrets))
        assert len(seen - strange) > 200
        assert not broken
        assert not told

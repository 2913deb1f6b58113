"""Role by address: what a sent form changes and tells, over every address there is; see `test_matrix`.

Each request is undone, so that every one finds the same world. `CHANGES` names who changes something by sending next
to nothing: an empty form, or one with a title and a “yes”.
"""

from collections import defaultdict

from portal.accounts.models import SignIn
from tests.access import world as worlds
from tests.access.addresses import paths
from tests.access.asking import BROKEN_UPSTREAM, OWN, Matrix, leaked, lets_in, signed_in
from tests.access.matrix_changes import ANSWERED, CHANGES
from tests.access.matrix_lines import LINES
from tests.access.mirror import mirrored, mixed
from tests.access.writing import changes_of

FORMS = ({}, {"action-publish": "1", "title": "Übernommen", "confirm": "1"})
# What only the office is told: mails, relayed words, hints.
FOR_THE_OFFICE = {"kanarihinweis", "kanaribrief", "kanarimail"}
NOT_FOR = {
    "-": set(worlds.SECRETS),
    "a": set(worlds.SECRETS),
    "b": FOR_THE_OFFICE,
    "e": FOR_THE_OFFICE,
    "o": set(),
    "s": set(),
}


class TestWhoChangesWhat(Matrix):
    """Every address, sent two small forms as everybody."""

    def test_anonymous(self):
        self.send("-")

    def test_steward_of_another_organisation(self):
        self.send("a")

    def test_their_own_steward(self):
        self.send("b")

    def test_editor(self):
        self.send("e")

    def test_office(self):
        self.send("o")

    def test_superuser(self):
        self.send("s")

    def send(self, role: str) -> None:
        """Send the forms to every address as a role."""
        client = signed_in(self.world, role)
        changing: dict[str, bool] = defaultdict(bool)
        reached: dict[str, bool] = defaultdict(bool)
        told, broken = [], []
        for route in self.asked:
            for path in self.tried(route, role):
                for data in FORMS if role in "-a" else FORMS[1:]:
                    response, changes = changes_of(lambda path=path, data=data: client.post(path, data), OWN)
                    changing[route.name] |= bool(changes)
                    reached[route.name] |= lets_in(response)
                    if response.status_code >= 500 and route.name not in BROKEN_UPSTREAM:
                        broken.append((path, data))
                    if secrets := set(leaked(response, path)) & NOT_FOR[role]:
                        told.append((path, response.status_code, secrets))
        unlike = {name: seen for name, seen in changing.items() if seen != (role in CHANGES.get(name, ""))}
        allowed = {
            name for name in reached if role in LINES[name] + CHANGES.get(name, "") + ANSWERED.get(name, "")
        }
        strangers = {name for name, is_in in reached.items() if is_in} - allowed
        assert not broken
        assert not told
        assert not unlike, sorted(unlike.items())
        assert not strangers, sorted(strangers)

    def tried(self, route, role: str) -> list[str]:
        """Return the addresses of a route; all of them for strangers, but for those about all of their own."""
        found = paths(route, self.world)
        return [path for path in found if "id=all" not in path] if role in "-a" else found[:1]

    def test_what_one_may_change_is_ones_own(self):
        """With ours in the place of every number, and with one of theirs among them, everything of theirs stays."""
        own, client = mirrored(self.world), signed_in(self.world, "a")
        strange = {path for route in self.asked for path in paths(route, self.world)}  # asked by another test
        seen, told, broken, lost = set(strange), [], [], []
        for around in (own, *mixed(self.world, own)):
            for route in self.asked:
                for path in set(paths(route, around)) - seen:
                    seen.add(path)
                    for data in FORMS:
                        response, changes = changes_of(
                            lambda path=path, data=data: client.post(path, data), OWN
                        )
                        if response.status_code >= 500 and route.name not in BROKEN_UPSTREAM:
                            broken.append((path, data))
                        if secrets := leaked(response, path):
                            told.append((path, response.status_code, secrets))
                        lost += [(path, *lines) for lines in of_theirs(changes)]
        assert len(seen - strange) > 200
        assert not broken
        assert not told
        assert not lost
        assert SignIn.objects.filter(pk=self.world.rows["sign_in"].pk).exists()


def of_theirs(changes: dict[str, tuple]) -> list[tuple]:
    """Return the rows that hold something of theirs and are gone or other than they were."""
    return [
        (label, row)
        for label, (were, became) in changes.items()
        for row in were
        if row not in became and any(worlds.secrets_in(repr(row)))
    ]

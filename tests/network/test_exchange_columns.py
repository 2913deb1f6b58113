"""network/IMPORT.md tells the office every column as it is: names, parts, words, and examples that work."""

import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, TestCase

from network.choices import Accessibility, OfferKind, OfferStatus, TargetGroup
from network.exchange.audiences import PARTS
from network.exchange.cells import read_cell
from network.exchange.columns import BY_KEY, COLUMNS, OBJECTS
from network.exchange.reading import RawRow
from network.exchange.resolve import Resolver, Unknown
from network.exchange.rows import NEVER_EMPTY, RowChecker
from network.models.alliances import GoalLevel
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import LegalForm, OrganisationKind
from network.setup import set_up_portal
from portal.disclosure import Audience, Precision

TEXT = (Path(settings.BASE_DIR) / "network" / "IMPORT.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)


def table(cells: int) -> dict[str, list[str]]:
    """Return the rows of the table with that many cells behind the key."""
    rows = {key: rest.split(" | ") for key, rest in ROW.findall(TEXT)[: len(COLUMNS)]}
    if cells == 1:
        rows = {key: [rest] for key, rest in ROW.findall(TEXT)[len(COLUMNS) :]}
    return rows


class TestColumns(SimpleTestCase):
    def test_every_column_stands_there_in_order_with_its_german_headings(self):
        assert list(table(3)) == [column.key for column in COLUMNS]
        for key, (headings, content, example) in table(3).items():
            with self.subTest(column=key):
                assert tuple(headings.split(", ")) == BY_KEY[key].german
                assert content
                assert example.startswith("`")

    def test_every_part_of_an_object_stands_there_with_its_other_names(self):
        objects = {column.key: column.fields for column in COLUMNS if column.holds == OBJECTS}
        assert set(table(1)) == set(objects)
        for key, fields in objects.items():
            for field in fields:
                with self.subTest(column=key, part=field.key):
                    assert f"`{field.key}` ({', '.join(field.names)}" in table(1)[key][0]

    def test_every_word_of_the_choices_stands_there(self):
        for choices in (
            Accessibility,
            Audience,
            GoalLevel,
            LegalForm,
            MembershipKind,
            MembershipStatus,
            OfferKind,
            OfferStatus,
            OrganisationKind,
            Precision,
            TargetGroup,
        ):
            for key in choices.values:
                with self.subTest(choices=choices.__name__, key=key):
                    assert re.search(rf"\b{key}\b", TEXT.partition("## Lists")[2])
        for part in (*PARTS, *NEVER_EMPTY):
            assert f"`{part}`" in TEXT


class TestExamples(TestCase):
    def test_every_example_is_understood(self):
        set_up_portal()
        cells = {
            key: read_cell(BY_KEY[key], example.strip("`")) for key, (*_more, example) in table(3).items()
        }
        unknown = Unknown()
        row = RowChecker(Resolver(), unknown).check(RawRow(2, cells))
        assert [str(problem) for problem in row.problems] == []
        # “nach Vereinbarung” is a word without times, which the office is to see.
        assert set(unknown.words) <= {"topics", "opening_hours"}
        assert row.values["regions_served"] == ["14523", "14524", "online"]
        assert row.values["alliances"] == [{"alliance": "b-01", "kind": "host", "since": "2018"}]
        assert row.values["disclosure"] == {"phone": "office", "address": "municipality"}
        assert row.values["offers"][0]["title"] == "Sprachcafé"
        assert row.values["milestones"] == [{"text": "eigenes Haus bezogen", "year": 2018}]

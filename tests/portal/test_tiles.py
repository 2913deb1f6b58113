"""The tile of an organisation: permanent, distinct, and tolerant of how it was stored."""

import uuid

import pytest

from portal.tiles import CORNERS, FIGURES, PALETTES, TURNS, Tile, as_tile, tile_for

KEYS = [str(uuid.UUID(int=number)) for number in range(400)]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("org-1", "2-7-3-3"),
        ("org-2", "5-5-3-3"),
        ("org-13", "7-5-0-3"),
        ("00000000-0000-0000-0000-000000000001", "2-1-0-3"),
    ],
)
def test_same_id_gives_the_same_tile_for_ever(key, code):
    assert tile_for(key).code == code


def test_numbers_stay_within_what_is_drawn():
    tiles = [tile_for(key) for key in KEYS]
    assert {tile.palette for tile in tiles} == set(range(PALETTES))
    assert {tile.figure for tile in tiles} == set(range(FIGURES))
    assert {tile.turn for tile in tiles} == set(range(TURNS))
    assert {tile.corner for tile in tiles} == set(range(CORNERS))


def test_figures_that_reach_the_corners_carry_no_ornament():
    assert all(tile.corner == 0 for tile in map(tile_for, KEYS) if tile.figure in {0, 15})


def test_taken_tile_leads_to_another_one():
    first = tile_for("a")
    second = tile_for("a", {first})
    third = tile_for("a", {first, second})
    assert len({first.picture, second.picture, third.picture}) == 3


def test_tile_that_only_looks_the_same_counts_as_taken():
    plain = tile_for("org-1")
    turned = Tile(plain.palette, plain.figure, (plain.turn + 2) % 4, plain.corner)
    assert turned != plain
    assert turned.picture == plain.picture
    assert tile_for("org-1", [turned]).picture != plain.picture


def test_resolving_is_deterministic_and_leaves_no_equal_pair():
    def admit_all():
        taken = []
        for key in KEYS:
            taken.append(tile_for(key, taken))
        return taken

    tiles = admit_all()
    assert tiles == admit_all()
    assert len({tile.picture for tile in tiles}) == len(KEYS)


def test_without_resolving_some_would_be_equal():
    assert len({tile_for(key).picture for key in KEYS}) < len(KEYS)


def test_when_every_picture_is_taken_the_first_is_given_again():
    every = [
        Tile(palette, figure, turn, corner)
        for palette in range(PALETTES)
        for figure in range(FIGURES)
        for turn in range(TURNS)
        for corner in range(CORNERS)
    ]
    assert tile_for("org-1", every) == tile_for("org-1")


@pytest.mark.parametrize(
    ("tile", "same"),
    [
        (Tile(0, 1, 3, 0), Tile(0, 1, 0, 0)),  # four-fold figure without ornament
        (Tile(0, 1, 3, 1), Tile(0, 1, 0, 1)),  # four equal ornaments
        (Tile(0, 1, 2, 2), Tile(0, 1, 0, 2)),  # ornaments in two corners
        (Tile(0, 2, 3, 0), Tile(0, 2, 1, 0)),  # a band looks the same upside down
        (Tile(0, 5, 3, 0), Tile(0, 5, 3, 0)),  # no symmetry at all
        (Tile(0, 0, 2, 3), Tile(0, 0, 0, 0)),  # the ornament is not drawn
    ],
)
def test_picture_stands_for_every_tile_that_looks_like_it(tile, same):
    assert tile.picture == same


def test_code_and_class_name_the_tile():
    tile = Tile(4, 8, 2, 1)
    assert tile.code == "4-8-2-1"
    assert tile.tint_class == "pal-4"


@pytest.mark.parametrize("value", [Tile(4, 8, 2, 1), (4, 8, 2, 1), [4, 8, 2, 1], "4-8-2-1"])
def test_every_stored_form_is_understood(value):
    assert as_tile(value) == Tile(4, 8, 2, 1)


@pytest.mark.parametrize(
    "value", ["", "4", "4-8-2", "4-8-2-1-0", "a-b-c-d", (1, 2), "12-0-0-0", (0, 16, 0, 0), "0-0-4-0"]
)
def test_anything_else_is_refused(value):
    with pytest.raises(ValueError):
        as_tile(value)

"""Official keys, postcodes and numbers as people and spreadsheets write them."""

import pytest

from network.places.keys import count_of, number_of, official_key, point_of, postcode_of, unpadded_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("14", "14"),
        ("14524", "14524"),
        ("14524330", "14524330"),
        (" 14524330 ", "14524330"),
        ("145240330330", "14524330"),  # regional key
        ("1001000", "01001000"),  # a spreadsheet ate the zero
        ("1001", "01001"),
        ("1", "01"),
        ("10010000000", "01001000"),
        ("14 5 24 330", "14524330"),
        ("17524", ""),  # there is no state 17
        ("00", ""),
        ("145", ""),
        ("145240330", ""),  # an association
        ("DED45", ""),
        ("１４", ""),
        ("", ""),
    ],
)
def test_official_key_is_the_ags_or_nothing(text, key):
    assert official_key(text) == key


@pytest.mark.parametrize(
    ("text", "designation", "is_padded", "key"),
    [
        ("14524000", "Landkreis", True, "14524"),
        ("14524000", "Landkreis", False, "14524"),
        ("14713000", "Kreisfreie Stadt", True, "14713"),
        ("14713000", "Kreisfreie Stadt", False, "14713000"),
        ("14713000", "Stadt", True, "14713000"),
        ("14000000", "Freistaat", True, "14"),
        ("02000000", "Freie und Hansestadt", False, "02000000"),
        ("14524330", "Landkreis", True, "14524330"),
        ("140000000000", "Land", True, "14"),
    ],
)
def test_zeros_that_fill_up_a_key_go_only_where_the_designation_says_so(text, designation, is_padded, key):
    assert unpadded_key(text, designation, is_padded) == key


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("08056", "08056"), (" 08056", "08056"), ("8056", "08056"), ("805", ""), ("D-08056", ""), ("0805a", "")],
)
def test_postcode_has_five_digits(text, postcode):
    assert postcode_of(text) == postcode


@pytest.mark.parametrize(
    ("text", "number"),
    [("12.5", 12.5), ("12,5", 12.5), (" 90\u00a0164 ", 90164.0), ("", None), ("–", None)],
)
def test_number_with_point_or_comma(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("90164", 90164),
        (" 90 164", 90164),
        ("90\u202f164", 90164),
        ("1.690.164", 1690164),
        ("00000090164", 90164),
        ("0", 0),
        ("90.16", None),
        ("", None),
        ("-", None),
    ],
)
def test_count_with_or_without_thousands_separators(text, count):
    assert count_of(text) == count


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("50,853", "12,921", (50.853, 12.921)),
        ("50.8535939999", "12.92", (50.853594, 12.92)),
        ("12.92", "50.85", (None, None)),  # swapped
        ("0", "0", (None, None)),
        ("50.8", "", (None, None)),
    ],
)
def test_point_lies_in_germany_or_is_none(lat, lon, point):
    assert point_of(lat, lon) == point

"""How alike two entries are: German spelling, legal forms, contacts, and what tells branches apart."""

import random
import string

import pytest

from network.care.blocking import LARGEST, WINDOW, candidates, umbrella_keys
from network.care.likeness import (
    ENOUGH,
    Facts,
    address_key,
    bare_name,
    host_of,
    likeness,
    mail_keys,
    phone_key,
    profile,
)


def of(*names, key=1, **facts):
    """Return the profile of an entry."""
    return profile(Facts(key, names, **facts))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Kulturbüro Süd e. V.", "kulturbuero sued"),
        ("Kulturbuero Sued e.V.", "kulturbuero sued"),
        ("KULTURBÜRO SÜD (eingetragener Verein)", "kulturbuero sued"),
        ("Förderkreis für die Straße gGmbH", "foerderkreis strasse"),
        ("Café Évasion gUG (haftungsbeschränkt)", "cafe evasion"),
        ("e. V.", "e v"),
        ("Für", "fuer"),
        ("", ""),
        ("Łužica wjes", "łuzica wjes".replace("ł", "")),
    ],
)
def test_name_without_legal_form(name, bare):
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.haus.example/kontakt?x=1", "haus.example"),
        ("http://Haus.Example:8080", "haus.example"),
        ("haus.example", "haus.example"),
        ("https://name:word@haus.example/", "haus.example"),
        ("https://www.facebook.com/HausDerVielen/", "facebook.com/hausdervielen"),
        ("https://facebook.com", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_host_of_a_website(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(
    "number", ["0375 123456", "+49 375 123456", "+49 (0)375/12 34 56", "0049-375-123456", "(0375) 123 456"]
)
def test_one_number_however_it_is_typed(number):
    assert phone_key(number) == "0375123456"


@pytest.mark.parametrize("number", ["", "110", "12-34", "kein Telefon", "+"])
def test_what_is_no_number_says_nothing(number):
    assert phone_key(number) == ""


def test_domain_counts_unless_anybody_gets_an_address_there():
    assert mail_keys("Info@Haus.example") == {"info@haus.example", "@haus.example"}
    assert mail_keys("haus@gmx.de") == {"haus@gmx.de"}
    for wrong in ("", "@", "a@", "@b.example", "a@b"):
        assert mail_keys(wrong) == frozenset()


@pytest.mark.parametrize("street", ["Hauptstraße 1", "Hauptstr. 1", "Hauptstr.1", "HAUPTSTRASSE 1"])
def test_one_street_however_it_is_typed(street):
    assert address_key(street, "08056") == address_key("Hauptstraße 1", "08056")
    assert address_key(street, "") == address_key("", "08056") == ""


SAME = [
    (of("Kulturbüro Süd e. V.", seat=1), of("Kulturbuero Sued", seat=1)),
    (of("Kulturverein Morgenröte", seat=1), of("Kulturvrein Morgenröte e.V.", seat=1)),
    (of("Neuer Name", "", "Alter Verein"), of("Alter Verein e. V.")),
    (of("Bunte Vielfalt Zwickau", "BVZ"), of("BVZ")),
    (of("Haus", websites=("https://haus.example",), seat=1), of("Haus Mitte", websites=("haus.example",), seat=1)),
    (of("Verein A", register_number="VR 123, Amtsgericht Chemnitz", seat=1),
     of("Ganz anders", register_number="VR 123 Amtsgericht Chemnitz", seat=1)),
    (of("Sprachcafé", phones=("0375 123456",), seat=1), of("Sprachcafe Zwickau", phones=("+49375123456",), seat=1)),
]  # fmt: skip
DIFFERENT = [
    (
        of("AWO Kreisverband Zwickau", seat=1, mails=("z@awo.example",)),
        of("AWO Kreisverband Bautzen", seat=2),
    ),
    (of("Ortsgruppe 1", seat=1), of("Ortsgruppe 2", seat=1)),
    (of("Heimatverein", seat=1), of("Heimatverein", seat=2)),
    (of("Tafel"), of("Chor")),
    (of("Chor", phones=("0375 123456",)), of("Tafel", phones=("0375 123456",))),
    (of(""), of("")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_club_under_two_spellings_is_proposed(one, other):
    assert likeness(one, other).score >= ENOUGH


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_clubs_are_not_proposed(one, other):
    assert likeness(one, other).score < ENOUGH


def test_likeness_does_not_depend_on_the_order_and_stays_in_bounds():
    rng = random.Random(5)  # noqa: S311 - made-up names
    letters = string.ascii_letters + "äöüß .-–\u0301😀\0"
    for _ in range(200):
        one, other = (of("".join(rng.choices(letters, k=rng.randint(0, 40)))) for _ in range(2))
        there, back = likeness(one, other), likeness(other, one)
        assert there == back
        assert 0 <= there.score <= 100


def test_strongest_reason_comes_first():
    one = of("Haus der Vielen", seat=1, websites=("haus.example",))
    other = of("Haus der Vielen e. V.", seat=1, websites=("haus.example",))
    assert likeness(one, other).reasons == ("name", "website", "seat")
    assert likeness(one, other).score == 100


def made_up(many):
    """Return profiles as a register has them: many share words, seats and an umbrella's website."""
    rng = random.Random(7)  # noqa: S311 - made-up names
    kinds = ["Verein", "Initiative", "Förderverein", "Ortsgruppe", "Netzwerk", "Kreisverband"]
    found = []
    for key in range(many):
        word = "".join(rng.choices("abdefghiklmnorstuwz", k=rng.randint(5, 9)))
        websites = ("https://dachverband.example",) if key % 3 == 0 else (f"https://{word}.example",)
        names = (f"{rng.choice(kinds)} {word.capitalize()} e. V.",)
        found.append(of(*names, key=key, seat=rng.randrange(400), websites=websites))
    return found


def test_five_thousand_entries_take_few_comparisons():
    counts = {}
    for many in (500, 5000):
        profiles = made_up(many)
        counts[many] = len(candidates(profiles))
    assert counts[5000] <= 5000 * (2 * WINDOW + LARGEST)
    assert counts[5000] <= 12 * counts[500]


def test_the_worst_register_is_bounded_too():
    """Everybody has the same name, number and address."""
    same = [
        of("Verein e. V.", key=key, phones=("0375 123456",), addresses=(("Weg 1", "08056"),))
        for key in range(2000)
    ]
    assert len(candidates(same)) <= 2000 * 2 * WINDOW


def test_planted_doubles_are_among_the_candidates():
    profiles = made_up(3000)
    profiles += [
        of("Kulturverein Morgenröte e. V.", key=9001, seat=1),
        of("Kulturvrein Morgenröte", key=9002, seat=1),
        of("Morgenröte Kulturverein", key=9003, seat=1),
    ]
    pairs = {(profiles[left].key, profiles[right].key) for left, right in candidates(profiles)}
    assert {(9001, 9002), (9001, 9003)} <= pairs


def test_nobody_is_compared_with_itself():
    profiles = [of("Verein Morgenröte", "Morgenröte", "Morgenröte e. V.", key=key) for key in range(3)]
    assert candidates(profiles) == {(0, 1), (0, 2), (1, 2)}


def test_what_many_share_tells_nothing():
    assert umbrella_keys(made_up(30)) == {"dachverband.example"}

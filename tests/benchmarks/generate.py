"""Random organisations in import format, the same for the same seed: for benchmarks and round trips.

`python -m tests.benchmarks.generate 5000 > list.jsonl` writes a list that import_organisations reads.
"""

import argparse
import csv
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from network.choices import Accessibility, OfferKind, TargetGroup
from tests.benchmarks import phrases as words

DATA = Path(__file__).resolve().parents[2] / "network" / "data"
EVERY_NTH_IS_AN_ALLIANCE = 40
SPAN = 100_000  # rows keep their id and text when a list with the same seed grows


def generate(count: int, seed: int = 1, full: bool = False) -> Iterator[dict[str, Any]]:
    """Yield `count` organisations, every fortieth an alliance; `full` fills every column of every row."""
    generator = Generator(count, seed, full)
    for number in range(count):
        yield generator.organisation(number)


class Zipf:
    """Draws entries so that the n-th is drawn about 1/n as often as the first."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._entries = entries
        self._weights = list(accumulate(1 / rank for rank in range(1, len(entries) + 1)))

    def draw(self, dice: random.Random) -> str:
        """Return an entry."""
        return dice.choices(self._entries, cum_weights=self._weights)[0]


class Sentences:
    """Fills the gaps of sentences with made-up words."""

    def __init__(self, shuffle: Callable[[list[str]], None]) -> None:
        compounds = [first + second for first in words.FIRST for second in words.SECOND]
        shuffle(compounds)
        self._compounds = Zipf(compounds)
        self._people, self._things = Zipf(words.PEOPLE), Zipf(words.THINGS)

    def fill(self, frame: str, town: str, dice: random.Random) -> str:
        """Return a frame with its gaps filled."""
        compound, other = self._compounds.draw(dice), self._compounds.draw(dice)
        people, things = self._people.draw(dice), self._things.draw(dice)
        adjective = dice.choice(words.ADJECTIVES)
        return frame.format(
            town=town,
            word=compound,
            word_up=compound,
            word2=other,
            word2_up=other,
            people=people,
            people_up=people[0].upper() + people[1:],
            adj=adjective,
            adj_up=adjective.capitalize(),
            verb=dice.choice(words.VERBS),
            things=things,
            things_up=things[0].upper() + things[1:],
            day=dice.choice(words.DAYS),
            place=dice.choice(words.PLACES),
            year=dice.randint(1990, 2025),
            number=dice.randint(3, 80),
        )


def _rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file of the network."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Generator:
    """Composes organisations; each row depends on the seed and its number alone."""

    def __init__(self, count: int, seed: int, full: bool) -> None:
        self.seed = seed
        self.full = full
        places = _rows("places.csv")
        self.districts = [row for row in places if row["kind"] == "district" and row["code"].startswith("14")]
        self.towns = {
            row["code"]: [town for town in places if town["parent"] == row["code"] and town["postcodes"]]
            for row in self.districts
        }
        shuffle = random.Random(seed).shuffle  # noqa: S311 - texts, no secrets
        topics = [row["slug"] for row in _rows("topics.csv")]
        shuffle(topics)
        self.topics = Zipf(topics)
        self.sentences = Sentences(shuffle)
        self.alliances = [n for n in range(count) if _is_alliance(n)]

    def organisation(self, number: int) -> dict[str, Any]:
        """Return one organisation."""
        self.dice = random.Random(self.seed * SPAN + number)  # noqa: S311 - texts, no secrets
        self.town, self.district = self._place(number)
        row = self._register(number) | self._about() | self._contacts(number) | self._where()
        row |= self._what() | self._relations(number)
        if _is_alliance(number):
            row |= self._goals()
        return {key: value for key, value in row.items() if value not in ("", [], {})}

    def _place(self, number: int) -> tuple[dict[str, str], dict[str, str]]:
        """Return town and district; the districts take turns, so that none is left out."""
        district = self.districts[number % len(self.districts)]
        return self.dice.choice(self.towns[district["code"]]), district

    def _text(self, frame: str) -> str:
        """Return a frame with its gaps filled."""
        return self.sentences.fill(frame, self.town["name"], self.dice)

    def _maybe(self, share: float, value: Any) -> Any:
        """Return the value in that share of the rows, else an empty text."""
        return value if self.full or self.dice.random() < share else ""

    def _some(self, entries: Sequence[str], most: int) -> list[str]:
        """Return up to `most` different entries, at least one where everything is filled."""
        return self.dice.sample(list(entries), self.dice.randint(1 if self.full else 0, most))

    def _weighted(self, weights: dict[str, int]) -> str:
        """Return a key by weight."""
        return self.dice.choices(list(weights), list(weights.values()))[0]

    def _register(self, number: int) -> dict[str, Any]:
        """Return what the register holds."""
        alliance = _is_alliance(number)
        name = self._text(self.dice.choice(words.ALLIANCE_NAMES if alliance else words.NAMES))
        initials = "".join(part[0] for part in name.split() if part[0].isupper())
        return {
            "id": generated_id(number),
            "name": f"{name} {number}",
            "short_name": self._maybe(0.3, f"{initials}{number}"),
            "former_names": self._maybe(0.1, [self._text("{word_up} {town}"), self._text("Kreis {word_up}")]),
            "legal_form": "none" if alliance else self._weighted(words.LEGAL_FORMS),
            "kind": "alliance" if alliance else self._weighted(words.KINDS),
            "register_number": self._maybe(0.3, f"VR {self.dice.randint(100, 99999)}"),
            "founded": self._maybe(0.7, self.dice.choice([self._year(), self._day()])),
            "confirmed_on": self._maybe(0.6, self._day()),
        }

    def _about(self) -> dict[str, Any]:
        """Return summary and a body of about 60 to 150 words in two to four paragraphs."""
        wanted = self.dice.randint(60, 140)
        paragraphs: list[list[str]] = [[]]
        frames = self.dice.sample(words.FRAMES, len(words.FRAMES))
        while frames and sum(len(s.split()) for part in paragraphs for s in part) < wanted:
            if paragraphs[-1] and self.dice.random() < 0.25:
                paragraphs.append([])
            paragraphs[-1].append(self._text(frames.pop()))
        return {
            "summary": self._text(self.dice.choice(words.SUMMARIES)),
            "body": "\n\n".join(" ".join(part) for part in paragraphs),
        }

    def _contacts(self, number: int) -> dict[str, Any]:
        """Return contacts at example addresses with their disclosure, a few opening hours and links."""
        site = f"https://org{number}.example.org"
        return {
            "website": self._maybe(0.7, site),
            "email": self._maybe(0.9, f"kontakt@org{number}.example.org"),
            "phone": self._maybe(0.6, f"030 23125-{self.dice.randint(0, 999):03d}"),
            "disclosure": self._maybe(0.2, self._disclosure()),
            "opening_hours": self._maybe(0.5, self._hours()),
            "links": self._maybe(0.1, [{"label": self._text("{word_up}"), "url": f"{site}/mehr?seite=1"}]),
        }

    def _disclosure(self) -> dict[str, str]:
        """Return audiences that are not all public."""
        audiences = ("members", "office", "nobody")
        return {
            "phone": self.dice.choice(audiences),
            "email": self.dice.choice(audiences),
            "address": self.dice.choice(("municipality", "district")),
        }

    def _hours(self) -> list[str]:
        """Return one to three lines of opening hours."""
        found = []
        for days in self.dice.sample(("Mo-Mi", "Do", "Fr", "Sa"), self.dice.randint(1, 3)):
            start = self.dice.randint(8, 15)
            note = self.dice.choice(("", "", " (nur telefonisch)", " (nach Anmeldung, 1. Etage)"))
            found.append(f"{days} {start:02d}:{self.dice.choice(('00', '30'))}-{start + 3}:00{note}")
        return found

    def _where(self) -> dict[str, Any]:
        """Return address and area served."""
        street = f"{self.dice.choice(words.STREETS)} {self.dice.randint(1, 120)}"
        areas = [row["code"] for row in self._some(self.districts, 3)]
        return {
            "street": self._maybe(0.8, street),
            "postcode": self.dice.choice(self.town["postcodes"].split()),
            "municipality": self.town["name"],
            "district": self.district["code"],
            "regions_served": areas + self._some(("landesweit", "mobil", "online"), 1),
        }

    def _what(self) -> dict[str, Any]:
        """Return topics, offers and for whom."""
        return {
            "topics": sorted({self.topics.draw(self.dice) for _n in range(self.dice.randint(1, 5))}),
            "offers": [self._offer() for _n in range(self.dice.randint(1 if self.full else 0, 4))],
            "target_groups": self._some(TargetGroup.values, 4),
            "languages": self._some(words.LANGUAGES, 4),
            "accessibility": self._some(Accessibility.values, 3),
            "milestones": self._maybe(0.1, [self._milestone(), self._milestone()]),
        }

    def _offer(self) -> dict[str, Any]:
        """Return an offer."""
        offer = {
            "kind": self.dice.choice(OfferKind.values),
            "title": self._text(self.dice.choice(words.OFFER_TITLES)),
            "description": self._maybe(0.6, self._text(self.dice.choice(words.OFFER_TEXTS))),
            "for_whom": self._maybe(0.4, self._text("{people}")),
            "languages": self._some(words.LANGUAGES, 2),
            "cost": self._maybe(0.5, self.dice.choice(words.COSTS)),
            "how_to_apply": self._maybe(0.3, self._text("{day} am Telefon")),
            "status": self.dice.choice(("active", "active", "active", "full", "paused")),
        }
        return {key: value for key, value in offer.items() if value}

    def _milestone(self) -> dict[str, Any]:
        """Return a milestone."""
        return {"year": int(self._year()), "text": self._text(self.dice.choice(words.MILESTONES))}

    def _relations(self, number: int) -> dict[str, Any]:
        """Return memberships; alliances belong to earlier ones only, so that none contains itself."""
        possible = [n for n in self.alliances if n < number or not _is_alliance(number)]
        chosen = self.dice.sample(possible, min(len(possible), self.dice.choice((0, 1, 1, 2))))
        return {"alliances": [self._membership(other) for other in chosen]}

    def _membership(self, alliance: int) -> dict[str, Any]:
        """Return a membership, some of them ended."""
        since = self.dice.randint(2000, 2024)
        membership = {
            "alliance": generated_id(alliance),
            "kind": self.dice.choice(
                ("member", "member", "founding", "partner", "supporter", "host", "guest")
            ),
            "since": self.dice.choice((str(since), f"{since}-05-01")),
            "until": f"{since + 1}-12-31" if self.dice.random() < 0.1 else "",
            "statement": self._maybe(0.2, self._text(self.dice.choice(words.STATEMENTS))),
        }
        return {key: value for key, value in membership.items() if value}

    def _goals(self) -> dict[str, Any]:
        """Return what only alliances have."""
        levels = ("leitziel", "mittlerziel", "measure")
        goals = [{"level": level, "text": self._text(self.dice.choice(words.GOALS))} for level in levels]
        funding = {"programme": self._text("Fonds {word_up}"), "funder": "Freistaat", "since": "2024-01-01"}
        return {
            "goals": [goal | {"responsible": self._text("Kreis {word_up}")} for goal in goals],
            "focus": [{"year": 2025, "text": self._text("Jahr der {word_up}")}],
            "partner_lines": [self._text("{people_up} aus {town}")],
            "funding": [funding | {"purpose": self._text("{word_up} und {word2_up}")}],
            "legal_note": "Ohne Rechtsform, ohne Beitrag",
        }

    def _year(self) -> str:
        """Return a year."""
        return str(self.dice.randint(1990, 2025))

    def _day(self) -> str:
        """Return an ISO date."""
        return f"{self._year()}-{self.dice.randint(1, 12):02d}-{self.dice.randint(1, 28):02d}"


def generated_id(number: int) -> str:
    """Return the register id of a row."""
    return f"gen-{number:05d}"


def _is_alliance(number: int) -> bool:
    """Return whether a row is an alliance."""
    return number % EVERY_NTH_IS_AN_ALLIANCE == 7


def main() -> None:
    """Write a list to the standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", action="store_true", help="fill every column of every row")
    options = parser.parse_args()
    for row in generate(options.count, options.seed, options.full):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

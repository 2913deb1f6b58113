"""Scores in binary: they agree with plain numbers, whatever is added and asked."""

import random

from search.engines.bitsets import from_numbers
from search.engines.scores import Scores

SIZE = 70
EVERYBODY = (1 << SIZE) - 1


def scores(numbers: list[int]) -> Scores:
    """Return these numbers as the scores of documents 0, 1, 2…"""
    return Scores.highest((number, 1 << document) for document, number in enumerate(numbers))


def plain(found: Scores) -> list[int]:
    """Return the scores of all documents as numbers."""
    return [found.of(document) for document in range(SIZE)]


def any_numbers(rng: random.Random) -> list[int]:
    """Return a number for each document, many of them alike."""
    return [rng.choice((0, 0, 1, 7, 8, rng.randrange(5000))) for _ in range(SIZE)]


def test_the_highest_weight_counts_once():
    assert plain(Scores.highest([(5, 0b011), (9, 0b010), (9, 0b100)]))[:4] == [5, 9, 9, 0]


def test_sums_are_those_of_the_numbers():
    rng = random.Random(1)  # noqa: S311 - repeatable on purpose
    for _ in range(50):
        one, two = any_numbers(rng), any_numbers(rng)
        assert plain(scores(one) + scores(two)) == [a + b for a, b in zip(one, two, strict=True)]


def test_those_that_reach_a_score():
    rng = random.Random(2)  # noqa: S311 - repeatable on purpose
    for _ in range(50):
        numbers, least = any_numbers(rng), rng.choice((1, 7, 8, 9, 4000, 2**19))
        among = rng.getrandbits(SIZE)
        reaching = [
            document for document in range(SIZE) if among >> document & 1 and numbers[document] >= least
        ]
        assert scores(numbers).reaching(least, among) == from_numbers(reaching, SIZE)


def test_the_best_come_with_those_that_equal_the_last():
    rng = random.Random(3)  # noqa: S311 - repeatable on purpose
    for _ in range(50):
        numbers, many = any_numbers(rng), rng.randrange(1, SIZE)
        last = sorted(numbers, reverse=True)[many - 1]
        best = [document for document in range(SIZE) if numbers[document] >= last]
        assert scores(numbers).best(many, EVERYBODY) == from_numbers(best, SIZE)


def test_of_few_documents_all_are_the_best():
    assert scores([3, 1, 2]).best(5, 0b110) == 0b110


def test_a_class_comes_before_every_score():
    ordered = scores([1000, 1, 5]).below(scores([0, 2, 1]))
    assert sorted(range(3), key=ordered.of, reverse=True) == [1, 2, 0]

"""Which entries are worth comparing: those that share something rare, and neighbours in the order of names.

Comparing everybody with everybody takes 12.5 million comparisons for 5,000 entries. Here an entry is compared with
those that share a contact, an address or a rare word of the name, in groups of at most `LARGEST`, and with the next
`WINDOW` names read forwards and backwards, which finds slips of the pen at either end.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .likeness import Profile

LARGEST = 12
WINDOW = 4
# A contact that more entries share is an umbrella's, not one of their own.
SHARED_BY_MANY = 4


def candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Return pairs of positions, the smaller first; their number grows with that of the entries, not its square."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(profiles):
        for key in set(_keys(one)):  # a former name may repeat the words of the name
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= LARGEST:
            pairs.update((one, other) for n, one in enumerate(members) for other in members[n + 1 :])
    pairs.update(_neighbours(profiles))
    return pairs


def umbrella_keys(profiles: Sequence[Profile]) -> frozenset[str]:
    """Return hosts, mail addresses, domains and numbers that too many entries share to tell anything."""
    counts: dict[str, int] = defaultdict(int)
    for one in profiles:
        for key in one.hosts | one.mails | one.phones:
            counts[key] += 1
    return frozenset(key for key, many in counts.items() if many >= SHARED_BY_MANY)


def _keys(one: Profile) -> Iterator[str]:
    """Yield what puts an entry into a group; the kinds cannot be mistaken for each other."""
    yield from (f"host {key}" for key in one.hosts)
    yield from (f"mail {key}" for key in one.mails)
    yield from (f"phone {key}" for key in one.phones)
    yield from (f"address {key}" for key in one.addresses)
    if one.register_number:
        yield f"number {one.register_number}"
    for name in one.names:
        words = sorted(set(name.split()))
        yield f"name {' '.join(words)}"
        yield f"compact {''.join(name.split())}"
        long = [word for word in words if len(word) > 3]
        yield from (f"word {word}" for word in long)
        yield from (f"words {left} {right}" for left, right in zip(long, long[1:], strict=False))


def _neighbours(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Yield pairs that stand close in the order of names, forwards and backwards."""
    named = [(name.replace(" ", ""), at) for at, one in enumerate(profiles) for name in one.names[:2]]
    for ordered in (sorted(named), sorted((name[::-1], at) for name, at in named)):
        for n, (_name, at) in enumerate(ordered):
            for _other, neighbour in ordered[n + 1 : n + 1 + WINDOW]:
                if at != neighbour:
                    yield min(at, neighbour), max(at, neighbour)

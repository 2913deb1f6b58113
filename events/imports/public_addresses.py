"""Which numbers of computers are on the public internet, whatever form they hide in."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from .troubles import FeedRefused, FetchFailed, Trouble

# More would only let a site decide how long connecting takes.
MOST_ADDRESSES = 4

# IANA's registries of special addresses, written out: Python's own lists change with its releases.
_CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by customers of a provider (RFC 6598), and metadata of a cloud
        "127.0.0.0/8",
        "168.63.129.16/32",  # looks public, is the host of a virtual machine at Azure
        "169.254.0.0/16",  # link-local, and metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
# All that is assigned to the public internet; closed parts of it follow.
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, with Teredo (RFC 4380) and benchmarks
        "2001:db8::/32",
        "3fff::/20",
    )
)
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")


def is_public(address: str) -> bool:
    """Return whether a number is one of the public internet; numbers inside of numbers count (RFC 4291, 6052, 3056).

    What the local translation 64:ff9b:1::/48 (RFC 8215) means is known only inside of a network, so it is closed, as
    is everything with a scope.
    """
    try:
        number = ip_address(address)
    except ValueError:
        return False
    if isinstance(number, IPv4Address):
        return _is_public_4(number)
    if number.scope_id is not None:
        return False
    inner = _inner(number)
    if inner is not None:
        return _is_public_4(inner)
    return number in _OPEN_6 and number.is_global and not any(number in network for network in _CLOSED_6)


def _is_public_4(number: IPv4Address) -> bool:
    return number.is_global and not any(number in network for network in _CLOSED_4)


def _inner(number: IPv6Address) -> IPv4Address | None:
    """Return the old number inside of a new one."""
    if number in _MAPPED or number in _NAT64:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    if number in _SIX_TO_FOUR:
        return IPv4Address(int(number) >> 80 & 0xFFFFFFFF)
    return None


def all_public(addresses: Sequence[str]) -> tuple[str, ...]:
    """Return what a name leads to, each once, ready to connect to.

    Raises `FeedRefused` where only one of them is not public: no honest public name leads into a network as well.
    """
    if not addresses:
        raise FetchFailed(Trouble.UNKNOWN_NAME)
    if not all(is_public(address) for address in addresses):
        raise FeedRefused(Trouble.NOT_PUBLIC)
    return tuple(dict.fromkeys(str(ip_address(address)) for address in addresses))[:MOST_ADDRESSES]

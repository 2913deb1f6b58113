"""Parameters that mailings, networks and counters append to addresses: they ask for nothing."""

_BEGINNINGS = ("utm_", "mtm_", "pk_", "matomo_", "piwik_", "mc_", "hsa_", "_hs", "at_", "oly_", "sc_")
_NAMES = frozenset(
    (
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "twclid",
        "ttclid",
        "yclid",
        "li_fat_id",
    )
    + (
        "igshid",
        "igsh",
        "epik",
        "srsltid",
        "_ga",
        "_gl",
        "ref",
        "ref_src",
        "s_kwcid",
        "vero_id",
        "wickedid",
        "si",
    )
)


def is_tracking(name: str) -> bool:
    """Return whether a parameter only says where a visitor came from."""
    name = name.lower()
    return name in _NAMES or name.startswith(_BEGINNINGS)

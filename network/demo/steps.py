"""What a later app adds to the demo, registered in `portal.registries.demo_steps`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DemoStep:
    """Two functions without arguments, each returning how many of what it made or removed.

    `build` makes what is missing once the register is there and leaves alone what is; `remove` runs while the
    register still is there and may raise `register.DemoFailed`.
    """

    build: Callable[[], Mapping[str, int]]
    remove: Callable[[], Mapping[str, int]]

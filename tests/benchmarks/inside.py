"""Functions called inside a measured database, each in a process of its own that is set up for it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any


def ask(environment: Mapping[str, str], function: str, *arguments: Any) -> Any:
    """Return what a function (`module:name`) returns there; arguments and answer are plain values."""
    command = [sys.executable, "-m", "tests.benchmarks.inside", function, json.dumps(arguments)]
    answer = subprocess.run(  # noqa: S603 - our own module
        command, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE
    )
    return json.loads(answer.stdout)


def main() -> None:
    """Call the function and print what it returns as JSON."""
    import django  # noqa: PLC0415 - only what is asked needs it
    from django.core.checks import run_checks  # noqa: PLC0415

    django.setup()
    run_checks()  # as before every command: only then the admin, and so the reference index, knows the models
    function, arguments = sys.argv[1:]
    module, _colon, name = function.partition(":")
    json.dump(getattr(import_module(module), name)(*json.loads(arguments)), sys.stdout)


if __name__ == "__main__":
    main()

"""Ask veraPDF whether files are PDF/UA-1: one start of Java for all of them."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.elasticsearch.distribution import Unavailable
from tests.elasticsearch.fixtures import give_up
from tests.elasticsearch.process import java_homes, java_version
from tests.verapdf.distribution import jars

# The first that runs a program from its source with the classes of others.
OLDEST_JAVA = 17
SECONDS = 300


def failures(files: Iterable[Path]) -> dict[str, list[str]]:
    """Return what is wrong with each file, by its name; raises Unavailable where there is no Maven or no Java."""
    names = [str(path) for path in files]
    source = Path(__file__).with_name("Validate.java")
    command = [str(java()), "-cp", os.path.join(jars(), "*"), str(source), *names]
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        raise AssertionError(f"veraPDF broke: {(done.stdout + done.stderr)[-2000:]}")
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        what, name, text = line.split("\t", 2)
        known = found.setdefault(Path(name).name, [])
        if what == "failed":
            known.append(text)
        elif text == "0":
            known.append("nothing was checked")
    assert len(found) == len(names), done.stdout
    return found


def failures_or_skip(files: Iterable[Path]) -> dict[str, list[str]]:
    """Return the same; without Maven or Java skip with the reason, or fail where CI=true."""
    try:
        return failures(files)
    except Unavailable as error:
        give_up(f"No veraPDF for the tests that need it: {error}")


def java() -> Path:
    """Return the oldest Java of this machine that is new enough, or raise Unavailable."""
    found = {version: home for home in java_homes() if (version := java_version(home)) >= OLDEST_JAVA}
    if not found:
        raise Unavailable(f"no Java {OLDEST_JAVA} or newer was found")
    return found[min(found)] / "bin" / "java"

"""Find or start an Elasticsearch for the tests.

    python -m tests.elasticsearch.launch          start one, leave it running, print its URL
    python -m tests.elasticsearch.launch --stop   stop the one that was left running

Tried in this order: ELASTICSEARCH_URL, a server started here earlier, Docker, one put together from Maven.
Runs share one server; the last one to end stops it, unless it was started from the command line.
"""

import argparse
import contextlib
import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.elasticsearch import container, process
from tests.elasticsearch.distribution import Unavailable, cache_dir, server_home

ANSWER_SECONDS = 120


@dataclass(frozen=True)
class Server:
    """A server started here: exactly one of `pid` and `container` is set; `keep` leaves it running."""

    url: str
    pid: int = 0
    container: str = ""
    keep: bool = False


@contextlib.contextmanager
def elasticsearch_url() -> Iterator[str]:
    """Yield the URL of a server that answers, stopped at the end if nobody else needs it; or Unavailable."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        wait_for(url, seconds=5)
        yield url
        return
    with (cache_dir() / "users.lock").open("w") as users:
        with exclusively():
            server = running() or begin(keep=False)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield server.url
        finally:
            release(users)


def release(users: contextlib.AbstractContextManager) -> None:
    """Give up this run's share of the server; whoever gives up the last share stops it."""
    with exclusively():
        server = running()
        fcntl.flock(users, fcntl.LOCK_UN)
        if server is None or server.keep:
            return
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            end(server)


@contextlib.contextmanager
def exclusively() -> Iterator[None]:
    """Hold the lock under which a server is looked for, started and stopped."""
    with (cache_dir() / "launch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def state_file() -> Path:
    """Return where the running server is remembered."""
    return cache_dir() / "server.json"


def scratch() -> Path:
    """Return the folder of the started server's data, settings and logs."""
    return cache_dir() / "running"


def running() -> Server | None:
    """Return the server started earlier if it still answers; else make sure it is gone and return None."""
    try:
        server = Server(**json.loads(state_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    if server.container or process.is_running(server.pid, scratch()):
        with contextlib.suppress(Unavailable):
            wait_for(server.url, seconds=5)
            return server
    with contextlib.suppress(Unavailable):
        end(server)
    return None


def begin(keep: bool) -> Server:
    """Start a server with Docker or as a process, wait until it answers, and remember it."""
    if container.is_available():
        url, identity = container.start()
        server = Server(url, container=identity, keep=keep)
    else:
        url, pid = process.start(server_home(), scratch())
        server = Server(url, pid=pid, keep=keep)
    remember(server)
    try:
        wait_for(server.url, seconds=ANSWER_SECONDS)
    except Unavailable:
        end(server)
        raise
    return server


def remember(server: Server) -> None:
    """Write down the server so that the next run finds it."""
    state_file().write_text(json.dumps(asdict(server)), encoding="utf-8")


def end(server: Server) -> None:
    """Stop the server and forget it."""
    if server.container:
        container.stop(server.container)
    else:
        process.stop(server.pid, scratch())
    state_file().unlink(missing_ok=True)


def wait_for(url: str, seconds: float) -> None:
    """Return once the server answers at the URL; raise Unavailable after `seconds`."""
    from elasticsearch import ApiError, Elasticsearch, TransportError  # noqa: PLC0415 - slow to import

    give_up = time.monotonic() + seconds
    with Elasticsearch(url, request_timeout=5, max_retries=0) as client:
        while True:
            try:
                client.cluster.health(wait_for_status="yellow", timeout="4s")
            except (ApiError, TransportError) as error:
                if time.monotonic() > give_up:
                    raise Unavailable(f"the Elasticsearch at {url} does not answer: {error}") from error
                time.sleep(0.5)
            else:
                return


def main() -> int:
    """Start or stop a server from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="An Elasticsearch for the tests")
    parser.add_argument("--stop", action="store_true", help="stop the server that was left running")
    options = parser.parse_args()
    if options.stop:
        with exclusively():
            if server := running():
                end(server)
        return 0
    try:
        if url := os.environ.get("ELASTICSEARCH_URL"):
            wait_for(url, seconds=ANSWER_SECONDS)
        else:
            with exclusively():
                server = running() or begin(keep=True)
                remember(Server(server.url, server.pid, server.container, keep=True))
            url = server.url
    except Unavailable as error:
        sys.stderr.write(f"No Elasticsearch: {error}\n")
        return 1
    sys.stdout.write(f"{url}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Start and stop Elasticsearch as a Docker container, where an engine answers."""

import shutil
import subprocess

from tests.elasticsearch.distribution import VERSION, Unavailable

IMAGE = f"elasticsearch:{VERSION}"
PULL_SECONDS = 1800


def is_available() -> bool:
    """Return whether a Docker engine (not only its client) answers."""
    if shutil.which("docker") is None:
        return False
    try:
        docker("info", seconds=20)
    except Unavailable:
        return False
    return True


def start() -> tuple[str, str]:
    """Start a container on a free local port; return its URL, which may not answer yet, and its id."""
    options = ["--rm", "--detach", "--publish", "127.0.0.1::9200"]
    settings = ("discovery.type=single-node", "xpack.security.enabled=false", "ES_JAVA_OPTS=-Xms1g -Xmx1g")
    for setting in (*settings, "cluster.routing.allocation.disk.threshold_enabled=false"):
        options += ["--env", setting]
    identity = docker("run", *options, IMAGE, seconds=PULL_SECONDS).strip()
    return "http://" + docker("port", identity, "9200/tcp", seconds=20).split()[0], identity


def stop(identity: str) -> None:
    """Stop the container, which also removes it."""
    docker("stop", identity, seconds=60)


def docker(*arguments: str, seconds: int) -> str:
    """Return what a docker command printed, or raise Unavailable with what it complained about."""
    command = ["docker", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands
            command, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"docker {arguments[0]} took longer than {seconds} s") from error
    if done.returncode:
        raise Unavailable(f"docker {arguments[0]} failed: {done.stderr.strip()[-500:]}")
    return done.stdout

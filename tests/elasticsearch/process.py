"""Start and stop the assembled Elasticsearch as a process of an ordinary user."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.elasticsearch.distribution import Unavailable

OLDEST_JAVA = 21
START_SECONDS = 240
STOP_SECONDS = 30
UNPRIVILEGED = "nobody"
SETTINGS = {
    "cluster.name": "buendnisportal-tests",
    "discovery.type": "single-node",
    "xpack.security.enabled": "false",
    "network.host": "127.0.0.1",
    # The server picks free ports itself and writes them to logs/http.ports: no race for a port.
    "http.port": "0",
    "transport.port": "0",
    "node.portsfile": "true",
    # A developer's nearly full disk must not turn the indices read-only.
    "cluster.routing.allocation.disk.threshold_enabled": "false",
    "action.destructive_requires_name": "true",
}


def find_jdk() -> Path:
    """Return the home of the oldest Java of this machine that is new enough, or raise Unavailable."""
    found = {version: home for home in java_homes() if (version := java_version(home)) >= OLDEST_JAVA}
    if not found:
        raise Unavailable(f"no Java {OLDEST_JAVA} or newer was found (set ES_JAVA_HOME)")
    return found[min(found)]


def java_homes() -> list[Path]:
    """Return where a Java may live: ES_JAVA_HOME alone if set, else the usual folders, PATH and JAVA_HOME."""
    if chosen := os.environ.get("ES_JAVA_HOME"):
        return [Path(chosen)]
    homes = [*Path("/usr/lib/jvm").glob("*"), *Path("/opt").glob("*jdk*")]
    homes += Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home")
    if java := shutil.which("java"):
        homes.append(Path(java).resolve().parent.parent)
    if chosen := os.environ.get("JAVA_HOME"):
        homes.append(Path(chosen))
    return homes


def java_version(home: Path) -> int:
    """Return the feature version a Java home declares in its `release` file, 0 if it declares none."""
    release = home / "release"
    if not (home / "bin" / "java").exists() or not release.is_file():
        return 0
    match = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8"), re.MULTILINE)
    return int(match[1]) if match else 0


def start(home: Path, scratch: Path) -> tuple[str, int]:
    """Start the server with an empty data folder below `scratch`; return its URL and process id."""
    environment = prepare(home, scratch, find_jdk())
    command = [str(home / "bin" / "elasticsearch"), "-d", "-p", str(scratch / "pid")]
    settings = SETTINGS | {"path.data": str(scratch / "data"), "path.logs": str(scratch / "logs")}
    command += [f"-E{name}={value}" for name, value in settings.items()]
    output = scratch / "logs" / "console.txt"
    with output.open("wb") as console:
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command
                command,
                env=environment,
                cwd=scratch,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                timeout=START_SECONDS,
                check=False,
                start_new_session=True,
                **run_as(),
            )
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"Elasticsearch took over {START_SECONDS} s to start, see {output}") from error
    ports = scratch / "logs" / "http.ports"
    if done.returncode or not ports.is_file():
        tail = output.read_text(encoding="utf-8", errors="replace").strip()[-800:]
        raise Unavailable(f"Elasticsearch did not start (exit code {done.returncode}): {tail}")
    pid = int((scratch / "pid").read_text(encoding="ascii"))
    return "http://" + ports.read_text(encoding="ascii").split()[0], pid


def prepare(home: Path, scratch: Path, jdk: Path) -> dict[str, str]:
    """Make the server's writable folders, owned by whoever runs it; return its environment."""
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ("data", "logs", "tmp"):
        (scratch / name).mkdir(parents=True)
    # A copy, because the server writes its keystore beside the settings.
    shutil.copytree(home / "config", scratch / "config")
    if owner := run_as():
        for path in (scratch, *scratch.rglob("*")):
            os.chown(path, owner["user"], owner["group"])
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(scratch),
        "ES_JAVA_HOME": str(jdk),
        "ES_JAVA_OPTS": "-Xms1g -Xmx1g",
        "ES_PATH_CONF": str(scratch / "config"),
        "ES_TMPDIR": str(scratch / "tmp"),
    }


def run_as() -> dict:
    """Return the keyword arguments that make `subprocess` leave root (the server refuses to run as root)."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def is_running(pid: int, scratch: Path) -> bool:
    """Return whether the process is our server: process ids are reused, so its arguments are compared too."""
    listing = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    done = subprocess.run(listing, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    return str(scratch) in done.stdout


def stop(pid: int, scratch: Path) -> None:
    """Stop our server by its process id and delete its data; a process that is not ours is left alone."""
    give_up = time.monotonic() + STOP_SECONDS
    if is_running(pid, scratch):
        os.kill(pid, signal.SIGTERM)
    while is_running(pid, scratch):
        if time.monotonic() > give_up:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
    shutil.rmtree(scratch, ignore_errors=True)

"""A server of two workers on a free port, with its memory."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server: port, seconds to the first answer, process id of its master."""

    port: int
    first_answer: float
    pid: int

    def memory_mib(self) -> float:
        """Return the proportional set size (PSS) of master and workers in MiB."""
        pids = [self.pid, *_children(self.pid)]
        return sum(_pss(pid) for pid in pids) / 1024

    def processor_ms(self) -> float:
        """Return the milliseconds of the processor that the workers have taken so far, 0 where nobody tells."""
        return sum(_processor_ms(pid) for pid in _children(self.pid))

    def watch_memory(self) -> dict[int, int]:
        """Begin to note the peaks of the workers' memory; return the KiB that each holds now."""
        held = {pid: _of_status(pid, "VmRSS") for pid in _children(self.pid)}
        for pid in held:
            _forget_peak(pid)
        return held

    def growth_mib(self, before: Mapping[int, int]) -> float:
        """Return the MiB by which a worker grew at most since it is watched, 0 where the system does not tell."""
        grown = (_of_status(pid, "VmHWM") - held for pid, held in before.items())
        return max(0, *grown, 0) / 1024


@contextmanager
def serve(environment: Mapping[str, str]) -> Iterator[Server]:
    """Run gunicorn with two sync workers and stop it afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:portal.serving"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "--timeout", "60"]
    started = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 - our own command
    try:
        _wait(port, process)
        yield Server(port, time.perf_counter() - started, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first answer of the directory; raises RuntimeError when the server ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the server ended at once")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/initiativen/?q=beratung")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server does not answer")


def _free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _children(pid: int) -> list[int]:
    """Return the process ids of the workers."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in path.read_text().split()] if path.exists() else []


def _processor_ms(pid: int) -> float:
    """Return the milliseconds of the processor that a process has taken, see proc(5), stat."""
    path = Path(f"/proc/{pid}/stat")
    if not path.exists():
        return 0
    user, system = path.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def _pss(pid: int) -> int:
    """Return the proportional set size of a process in KiB, 0 where the system does not tell."""
    path = Path(f"/proc/{pid}/smaps_rollup")
    lines = path.read_text().splitlines() if path.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _of_status(pid: int, name: str) -> int:
    """Return a size in KiB from a process's status, 0 where the system does not tell."""
    path = Path(f"/proc/{pid}/status")
    lines = path.read_text().splitlines() if path.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _forget_peak(pid: int) -> None:
    """Set the peak of a process's memory (VmHWM) to what it holds now, see proc(5), clear_refs."""
    path = Path(f"/proc/{pid}/clear_refs")
    if path.exists():
        path.write_text("5")

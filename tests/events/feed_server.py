"""A small internet for one test: names, public-looking numbers, and real servers behind them on this machine."""

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from events.imports.fetch import Fetched, Limits, NotModified, fetch
from events.imports.pinned import system_connect
from events.imports.troubles import FeedRefused, FetchFailed, Trouble

Behaviour = Callable[[socket.socket, str], None]

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Verein//DE\r\nEND:VCALENDAR\r\n"
FEED = "feed.example.org"
SECRET = b"BEGIN:VCARD canary-7c1f"
HERE = "93.184.216.34"
OVER_HTTP = Limits(allow_http=True)
IMPATIENT = Limits(allow_http=True, connect_seconds=0.5, total_seconds=0.5)


def answer(body: bytes = CALENDAR, status: str = "200 OK", length: int | None = -1, **headers: str) -> bytes:
    """Return an answer; headers with underscores, a length of None is left out."""
    lines = [f"HTTP/1.1 {status}"]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(*pieces: bytes, **headers: str) -> bytes:
    """Return an answer in pieces (RFC 9112 §7.1)."""
    body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return answer(body, length=None, Transfer_Encoding="chunked", **headers)


def says(*answers: bytes) -> Behaviour:
    """Return a server that gives one answer after the other, the last one again and again."""
    left = list(answers)

    def behave(visitor: socket.socket, _question: str) -> None:
        visitor.sendall(left.pop(0) if len(left) > 1 else left[0])

    return behave


def trickle(sent: bytes, pause: float = 0.05) -> Behaviour:
    """Return a server that gives byte after byte."""

    def behave(visitor: socket.socket, _question: str) -> None:
        for byte in sent:
            visitor.sendall(bytes([byte]))
            time.sleep(pause)

    return behave


class Internet:
    """Names, numbers and servers; `asked` are the questions that reached a server, `dialled` the numbers tried."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        self._ports: dict[str, int] = {}
        self._open: list[socket.socket] = []

    def serve(
        self,
        behaviour: Behaviour,
        name: str = FEED,
        address: str = HERE,
        tls: ssl.SSLContext | None = None,
        says_farewell: bool = True,
    ) -> None:
        """Put a server behind a name and a number."""
        listener = socket.create_server(("127.0.0.1", 0))
        self._open.append(listener)
        self._ports[address] = listener.getsockname()[1]
        self.names.setdefault(name, [[address]])
        arguments = (listener, behaviour, tls, says_farewell)
        threading.Thread(target=self._accept, args=arguments, daemon=True).start()

    def resolver(self, host: str, _port: int) -> list[str]:
        """Return the numbers of a name; of several answers each is given once, the last one again and again."""
        self.looked_up.append(host)
        if host not in self.names:
            raise socket.gaierror
        answers = self.names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Return a connection to the server behind a number."""
        self.dialled.append((address, port))
        if address not in self._ports:
            raise ConnectionRefusedError
        return system_connect("127.0.0.1", self._ports[address], seconds)

    def fetch(self, url: str = f"http://{FEED}/t.ics", **options: Any) -> Fetched | NotModified:
        """Fetch a feed from here."""
        options.setdefault("limits", OVER_HTTP)
        return fetch(url, resolver=self.resolver, connect=self.connect, **options)

    def close(self) -> None:
        """Shut every server."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(
        self, listener: socket.socket, behaviour: Behaviour, tls: ssl.SSLContext | None, says_farewell: bool
    ) -> None:
        with contextlib.suppress(OSError):
            while True:
                visitor, _address = listener.accept()
                self._open.append(visitor)
                arguments = (visitor, behaviour, tls, says_farewell)
                threading.Thread(target=self._serve, args=arguments, daemon=True).start()

    def _serve(
        self, visitor: socket.socket, behaviour: Behaviour, tls: ssl.SSLContext | None, says_farewell: bool
    ) -> None:
        with contextlib.suppress(OSError):
            if tls is not None:
                visitor = tls.wrap_socket(visitor, server_side=True)
            question = b""
            while b"\r\n\r\n" not in question:
                question += visitor.recv(65536)
            self.asked.append(question.decode("latin-1"))
            behaviour(visitor, question.decode("latin-1"))
            if tls is not None and says_farewell:
                visitor = visitor.unwrap()
            visitor.shutdown(socket.SHUT_WR)
        visitor.close()


@contextlib.contextmanager
def small_internet() -> Iterator[Internet]:
    """Give an internet without any server yet."""
    internet = Internet()
    try:
        yield internet
    finally:
        internet.close()


class Authority:
    """An authority that certifies names, made by openssl in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run("req", "-x509", *self._new_key("ca"), "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test")

    @property
    def trust(self) -> ssl.SSLContext:
        """Return the trust of somebody who believes this authority, and checks names as always."""
        return ssl.create_default_context(cafile=str(self._folder / "ca.pem"))

    def certified(self, name: str, days: int = 1) -> ssl.SSLContext:
        """Return what a server of that name shows; a negative number of days is over already."""
        (self._folder / f"{name}.cnf").write_text(f"subjectAltName=DNS:{name}\n")
        self._run("req", *self._new_key(name), "-out", f"{name}.csr", "-subj", f"/CN={name}")
        issue = ("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
        self._run(*issue, "-out", f"{name}.pem", "-days", str(days), "-extfile", f"{name}.cnf")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        return context

    def _new_key(self, name: str) -> tuple[str, ...]:
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
        return (*curve, "-noenc", "-keyout", f"{name}.key")

    def _run(self, *arguments: str) -> None:
        command = ["openssl", *arguments]
        subprocess.run(command, cwd=self._folder, check=True, capture_output=True)  # noqa: S603


def refusal(internet: Internet, **options: Any) -> Trouble:
    """Return why a feed is refused."""
    with pytest.raises(FeedRefused) as refused:
        internet.fetch(**options)
    return refused.value.trouble


def failure(internet: Internet, **options: Any) -> Trouble:
    """Return why a feed could not be fetched."""
    with pytest.raises(FetchFailed) as failed:
        internet.fetch(**options)
    return failed.value.trouble

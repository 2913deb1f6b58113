"""A door before a real server that can be shut, or behave as servers in trouble do."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

FORWARD, REFUSE, HANG, BUSY = "forward", "refuse", "hang", "busy"
TRICKLE, STRANGE = "trickle", "strange"
BODY = json.dumps({"error": {"type": "too_many_requests", "reason": "too busy"}, "status": 429}).encode()
TOO_MANY_REQUESTS = (
    b"HTTP/1.1 429 Too Many Requests\r\nX-Elastic-Product: Elasticsearch\r\n"
    b"Content-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
)

OF_ANOTHER_SERVER = (
    b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n"
    b'Connection: close\r\nContent-Length: 16\r\n\r\n{"status": "up"}'
)


class Door:
    """Listens on a port of its own; `come(mode)` decides what those who knock find, `knocks` counts them."""

    def __init__(self, url: str) -> None:
        self._target = (urlsplit(url).hostname, urlsplit(url).port)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self._port = 0
        self.mode = REFUSE
        self.knocks = 0
        self.come(FORWARD)

    @property
    def url(self) -> str:
        """Return the address to knock at, the same in every mode."""
        return f"http://127.0.0.1:{self._port}"

    def come(self, mode: str) -> None:
        """Behave in another way from now on; open connections are cut, as a restart or a firewall does."""
        self.mode, self.knocks = mode, 0
        if mode == REFUSE:
            self.close()
        else:
            self._cut()
            if self._listener is None:
                self._listen()

    def close(self) -> None:
        """Stop listening."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self._cut()

    def _listen(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                visitor, _address = listener.accept()
                self.knocks += 1
                self._keep(visitor)
                threading.Thread(target=self._serve, args=(visitor, self.mode), daemon=True).start()

    def _serve(self, visitor: socket.socket, mode: str) -> None:
        with contextlib.suppress(OSError):
            if mode == FORWARD:
                server = socket.create_connection(self._target)
                self._keep(server)
                threading.Thread(target=self._pipe, args=(server, visitor), daemon=True).start()
                self._pipe(visitor, server)
            elif mode in {BUSY, STRANGE}:
                visitor.recv(65536)
                visitor.sendall(TOO_MANY_REQUESTS if mode == BUSY else OF_ANOTHER_SERVER)
                visitor.shutdown(socket.SHUT_WR)
            elif mode == TRICKLE:
                visitor.recv(65536)
                for byte in OF_ANOTHER_SERVER:
                    visitor.sendall(bytes([byte]))
                    time.sleep(0.3)

    def _pipe(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _keep(self, one: socket.socket) -> None:
        with self._lock:
            self._open.add(one)

    def _cut(self) -> None:
        with self._lock:
            known, self._open = self._open, set()
        for one in known:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextlib.contextmanager
def door_to(url: str) -> Iterator[Door]:
    """Give a door that lets everybody through until told otherwise."""
    door = Door(url)
    try:
        yield door
    finally:
        door.close()

"""A small mail server on this machine that can be slow, shut, or refuse an address (RFC 5321)."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Mailboxes:
    """What a mail server took, and how it behaves to those who come."""

    port: int = 0
    refused: frozenset[str] = frozenset()
    silent: threading.Event = field(default_factory=threading.Event)  # says nothing at all while set
    swallows: threading.Event = field(default_factory=threading.Event)  # takes a mail and says nothing
    taken: list[tuple[str, str]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


class _Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        boxes = self.server.boxes
        if boxes.silent.is_set():
            boxes.closing.wait(60)
            return
        self.say("220 ready")
        recipient = ""
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            word = line.split(":")[0].upper()
            if word == "RCPT TO":
                recipient = line.partition("<")[2].partition(">")[0]
                self.say("550 no such mailbox" if recipient in boxes.refused else "250 yes")
            elif word == "DATA":
                self.say("354 go on")
                boxes.taken.append((recipient, self.letter()))
                if boxes.swallows.is_set():
                    boxes.closing.wait(60)
                    return
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")

    def letter(self) -> str:
        """Return what comes until the line with a dot."""
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.decode("utf-8", "replace"))
        return "".join(lines)

    def say(self, words: str) -> None:
        """Answer with one line."""
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextlib.contextmanager
def mail_server() -> Iterator[Mailboxes]:
    """Give a mail server that listens until the end of the block."""
    boxes = Mailboxes()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.boxes = boxes
        boxes.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield boxes
        finally:
            boxes.closing.set()
            server.shutdown()
            thread.join(5)

"""A server on a local port that answers every request with the same status and body, and remembers the requests."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EMPTY_ANSWER = {
    "took": 1,
    "timed_out": False,
    "_shards": {"total": 1, "successful": 1, "failed": 0},
    "hits": {"total": {"value": 0, "relation": "eq"}, "hits": []},
}


@dataclass
class FakeServer:
    """What the server says; `body` and `status` may be changed between requests."""

    status: int = 200
    body: dict = field(default_factory=lambda: EMPTY_ANSWER)
    product: str = "Elasticsearch"
    paths: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def fake_elasticsearch(
    status: int = 200, body: dict | None = None, product: str = "Elasticsearch"
) -> Iterator:
    """Yield a running FakeServer."""
    fake = FakeServer(status, EMPTY_ANSWER if body is None else body, product)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fake.paths.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            content = json.dumps(fake.body).encode()
            self.send_response(fake.status)
            self.send_header("X-Elastic-Product", fake.product)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST

        def log_message(self, *_) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

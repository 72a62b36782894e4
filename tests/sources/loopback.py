"""A web server on this machine that serves one body, well or badly."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Server:
    """How to answer, and what was asked.

    `drops` is the number of bytes after which each of the next answers breaks off, first to last.
    """

    body: bytes
    status: int = 200
    ranges: bool = True
    drops: list[int] = field(default_factory=list)
    with_length: bool = True
    asked: list[str | None] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(body: bytes, **how: Any) -> Iterator[Server]:
    """Serve `body` at `Server.url` until the block ends."""
    server = Server(body, **how)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            server.asked.append(wanted)
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and server.ranges else 0
            if server.status != 200:
                self.send_error(server.status)
                return
            if start > len(server.body):
                self.send_error(416)
                return
            rest = server.body[start:]
            self.send_response(206 if start else 200)
            if server.with_length:
                self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            self.wfile.write(rest[: server.drops.pop(0)] if server.drops else rest)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.url = f"http://127.0.0.1:{listener.server_port}/some.csv"
    try:
        yield server
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()

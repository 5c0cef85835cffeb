"""A server on this machine that answers as a test wants Eurostat to answer."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def serving(*manners):
    """Serve each request in its manner, the last one from then on; yields (address, paths)."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            manners[min(len(asked), len(manners)) - 1](self)

        def log_message(self, *args):
            """Say nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{{table}}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def good(body: bytes, status: int = 200, promised: int | None = None, **headers):
    def answer(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", str(promised or len(body)))
        for name, text in headers.items():
            handler.send_header(name.replace("_", "-"), text)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def cut_off(body: bytes):
    return good(body[: len(body) // 2], promised=len(body))


def busy(after: str = "0", status: int = 429):
    return good(b"", status, Retry_After=after)


def slow(seconds: float):
    def answer(handler):
        time.sleep(seconds)

    return answer


def trickling(handler):
    """A letter now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(1000):
            handler.wfile.write(b" ")
            time.sleep(0.02)
    except OSError:
        return

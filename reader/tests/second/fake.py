"""A model service on this machine that answers what a test puts into its mouth, lies included."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

#: What is answered to the n-th question (from 0): words, a status, or bytes sent as they are.
Answer = str | int | bytes


@dataclass
class Fake:
    """A running service; `asked` are the questions it got, `keys` the keys they carried."""

    address: str
    answers: Callable[[int, str], Answer]
    asked: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


def lines(*facts: dict[str, Any]) -> str:
    """Return facts as a model tells them, one a line."""
    return "\n".join(json.dumps(fact, ensure_ascii=False) for fact in facts)


@contextmanager
def fake(*answers: Answer, saying: Callable[[int, str], Answer] | None = None) -> Iterator[Fake]:
    """Run a service that gives these answers in turn, the last of them ever after."""

    def said(number: int, _question: str) -> Answer:
        return answers[min(number, len(answers) - 1)]

    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: told))
    told = Fake(f"http://127.0.0.1:{server.server_port}/v1", saying or said)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(told: Callable[[], Fake]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            one = told()
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            question = body["messages"][-1]["content"]
            one.asked.append(question)
            one.keys.append(self.headers["Authorization"])
            answer = one.answers(len(one.asked) - 1, question)
            if isinstance(answer, int):
                self.send_response(answer)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else spoken(answer))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Keep still."""

    return Handler


def spoken(words: str) -> bytes:
    """Return words in the form of the protocol."""
    choice: Sequence[Any] = [{"message": {"role": "assistant", "content": words}}]
    return json.dumps({"choices": choice}).encode()

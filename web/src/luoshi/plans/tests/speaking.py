"""A language model on this machine that says what a test puts into its mouth, lies included."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final

from luoshi.kernel import jobs
from luoshi.kernel.models import JobRun
from luoshi.plans.actions.second import ask_second_reader
from luoshi.plans.models import Fact, Plan, SecondReading
from luoshi.plans.queries.second import Asked, last_asked

#: What is said to a question: words, a status instead, seconds of silence, or bytes as they are.
Answer = str | int | float | bytes
Mouth = Callable[[str], Answer]
Told = dict[str, Any]

CENTRES: Final[Told] = {
    "type": "cluster", "quote": "省级技术中心", "name_text": "省级技术中心", "kind": "centre",
}  # fmt: skip
RENEWAL: Final[Told] = {"type": "project", "quote": "智能化改造", "name_text": "智能化改造"}
WORKERS: Final[Told] = {
    "type": "figure", "kind": "target", "year": 2016, "quote": "培养1000名高级技工",
    "indicator_text": "高级技工", "value": 1000, "unit": "名", "scope": "province",
}  # fmt: skip
#: What the text of the factories bears out and the grammar does not read.
TRUE: Final = (CENTRES, RENEWAL, WORKERS)
#: What it does not bear out, each with the reason why it is dropped.
LIES: Final[tuple[tuple[str, Told], ...]] = (
    ("quote", {"type": "project", "quote": "建设世界最大的飞机厂", "name_text": "飞机厂"}),
    ("number", WORKERS | {"value": 9000}),
    ("words", CENTRES | {"name_text": "蓝天集团"}),
    ("kind", RENEWAL | {"type": "weather"}),
    (
        "known",
        {"type": "commitment", "quote": "培养1000名高级技工", "action_text": "培养",
         "object_text": "高级技工", "count": 1000, "unit": "名"},
    ),
)  # fmt: skip


def lines(*facts: Told) -> str:
    """Return facts as a model tells them, one a line, with words around them as models like it."""
    told = "\n".join(json.dumps(fact, ensure_ascii=False) for fact in facts)
    return f"好的，以下是我找到的事实：\n```json\n{told}\n```\n希望对您有帮助！"


@dataclass
class Fake:
    """A running service: its address, what it says, and the keys that its questions carried."""

    address: str
    mouth: Mouth
    asked: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def says(self, *answers: Answer) -> None:
        """Give these answers to the next questions, the last of them ever after."""
        first = len(self.asked)

        def said(_question: str) -> Answer:
            return answers[min(len(self.asked) - 1 - first, len(answers) - 1)]

        self.mouth = said


@contextmanager
def speaking() -> Iterator[Fake]:
    """Run a service on this machine that says nothing of interest until it is told what to say."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    fake = Fake(f"http://127.0.0.1:{server.server_port}/v1", lambda _question: "没有。")
    server.RequestHandlerClass = _handler(fake)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            question = body["messages"][-1]["content"]
            fake.asked.append(question)
            fake.keys.append(self.headers["Authorization"])
            answer = fake.mouth(question)
            if isinstance(answer, float):
                time.sleep(answer)
                answer = 503
            self.send_response(answer if isinstance(answer, int) else 200)
            self.end_headers()
            if not isinstance(answer, int):
                said = answer if isinstance(answer, bytes) else spoken(answer)
                self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Keep still."""

    return Handler


def spoken(words: str) -> bytes:
    """Return words in the form of the protocol."""
    message = {"role": "assistant", "content": words}
    return json.dumps({"choices": [{"message": message}]}).encode()


def run_last() -> JobRun:
    """Do the run that was asked for last, as the worker does."""
    run = JobRun.objects.latest("pk")
    jobs.perform.func(run.pk)
    run.refresh_from_db()
    return run


def ask(plan: Plan, by: Any) -> SecondReading:
    """Ask, and return the asking as it then stands."""
    reading = ask_second_reader(version_id=plan.version_id, by=by)
    reading.refresh_from_db()
    return reading


def asked(plan: Plan) -> Asked:
    found = last_asked(plan.version_id)
    assert found is not None
    return found


def proposals(plan: Plan) -> list[Fact]:
    return list(plan.facts.filter(state=Fact.State.PROPOSED).order_by("start", "pk"))

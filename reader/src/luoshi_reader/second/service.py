"""The service behind an address: one question, one answer, and what may go wrong between."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from luoshi_reader.errors import ReadingError

#: An answer tells of one or two pages; whatever is longer is none.
MAX_BYTES: Final = 2 * 2**20
#: How long a service may think about one question, in seconds.
SECONDS: Final = 180.0
#: A service of the house answers the door at once.
_TO_CONNECT: Final = 10.0
_OK: Final = 200
_ADDRESS: Final = re.compile("[!-~]+")
#: The service, not the question, is at fault, or is only busy.
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_NO_KEY: Final = frozenset({401, 403})
_NO_PLACE: Final = 404


class Silence(ReadingError):  # noqa: N818 - it says what came
    """No answer to this question; the next may have one. Code ``second.silent``."""


@dataclass(frozen=True, slots=True)
class Service:
    """A language model behind an address such as http://10.0.0.8:8000/v1.

    `seconds` bound a whole question from the first to the last byte. No proxy is used and no
    redirection followed, so that the text and the key go to this address and to no other.
    """

    address: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        """Refuse what is no address or no key: ReadingError ``second.address``, ``second.key``."""
        _parts(self.address)
        if not self.model.strip():
            raise ReadingError(
                "second.address",
                "没有写明第二识读用哪个模型。",
                next_step="请填写模型名称，即服务列出的名字。",
            )
        if self.key and not _ADDRESS.fullmatch(self.key):  # it would be printed in an error
            raise ReadingError(
                "second.key",
                "第二识读的密钥里有空格、换行或中文。",
                next_step="请重新填写密钥。",
            )

    def answer(self, messages: list[dict[str, str]]) -> str:
        """Ask one question, and return the words of the answer.

        Raises:
            Silence: nobody answered in time, or the answer was none.
            ReadingError: the address, key or model is wrong, and no question will be answered:
                ``second.unreachable``, ``second.refused``.

        """
        body = {"model": self.model, "messages": messages, "temperature": 0, "stream": False}
        connection = self._connected()
        try:
            with _bounded(connection, self.seconds):
                status, answer = self._post(
                    connection, json.dumps(body, ensure_ascii=False).encode()
                )
                if status != _OK:
                    raise self._refusal(status)
                return _content(answer)
        except TimeoutError as late:
            raise Silence(
                "second.silent",
                f"第二识读的服务{self.seconds:.0f}秒内没有答完。",
                next_step="请稍后再试，或请管理员换用快些的模型。",
            ) from late
        except (OSError, HTTPException) as broken:
            raise Silence(
                "second.silent",
                "第二识读的服务中断了应答。",
                next_step="请稍后再试；仍不行的，请管理员查看模型服务的日志。",
            ) from broken

    def _connected(self) -> HTTPConnection:
        parts = _parts(self.address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(str(parts.hostname), parts.port, timeout=min(self.seconds, _TO_CONNECT))
        try:
            connection.connect()
        except OSError as refused:
            raise self._unreachable(refused) from refused
        connection.sock.settimeout(self.seconds)
        return connection

    def _post(self, connection: HTTPConnection, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        path = f"{_parts(self.address).path.rstrip('/')}/chat/completions"
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        return response.status, response.read(MAX_BYTES + 1)

    def _unreachable(self, why: OSError) -> ReadingError:
        host = _parts(self.address).netloc.rpartition("@")[2]
        return ReadingError(
            "second.unreachable",
            f"连不上第二识读的服务（{host}：{why.strerror or why}）。",
            next_step="请管理员核对地址，并确认模型服务已经启动。",
        )

    def _refusal(self, status: int) -> ReadingError:
        if status in _BUSY:
            return Silence(
                "second.silent",
                f"第二识读的服务正忙或出错（{status}）。",
                next_step="请稍后再试；仍不行的，请管理员查看模型服务的日志。",
            )
        what = "不予应答"
        if status in _NO_KEY:
            what = "不认这个密钥"
        elif status == _NO_PLACE:
            what = f"没有这个地址或模型“{self.model}”"
        return ReadingError(
            "second.refused",
            f"第二识读的服务{what}（{status}）。",
            next_step="请管理员核对地址、模型名称和密钥。",
        )


def _parts(address: str) -> SplitResult:
    with suppress(ValueError):  # of brackets, and of ports that are no number
        parts = urlsplit(address)
        served = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        if served and _ADDRESS.fullmatch(address):
            return parts
    raise ReadingError(
        "second.address",
        "第二识读的地址不成地址。",
        next_step="请写成 http://主机:端口/v1 的样子。",
    )


@contextmanager
def _bounded(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """End an exchange after some seconds, however slowly it drips; TimeoutError says so."""
    line: socket.socket = connection.sock
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        with suppress(OSError):  # the other end may just have closed it
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, HTTPException, Silence) as broken:
        if late:
            raise TimeoutError from broken
        raise
    finally:
        timer.cancel()
        connection.close()


def _content(answer: bytes) -> str:
    """Return the words of an answer; `Silence` where its form is not that of the protocol."""
    content: object = None
    if len(answer) <= MAX_BYTES:
        with suppress(ValueError, LookupError, TypeError, RecursionError):
            content = json.loads(answer)["choices"][0]["message"]["content"]
    if not isinstance(content, str):
        raise Silence(
            "second.silent",
            "第二识读的服务答非所问。",
            next_step="请管理员确认地址是兼容OpenAI接口的模型服务。",
        )
    return content

"""A small endpoint on loopback that plays a model: chat completions in each of their dialects, and their faults."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Played:
    """An answer of the endpoint: ``cut`` ends the connection after so many bytes, ``hold`` waits before answering."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    hold: bool = False
    drip: bool = False


Play = Callable[[dict[str, Any]], Played]


def said(answer: Any, *, refusal: str | None = None, finish: str = "stop") -> Play:
    """The answer in whatever dialect it was asked for: as text, or as the arguments of the tool that was named."""

    def play(request: dict[str, Any]) -> Played:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        message: dict[str, Any] = {"role": "assistant", "content": None if refusal else text, "refusal": refusal}
        if request.get("tools") and not refusal:
            name = request["tools"][0]["function"]["name"]
            call = {"id": "call-1", "type": "function", "function": {"name": name, "arguments": text}}
            message |= {"content": None, "tool_calls": [call]}
        choice = {"index": 0, "finish_reason": finish, "message": message}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        whole = {"id": "x", "object": "chat.completion", "created": 0, "model": "stand-in", "choices": [choice]}
        return Played(body=json.dumps({**whole, "usage": usage}).encode())

    return play


def failed(status: int, message: str = "no", **headers: str) -> Play:
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request: Played(status, json.dumps({"error": {"message": message}}).encode(), shown)


def first_passage(request: dict[str, Any], *words: str) -> str:
    """The id of the first passage in the prompt that holds these words, as a model would cite it."""
    prompt = request["messages"][1]["content"]
    for found in re.finditer(r"^\[([^\]\n]+#[^\]\n]+)\] (.*?)(?=^\[|\nPolicy)", prompt, re.MULTILINE | re.DOTALL):
        if all(word in found[2] for word in words):
            return found[1]
    raise AssertionError(f"no passage of the prompt holds {words}")


class StandIn:
    """What was asked of the endpoint, and where it is; ``play`` may be changed between letters."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.requests: list[dict[str, Any]] = []
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def stand_in(play: Play) -> Iterator[StandIn]:
    endpoint = StandIn(play)
    try:
        yield endpoint
    finally:
        endpoint.close()


def closed_port() -> int:
    """A port of loopback where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _handler(endpoint: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append(request)
            played = endpoint.play(request)
            if played.hold:
                endpoint.released.wait(10)
                return
            self.send_response(played.status)
            for name, value in {"Content-Type": "application/json", **played.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(played.body)))
            self.end_headers()
            try:
                self._send(played)
            except OSError:
                self.close_connection = True  # the client has gone away

        def _send(self, played: Played) -> None:
            if played.cut is not None:
                self.wfile.write(played.body[: played.cut])
                self.close_connection = True
            elif played.drip:
                for byte in played.body:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if endpoint.released.wait(0.05):
                        break
            else:
                self.wfile.write(played.body)

        def log_message(self, *_written: Any) -> None:
            """Nothing is written to standard error: what was asked is in `requests`."""

    return Handler

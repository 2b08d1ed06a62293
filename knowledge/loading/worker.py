"""The child process that reads files, so that no file can hang or fill the application.

Speaks on its standard streams. In comes ``!cII`` (b"R" read or b"U" unpack, name length, data length), name, data.
Out go frames ``!cI`` (kind, length): b"T" asks for more time, b"F" is a member of an archive (``!I`` and its JSON
``{"name", "refused"?}``, then its bytes), and b"J" ends the answer with JSON, ``{"content"?}`` or
``{"refused": [message, next_step]}``. A loader is imported only when a file needs it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import sys
import threading
from typing import Any, BinaryIO

from knowledge.loading import limits
from knowledge.loading.content import Refusal

_MEMORY = (
    "The file needs more memory to read than it is allowed.",
    "Split it into smaller documents and add those.",
)
_NESTED = ("The file is nested too deeply to be read.", "Export it again in a simpler form, such as plain text.")
_DAMAGED = (
    "The file is damaged and can't be read.",
    "Open it in the program that made it, save it again, and add that.",
)


def limit_itself() -> None:
    """Limits that the system keeps, whatever a parser does: memory, no network, no life beyond the parent's."""
    sys.addaudithook(_no_network)
    if hasattr(select, "poll"):
        threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        import resource
    except ImportError:  # not on Windows: the time-out still holds there
        return
    resource.setrlimit(resource.RLIMIT_DATA, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _no_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request"):
        raise PermissionError("documents are read without a network")


def _end_with_parent() -> None:
    watch = select.poll()
    watch.register(0, 0)  # no event but the hang-up, which comes when the parent is gone
    watch.poll()
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)  # with the text recognition that it may have started
    os._exit(1)


def _alarm(seconds: float) -> None:
    """The kernel ends this process then, should the parent be gone and a parser hang."""
    if hasattr(signal, "alarm"):
        signal.alarm(int(seconds))


class Answers:
    """The way out: frames, one after the other."""

    def __init__(self, outgoing: BinaryIO) -> None:
        self._outgoing = outgoing

    def send(self, kind: bytes, *parts: bytes) -> None:
        self._outgoing.write(struct.pack("!cI", kind, sum(map(len, parts))))
        for part in parts:
            self._outgoing.write(part)
        self._outgoing.flush()

    def end(self, value: dict[str, Any]) -> None:
        self.send(b"J", json.dumps(value).encode("utf-8"))

    def more_time(self) -> None:
        _alarm(2 * limits.SECONDS)
        self.send(b"T")


def _read(name: str, data: bytes, answers: Answers) -> dict[str, Any]:
    from knowledge.loading import recognition
    from knowledge.loading.formats import read_document

    with recognition.heard_by(answers.more_time):
        return {"content": read_document(name, data).to_json()}


def _unpack(name: str, data: bytes, answers: Answers) -> dict[str, Any]:
    from knowledge.loading.archive import unpack

    for member in unpack(data):
        head: dict[str, Any] = {"name": member.name}
        if member.refusal:
            head["refused"] = [member.refusal.message, member.refusal.next_step]
        encoded = json.dumps(head).encode("utf-8")
        answers.send(b"F", struct.pack("!I", len(encoded)), encoded, member.data or b"")
    return {}


def answer(task: bytes, name: str, data: bytes, answers: Answers) -> dict[str, Any]:
    """Do one task; whatever a broken file makes its parser raise becomes a refusal in plain words."""
    try:
        return (_unpack if task == b"U" else _read)(name, data, answers)
    except Refusal as refusal:
        return {"refused": [refusal.message, refusal.next_step]}
    except MemoryError:
        return {"refused": _MEMORY}
    except RecursionError:
        return {"refused": _NESTED}
    except Exception as error:  # noqa: BLE001
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        return {"refused": _DAMAGED}


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    answers = Answers(outgoing)
    while len(header := incoming.read(9)) == 9:
        task, name_length, data_length = struct.unpack("!cII", header)
        name, data = incoming.read(name_length).decode("utf-8"), incoming.read(data_length)
        _alarm(2 * limits.SECONDS)
        reply = answer(task, name, data, answers)
        del data
        answers.end(reply)
        _alarm(0)


if __name__ == "__main__":
    limit_itself()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not fall into the answers
    serve(sys.stdin.buffer, out)

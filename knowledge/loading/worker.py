"""The child process that reads files, so that no file can hang or fill the application.

Speaks on its standard streams: in comes ``!II`` (name length, data length), name, data; out goes ``!I`` and JSON,
either ``{"content": ..}`` or ``{"refused": [message, next_step]}``. Imports a loader only when a file needs it.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import Any, BinaryIO

MEMORY = 512_000_000


def limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: the time-out still holds there
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def answer(name: str, data: bytes) -> dict[str, Any]:
    from knowledge.loading.content import Refusal
    from knowledge.loading.formats import read_document

    try:
        return {"content": read_document(name, data).to_json()}
    except Refusal as refusal:
        return {"refused": [refusal.message, refusal.next_step]}
    except MemoryError:
        return {
            "refused": [
                "The file needs more memory to read than it is allowed.",
                "Split it into smaller documents and add those.",
            ]
        }
    except RecursionError:
        return {
            "refused": [
                "The file is nested too deeply to be read.",
                "Export it again in a simpler form, such as plain text.",
            ]
        }
    except Exception as error:  # noqa: BLE001  a broken file makes its parser raise nearly anything
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        return {
            "refused": [
                "The file is damaged and can't be read.",
                "Open it in the program that made it, save it again, and add that.",
            ]
        }


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    while header := incoming.read(8):
        name_length, data_length = struct.unpack("!II", header)
        name = incoming.read(name_length).decode("utf-8")
        reply = json.dumps(answer(name, incoming.read(data_length))).encode("utf-8")
        outgoing.write(struct.pack("!I", len(reply)) + reply)
        outgoing.flush()


if __name__ == "__main__":
    limit_memory()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not fall into the answers
    serve(sys.stdin.buffer, out)

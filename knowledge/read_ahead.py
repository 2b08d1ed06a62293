"""A thread that works ahead of the one that takes its results, by no more than a few of them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from knowledge.progress import Stop

_T = TypeVar("_T")
_END = object()


@contextmanager
def ahead(work: Iterator[_T], most: int, stop: Stop | None = None) -> Iterator[Iterator[_T]]:
    """Hand out the results of ``work``, which runs in a thread of its own; its error is raised where they are taken.

    ``stop`` is asked before each result: when it says True, what is worked out ahead is dropped and the results end.
    """
    results: queue.Queue[tuple[object, BaseException | None]] = queue.Queue(maxsize=most)
    given_up = threading.Event()

    def put(what: object, error: BaseException | None = None) -> bool:
        while not given_up.is_set():
            try:
                results.put((what, error), timeout=0.1)
                return True
            except queue.Full:
                continue
        return False

    def run() -> None:
        try:
            for one in work:
                if not put(one):
                    return
            put(_END)
        except BaseException as error:  # noqa: BLE001  raised again in the thread that waits for the result
            put(_END, error)

    def taken() -> Iterator[_T]:
        while not (stop and stop()):
            what, error = results.get()
            if error is not None:
                raise error
            if what is _END:
                return
            yield what  # type: ignore[misc]

    thread = threading.Thread(target=run, name="read-ahead", daemon=True)
    thread.start()
    try:
        yield taken()
    finally:
        given_up.set()
        thread.join(timeout=60)

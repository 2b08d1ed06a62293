"""What was worked out lately, kept: for work that is cheaper for many inputs at once than for one after another."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The results of a pure function for its last ``most`` inputs; safe from several threads.

    What looks at one input at a time takes `functools.lru_cache` instead.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, inputs: Sequence[K], work: Callable[[Sequence[K]], Iterable[V]]) -> list[V]:
        """The result of each input, in their order; ``work`` gets those that are new, each once."""
        with self._lock:
            known = {one: self._results[one] for one in inputs if one in self._results}
        new = [one for one in dict.fromkeys(inputs) if one not in known]
        if new:
            known.update(zip(new, work(new), strict=True))
        with self._lock:
            for one, result in known.items():
                self._results[one] = result
                self._results.move_to_end(one)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        return [known[one] for one in inputs]

    def forget(self) -> None:
        with self._lock:
            self._results.clear()

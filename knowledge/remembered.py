"""What the register keeps of the passages that were looked at lately, held in memory between searches."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.close_reading import Imprint
    from knowledge.register import Register

MOST = 2_000  # passages: some 30 MB of imprints
T = TypeVar("T")


class Remembered:
    """Vectors and imprints by passage id, as the register gives them. Made anew with each view of the library."""

    def __init__(self, register: Register) -> None:
        self._vectors: _Lately[NDArray[np.float32]] = _Lately(register.vectors)
        self._imprints: _Lately[Imprint] = _Lately(register.imprints)

    def vectors(self, ids: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        return self._vectors.of(ids)

    def imprints(self, ids: Sequence[str]) -> Mapping[str, Imprint]:
        return self._imprints.of(ids)


class _Lately(Generic[T]):
    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, T]]) -> None:
        self._read = read
        self._kept: OrderedDict[str, T] = OrderedDict()

    def of(self, ids: Sequence[str]) -> dict[str, T]:
        found = {one: its for one in ids if (its := self._kept.get(one)) is not None}
        new = [one for one in ids if one not in found]
        if new:
            read = self._read(new)
            found.update(read)
            self._kept.update(read)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

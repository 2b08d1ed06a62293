"""What a document hides from its readers: it never becomes a passage, and the editor hears of it."""

from __future__ import annotations

from knowledge.loading.characters import printable

_SHOWN = 12  # words


class Hidden:
    """Gathers the hidden texts of one document. ``notes()`` tells how much there was and how it began."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._words = 0

    def add(self, text: str) -> None:
        words = printable(text[:20_000]).split()
        if not any(char.isalnum() for word in words for char in word):
            return
        self._words += len(words)
        if sum(len(one.split()) for one in self._texts) < _SHOWN:
            self._texts.append(" ".join(words))

    def notes(self) -> tuple[str, ...]:
        if not self._words:
            return ()
        shown: list[str] = []
        for text in self._texts:
            left = _SHOWN - sum(len(one.split()) for one in shown)
            shown += [" ".join(text.split()[:left])] if left else []
        more = " …" if self._words > sum(len(one.split()) for one in shown) else ""
        count = "1 word" if self._words == 1 else f"{self._words:,} words"
        return (f"Hidden text was left out ({count}): “{' … '.join(shown)[:200]}{more}”",)

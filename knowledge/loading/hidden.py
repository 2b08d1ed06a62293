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
        words = " … ".join(self._texts).split()
        more = " …" if len(words) > _SHOWN or self._words > len(words) else ""
        count = "1 word" if self._words == 1 else f"{self._words:,} words"
        return (f"Hidden text was left out ({count}): “{' '.join(words[:_SHOWN])[:200]}{more}”",)

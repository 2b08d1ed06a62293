"""What the documents say to each sentence of a text: searched once, as long as the documents stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from guidelines.draft import Draft
from guidelines.kept import Kept
from knowledge.library import Library
from knowledge.passage import Passage

PASSAGES_A_SENTENCE = 2
KEPT = 4_000  # sentences of each library
_FIGURE = re.compile(r"[£$€¥]\s?\d[\d,.]*\d|[£$€¥]\s?\d|\d[\d,.]*\d(?:\s?%)?|\d\s?%")
_Found = Kept[tuple[str, str], tuple[Passage, ...]]
_FOUND: WeakKeyDictionary[Library, _Found] = WeakKeyDictionary()


def looked_up(draft: Draft, library: Library, case: Iterable[str] = ()) -> list[Passage]:
    """The passages that the sentences of a draft find, and lines of its case; in their order, some may come twice.

    A figure that stands in none of them is looked for by itself. A change of one sentence costs one search. Reads the
    library; raises what its search raises.
    """
    sentences = [" ".join(text.split()) for text in [*(span.text for span in draft.sentences), *case]]
    if not sentences:
        return []
    state = library.state()  # what was found is good as long as this stays the same

    def search(new: Sequence[tuple[str, str]]) -> list[tuple[Passage, ...]]:
        found = library.search_many([sentence for _, sentence in new], k=PASSAGES_A_SENTENCE)
        passages = [tuple(hit.passage for hit in hits) for hits in found]
        return [
            (*these, *_holding(sentence, these, library)) for (_, sentence), these in zip(new, passages, strict=True)
        ]

    kept = _FOUND.setdefault(library, Kept(KEPT))
    return [passage for found in kept.of([(state, sentence) for sentence in sentences], search) for passage in found]


def _holding(sentence: str, found: Sequence[Passage], library: Library) -> list[Passage]:
    """Passages with the figures of a sentence that a search by its meaning has not found."""
    return [
        passage
        for figure in dict.fromkeys(_FIGURE.findall(sentence))
        if not any(figure in passage.text for passage in found)
        for passage in library.holding(" ".join(figure.replace("%", " %").split()), sentence)
    ]

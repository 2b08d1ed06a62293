"""What the documents say to each sentence of a text: searched once, as long as the documents stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from guidelines.draft import Draft
from guidelines.kept import Kept
from knowledge.library import Library
from knowledge.passage import Passage

PASSAGES_A_SENTENCE = 2
KEPT = 4_000  # sentences of each library
_Found = Kept[tuple[str, str], tuple[Passage, ...]]
_FOUND: WeakKeyDictionary[Library, _Found] = WeakKeyDictionary()


def looked_up(draft: Draft, library: Library) -> list[Passage]:
    """The passages that the sentences of a draft find, in its order; some may come twice.

    A change of one sentence costs one search. Reads the library; raises what its search raises.
    """
    sentences = [" ".join(sentence.text.split()) for sentence in draft.sentences]
    if not sentences:
        return []
    state = library.state()  # what was found is good as long as this stays the same

    def search(new: Sequence[tuple[str, str]]) -> list[tuple[Passage, ...]]:
        found = library.search_many([sentence for _, sentence in new], k=PASSAGES_A_SENTENCE)
        return [tuple(hit.passage for hit in hits) for hits in found]

    kept = _FOUND.setdefault(library, Kept(KEPT))
    return [passage for found in kept.of([(state, sentence) for sentence in sentences], search) for passage in found]

"""A seeded hundred of damaged and hostile files: each ends in time with content or plain words, and the reader lives."""

from __future__ import annotations

from evals.faults.mutations import KINDS, mutate
from evals.faults.reading import as_table, endings, tallied
from knowledge.loading.reader import Reader


def test_a_hundred_mutated_files_end_in_plain_words_and_the_reader_lives() -> None:
    reader = Reader()
    tallies = tallied(endings(mutate(seed=3, count=100), reader))
    reader.close()
    wrong = [(ending.kind, ending.name, ending.said) for tally in tallies.values() for ending in tally.wrong]
    assert wrong == []
    assert set(tallies) == set(KINDS)
    assert sum(tally.refused for tally in tallies.values()) > 30
    assert sum(tally.loaded for tally in tallies.values()) > 20
    assert "slowest" in as_table(tallies)


def test_the_same_seed_gives_the_same_files() -> None:
    once, again, other = (list(mutate(seed, 12)) for seed in (5, 5, 6))
    assert once == again
    assert once != other

"""A load that is killed (SIGKILL) at random moments and begun again loses, doubles and leaves nothing."""

from __future__ import annotations

from evals.faults.killed_loading import run


def test_every_document_and_passage_is_there_once_after_eight_kills() -> None:
    outcome = run(files=150, kills=8, seed=20261122)
    assert outcome.faults == ()
    assert (outcome.files, outcome.kills) == (150, 8)
    assert outcome.passages >= 150

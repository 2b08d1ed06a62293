"""A question laid against a passage, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge import close_reading
from knowledge.close_reading import Imprint, Signs
from knowledge.embedding import MiniLM

NOTHING_BESIDES = Signs(cosine=0.5, lexical=0.2, whole=0.4, model=0.0)


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM()


def logits(model: MiniLM, question: str, passages: Sequence[str]) -> list[float]:
    (asked,) = model.imprints([question])
    _, imprints = model.embed_and_imprint(passages)
    rarity = np.full(len(asked.pieces), 2.0, dtype=np.float32)
    return [float(one) for one in close_reading.read(asked, rarity, imprints, [NOTHING_BESIDES] * len(passages))]


def test_a_passage_that_answers_is_told_from_one_that_is_only_about_the_same_thing(model: MiniLM) -> None:
    answers, near = logits(
        model,
        "How long is the warranty of the lamp?",
        ["The lamp has a warranty of two years from delivery.", "The lamp is delivered in a box of brown cardboard."],
    )
    assert answers > near


def test_an_imprint_is_kept_in_a_few_bytes_a_piece_and_read_back_nearly_the_same(model: MiniLM) -> None:
    _, (imprint,) = model.embed_and_imprint(["The lamp has a warranty of two years."])
    kept = imprint.to_bytes()
    again = Imprint.from_bytes(kept)
    assert len(kept) == len(imprint.pieces) * (close_reading.dimensions() + 2)
    assert again.pieces.tolist() == imprint.pieces.tolist()
    np.testing.assert_allclose(again.states, imprint.states, atol=0.005)


def test_the_states_of_an_imprint_have_length_one_and_leave_out_the_marks_of_beginning_and_end(model: MiniLM) -> None:
    _, (imprint,) = model.embed_and_imprint(["two years"])
    assert len(imprint.pieces) == 2
    np.testing.assert_allclose(np.linalg.norm(imprint.states, axis=1), 1.0, atol=1e-5)


def test_an_imprint_comes_from_the_run_that_gives_the_vector(model: MiniLM) -> None:
    texts = ["The lamp has a warranty of two years.", "Dogs are welcome.", "Parking costs eight pounds a night."]
    vectors, imprints = model.embed_and_imprint(texts)
    np.testing.assert_allclose(vectors, model.embed(texts), atol=1e-6)
    assert len(imprints) == 3


def test_a_question_without_words_says_nothing_for_any_passage(model: MiniLM) -> None:
    assert logits(model, "", ["The lamp has a warranty of two years."]) == [0.0]


def test_no_passage_is_read_when_there_is_none(model: MiniLM) -> None:
    (asked,) = model.imprints(["How long?"])
    assert len(close_reading.read(asked, np.ones(len(asked.pieces), np.float32), [], [])) == 0

"""Which gaps ask the same: measured on questions worded anew, and on their near misses."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from casework.alike import ALIKE, group_of
from knowledge.embedding import MiniLM

# Five companies' worth of questions that their documents did not answer, each asked in three ways.
QUESTIONS = (
    ("Do you ship to Norway?", "Can you deliver to an address in Norway?", "I live in Oslo, do you send parcels to Norway?"),
    ("Is there a student discount?", "Do students get money off?", "Do you give a discount to students?"),
    ("Can I get the jug in green?", "Does the jug come in green?", "Is a green jug available?"),
    ("Is the lid safe in the dishwasher?", "Can I put the lid in the dishwasher?", "Does the lid survive the dishwasher?"),
    ("Which recipes can I try with it?", "Do you have a recipe book?", "Are there any recipes for it?"),
    ("Can the engraving be in Welsh?", "Do you engrave Welsh letters?", "I would like the engraving in Welsh, is that possible?"),
    ("Where is your nearest shop to Leeds?", "Do you have a store in Leeds?", "Is there a branch near Leeds?"),
    ("How do I hang it on the wall?", "Can it be mounted on a wall?", "Is there a bracket to fix it to the wall?"),
    ("Do you hire out equipment for weddings?", "Can we rent it for our wedding?", "Is it possible to hire it for a wedding?"),
    ("Does it work with 110 volts in America?", "Will it run on 110 volt in the USA?", "Can I use it in the United States on 110 V?"),
    ("Who do I ask about a job?", "Are you hiring at the moment?", "Do you have any vacancies?"),
    ("Can I pay by cheque?", "Do you take cheques?", "Is payment by cheque accepted?"),
    ("Do you repair the older model from 2009?", "Can my old one from 2009 still be mended?", "Is a repair possible for the 2009 model?"),
    ("Is the material free of BPA?", "Does the plastic contain BPA?", "Are your jugs BPA-free?"),
    ("Can I visit the workshop?", "Are visitors welcome at the workshop?", "Do you give tours of the workshop?"),
)  # fmt: skip


def together(order: list[int], vectors: np.ndarray, enough: float) -> dict[int, int]:
    """The group of each question when they come in this order."""
    numbers: dict[int, int] = {}
    for one in order:
        known = list(numbers)
        group = group_of(vectors[one], vectors[known], [numbers[other] for other in known], enough)
        numbers[one] = one if group is None else group
    return numbers


def shares(enough: float) -> tuple[float, float]:
    """Of the pairs that ask the same, the share that meets; and of those that do not. Over ten orders of arrival."""
    asks = [number for number, ways in enumerate(QUESTIONS) for _ in ways]
    vectors = MiniLM().embed([way for ways in QUESTIONS for way in ways])
    met: dict[bool, list[bool]] = {True: [], False: []}
    for seed in range(10):
        order = list(range(len(asks)))
        random.Random(seed).shuffle(order)
        numbers = together(order, vectors, enough)
        for one, other in combinations(order, 2):
            met[asks[one] == asks[other]].append(numbers[one] == numbers[other])
    return float(np.mean(met[True])), float(np.mean(met[False]))


def test_most_that_ask_the_same_meet_and_no_two_others_do() -> None:
    same, other = shares(ALIKE)
    assert same > 0.8
    assert other == 0


@pytest.mark.parametrize(("enough", "loses"), [(ALIKE - 0.1, "others meet"), (ALIKE + 0.12, "the same part")])
def test_a_lower_threshold_mixes_and_a_higher_one_parts(enough: float, loses: str) -> None:
    same, other = shares(enough)
    assert other > 0 if loses == "others meet" else same < 0.7


def test_the_same_questions_in_the_same_order_make_the_same_groups() -> None:
    vectors = MiniLM().embed([way for ways in QUESTIONS[:5] for way in ways])
    order = list(range(len(vectors)))
    assert together(order, vectors, ALIKE) == together(order, vectors, ALIKE)


def test_the_first_of_all_gaps_is_a_group_of_its_own() -> None:
    assert group_of(np.ones(4, dtype=np.float32) / 2, np.zeros((0, 4), dtype=np.float32), []) is None


def test_a_chain_of_small_steps_does_not_join_what_is_unlike() -> None:
    steps = np.array([[np.cos(a), np.sin(a)] for a in np.linspace(0, np.pi / 2, 7)], dtype=np.float32)
    numbers = together(list(range(7)), steps, 0.9)
    assert numbers[0] != numbers[6]

"""The desk's work timed in one process: drafts, a search, checks, memory. `evals.bench` runs it on its own."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.company import AGENT, DEMO, TODAY, Company
from evals.questions import read_questions
from evals.timing import resident_mb

REPEATS = 20
FRAGMENT = (
    "I am sorry that your kettle arrived late. We will send you a new one, which reaches you in 3 to 5 working days. "
    "Please write to me if anything is unclear."
)


def measure(data_dir: Path) -> dict[str, Any]:
    """Times in ms and memory in MB, over a data folder that holds the demonstration's documents already."""
    from casework.prepare import prepare
    from drafting.writers.offline import OfflineWriter
    from guidelines.check import check
    from guidelines.context import Context
    from knowledge.library import Library

    _load_what_the_desk_loads()
    company = Company(Library(data_dir, today=TODAY))
    writer = OfflineWriter(company.library.embed)
    names = sorted(path.name for path in (DEMO / "letters").iterdir())

    def draft(name: str) -> str:
        letter = company.letter(name)
        prepared = prepare(letter, company.around, writer, facts=company.facts(name), agent=AGENT)
        return prepared.reply.text if prepared.reply else ""

    first, second = (_timed(draft, names[0]) for _ in range(2))
    each = [_timed(draft, name) for name in names]
    again = [_timed(draft, name) for name in names]
    questions = [row["question"] for row in read_questions()]
    search = [_timed(company.library.search, questions[at % len(questions)]) for at in range(REPEATS)]
    context = Context(company.around.policy, TODAY)
    whole = draft(names[0])
    measured = {
        "first_draft": first,
        "second_draft": second,
        "drafts": each,
        "drafts_again": again,
        "search": search,
        "check_fragment": [_timed(check, FRAGMENT, context) for _ in range(REPEATS)],
        "check_reply": [_timed(check, whole, context) for _ in range(REPEATS)],
        "memory": resident_mb(),
    }
    company.library.close()
    return measured


def _load_what_the_desk_loads() -> None:
    """Memory is measured with the page's library and the store's in the process, as in the running application."""
    import importlib

    for name in ("streamlit", "sqlalchemy", "chromadb"):
        importlib.import_module(name)


def _timed(act: Callable[..., object], *given: object) -> float:
    began = time.perf_counter()
    act(*given)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))

"""``python -m evals.bench``: how fast the desk is, each figure beside its target; written to ``build/bench.md`` too."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.bench_start import HOUSE, environment, start
from evals.company import DEMO, TODAY
from evals.timing import Measure, as_markdown, as_table, median, percentile

DRAFT = """Dear Mrs Prosser,

I am sorry that your Express order is so late. The parcel was left on the wrong pallet until 20 November.

Your QF-40S is now with the carrier, who expects to deliver it on 24 November. We refunded £6.95 on 20 November.

If anything else troubles you, please reply to this email.

Kind regards,
Bethan Cole
Quillow & Marsh
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, print the table and write it; 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="the measures as one JSON value")
    parser.add_argument("--out", type=Path, default=Path("build/bench.md"))
    parser.add_argument("--no-pages", action="store_true", help="leave out the start of the application")
    parser.add_argument("--only", choices=["pages", "work", "knowledge", "guidelines"], help="one part of the table")
    parser.add_argument("--passages", type=int, default=100_000, help="of the large library (100000)")
    parser.add_argument("--keep", type=Path, default=Path("build/bench"), help="where the large library is kept")
    asked = parser.parse_args(arguments)
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="wellput-bench-") as name:
        folder = Path(name)
        if not asked.no_pages and asked.only in (None, "pages"):
            measures += _starts(folder / "desk")
        if asked.only in (None, "work"):
            data_dir = folder / "data"
            measures += _loading(data_dir)
            measures += _work(data_dir)
            measures += _doors(data_dir, folder)
        if asked.only in (None, "knowledge"):
            measures += _knowledge(asked.keep.resolve(), asked.passages)
        if asked.only in (None, "guidelines"):
            measures += _guidelines(asked.keep.resolve() / "write-good")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(as_markdown(measures), encoding="utf-8")
    print(json.dumps([asdict(one) for one in measures]) if asked.json else as_table(measures))
    return 0


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _starts(data_dir: Path) -> list[Measure]:
    _say("Starting the desk with an empty data folder, and once more ...")
    first, later = start(data_dir), start(data_dir)
    return [
        Measure("first start to first page", first.page, "s", 180, "empty data folder, demonstration loaded, Chromium"),
        Measure("later start to health", later.health, "s"),
        Measure("later start to first page", later.page, "s", 6, "Chromium, the inbox with its letters"),
        Measure("memory at the first page", later.memory, "MB"),
    ]


def _loading(data_dir: Path) -> list[Measure]:
    from knowledge.library import Library

    _say("Loading the documents ...")
    library = Library(data_dir, today=TODAY)
    began = time.perf_counter()
    library.add([DEMO / "documents"])
    added = time.perf_counter()
    library.add([DEMO / "documents"])
    again = time.perf_counter()
    library.close()
    return [
        Measure("loading the demonstration's documents", added - began, "s"),
        Measure("loading them again, unchanged", again - added, "s", 3),
    ]


def _work(data_dir: Path) -> list[Measure]:
    _say("Drafting, searching, checking ...")
    done = _run([sys.executable, "-m", "evals.bench_work", str(data_dir)], data_dir)
    if done.returncode:
        return [Measure("drafting, searching and checking", None, "ms", 300, "did not run: see standard error")]
    work: dict[str, Any] = json.loads(done.stdout)
    drafts, again = work["drafts"], work["drafts_again"]
    note = f"{len(drafts)} letters, in one process"
    return [
        Measure("first draft", work["first_draft"], "ms", None, "models and rules loaded on the way"),
        Measure("second draft of the same letter", work["second_draft"], "ms", 300),
        Measure("draft p50", median(drafts), "ms", 300, note),
        Measure("draft p95", percentile(drafts, 0.95), "ms", None, note),
        Measure("draft p50, second round", median(again), "ms", 300, note),
        Measure("one search p50", median(work["search"]), "ms", 60),
        Measure("check of three sentences without a letter", median(work["check_fragment"]), "ms"),
        Measure("check of a whole reply without a letter", median(work["check_reply"]), "ms", 40),
        Measure(
            "memory after every letter is drafted", work["memory"], "MB", 700, "Streamlit, Chroma and store loaded"
        ),
    ]


def _knowledge(folder: Path, passages: int) -> list[Measure]:
    _say(f"Timing the knowledge; a library of {passages:,} passages is loaded once and kept in {folder} ...")
    command = [sys.executable, "-m", "evals.bench_knowledge", str(folder), str(passages)]
    done = subprocess.run(command, cwd=HOUSE, env=environment(folder), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return [Measure("the knowledge", None, "ms", 60, "did not run: see standard error")]
    told: dict[str, Any] = json.loads(done.stdout)
    embedding, search, large = told["embedding"], told["search"], told["large"]
    size = f"{large['passages']:,} passages"
    return [
        Measure("time of the bare model, as a share of ours", 100 * embedding["ours"] / embedding["bare"], "%", None,
                f"at least 90; {embedding['ours']:.0f} texts/s, the model alone {embedding['bare']:.0f}"),
        Measure("one search p50", search["ours"], "ms", 1.5 * search["bare"],
                f"1.5 times bare embedding and bare Chroma query, {search['bare']:.1f} ms in the same run"),
        Measure("one search p95", search["p95"], "ms"),
        Measure("search p50, large library", large["p50"], "ms", None, size),
        Measure("search p95, large library", large["p95"], "ms", 60, size),
        Measure("memory, large library", large["memory"], "MB", 1_300, size),
        Measure("first search, large library", large["first"], "s", None, size),
        Measure("loading the large library", large["loading"], "s", None, "once; kept for the next run"),
        Measure("loading 1,000 documents again, unchanged", told["unchanged"] / 1000, "s", 3),
    ]  # fmt: skip


def _guidelines(folder: Path) -> list[Measure]:
    _say("Timing the check, and other checkers of prose beside it ...")
    told: dict[str, Any] = {}
    for part in ("words", "reply"):
        command = [sys.executable, "-m", "evals.bench_guidelines", part, str(folder)]
        done = subprocess.run(
            command, cwd=HOUSE, env=environment(folder), stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            return [Measure("the check", None, "ms", 250, "did not run: see standard error")]
        told |= json.loads(done.stdout)
    text = f"{told['sentences']:,} sentences, one core"
    others = [
        Measure(f"the same through {name}", told[name], "/s", None, text if told[name] else f"{text}; not here")
        for name in ("write-good", "proselint", "VADER")
    ]
    return [
        Measure("sentences through all mechanical rules", told["ours"], "/s", at_least=1_000, note=text),
        *others,
        Measure("a reply through the mechanical rules p50", median(told["replies"]), "ms", 40, "some 250 words, fresh"),
        Measure("a reply through every local layer p50", median(told["fresh"]), "ms", 250,
                "some 250 words, fresh, in a warm process; its sentences are looked up in the documents too"),
        Measure("the same after a change of one sentence p50", median(told["changed"]), "ms", 25,
                f"{len(told['changed'])} changes, one core"),
        Measure("the same after a change of one sentence p95", percentile(told["changed"], 0.95), "ms"),
        Measure("the same without a change p50", median(told["again"]), "ms"),
    ]  # fmt: skip


def _doors(data_dir: Path, folder: Path) -> list[Measure]:
    _say("Timing the doors as whole processes ...")
    draft = folder / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    letter = DEMO / "letters" / "01-late-order-three-questions.eml"
    facts = DEMO / "facts" / "01-late-order-three-questions.yaml"
    check = [sys.executable, "-m", "guidelines", "check", str(draft), "--json"]
    beside = [*check, "--letter", str(letter), "--facts", str(facts)]
    drafting = [sys.executable, "-m", "drafting", str(letter), "--facts", str(facts), "--json"]
    return [
        Measure("check door without a letter", _process_time(check, data_dir), "s", 1.5, "whole process, best of 3"),
        Measure("check door with a letter", _process_time(beside, data_dir), "s", 6, "whole process, best of 3"),
        Measure("drafting door", _process_time(drafting, data_dir), "s", None, "whole process, best of 3"),
    ]


def _process_time(command: list[str], data_dir: Path) -> float | None:
    """Seconds of the quickest of three runs; None when the door did not answer (its error is shown)."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        done = _run(command, data_dir, fine=(0, 1))
        times.append(time.perf_counter() - began)
        if done.returncode not in (0, 1):
            return None
    return min(times)


def _run(command: list[str], data_dir: Path, fine: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
    variables = {**environment(data_dir), "WELLPUT_POLICY": str(DEMO / "policy.yaml")}
    done = subprocess.run(command, cwd=HOUSE, env=variables, capture_output=True, text=True, check=False)
    if done.returncode not in fine:
        _say(f"{' '.join(command[1:4])} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done


if __name__ == "__main__":
    sys.exit(main())

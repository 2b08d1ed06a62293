"""The check timed in a process of its own; `evals.bench` runs it.

``python -m evals.bench_guidelines words FOLDER`` times sentences through the mechanical rules and through other
checkers of prose, on the same text; ``python -m evals.bench_guidelines reply FOLDER`` whole replies through every local
layer, as the desk checks them. Each prints one JSON value.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from evals.company import AGENT, TODAY, Company, demonstration
from evals.replies import read_replies
from guidelines.check import check
from guidelines.context import Context
from guidelines.draft import read_draft

HERE = Path(__file__).parent
WRITE_GOOD = "write-good@1.0.8"
ROUNDS = 3
_THROUGH_WRITE_GOOD = """
const writeGood = require('write-good');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const times = [];
for (let round = 0; round < 3; round++) {
  const began = process.cpuUsage();
  for (const text of texts) writeGood(text);
  times.push(process.cpuUsage(began).user / 1e6);
}
console.log(texts.length / Math.min(...times));
"""


def words(folder: Path) -> dict[str, Any]:
    """Sentences a second of each checker, None for one that is not here; ms of whole replies through the rules."""
    with demonstration() as company:
        context = Context(company.around.policy, TODAY, agent=AGENT)
    warm_up, sentences = _sentences()
    for text in warm_up:
        check(text, context)
    ours = _worked(lambda: [check(text, context) for text in sentences])
    for text in _known_replies():
        check(text, context)
    return {
        "sentences": len(sentences),
        "ours": len(sentences) / ours,
        "replies": [_timed(check, row["text"], context) for row in _long_replies()],
        "proselint": _proselint(sentences),
        "VADER": _vader(sentences),
        "write-good": _write_good(sentences, folder),
    }


def reply(_: Path) -> dict[str, Any]:
    """ms of replies of some 250 words: fresh ones in a warm process, and with each sentence changed in turn."""
    with demonstration() as company:
        company.library._model._threads = 1  # so that one core does it all
        for name in sorted({one.letter for one in read_replies()[0]}):
            checked = _checker(company, name)
            for one in read_replies()[0]:
                if one.letter == name and not one.held_back:
                    checked(one.text)
        fresh, again, changed = [], [], []
        for row in _long_replies():
            checked = _checker(company, row["letter"])
            fresh.append(_timed(checked, row["text"]))
            again.append(_timed(checked, row["text"]))
            changed += [_timed(checked, text) for text in _changes(row["text"])]
    return {"fresh": fresh, "again": again, "changed": changed}


def _checker(company: Company, name: str) -> Callable[[str], object]:
    """The check of a reply to a letter as the desk does it: the documents are searched with its own sentences too."""
    from casework.prepare import check_reply, products_meant, search_points
    from drafting.understand import understand

    letter, around, facts = company.letter(name), company.around, company.facts(name)
    products = products_meant(letter, around.library)
    enquiry = understand(letter, around.policy, today=around.today, embed=around.library.embed, known_products=products)
    passages = [hit.passage for point in search_points(enquiry, around.library) for hit in point.hits]

    def checked(text: str) -> object:
        return check_reply(
            text,
            around,
            letter=letter,
            enquiry=enquiry,
            passages=passages,
            facts=facts,
            agent=AGENT,
            role=company.role(name),
            look_up=True,
        )

    return checked


def _changes(text: str) -> Iterator[str]:
    """The text with one sentence after the other changed by hand, as far as a machine can: a few words more in each."""
    for number, sentence in enumerate(read_draft(text).sentences):
        middle = text.find(" ", sentence.start + len(sentence.text) // 2, sentence.end)
        if middle > 0:
            yield f"{text[:middle]} {('again', 'now', 'as well', 'so far')[number % 4]}{text[middle:]}"


def _long_replies() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = yaml.safe_load((HERE / "long_replies.yaml").read_text(encoding="utf-8"))
    return rows


def _known_replies() -> list[str]:
    return [one.text for one in read_replies()[0] if not one.held_back]


def _sentences() -> tuple[list[str], list[str]]:
    """Sentences of replies to warm up with, and others to time."""
    lines = (HERE / "sentences" / "work.jsonl").read_text(encoding="utf-8").splitlines()
    known = [json.loads(line)["text"] for line in lines]
    known += [sentence.text for text in _known_replies() for sentence in read_draft(text).sentences]
    distinct = list(dict.fromkeys(known))
    return distinct[::2], distinct[1::2]


def _proselint(sentences: Sequence[str]) -> float | None:
    try:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        return None
    CheckRegistry().register_many(__register__)
    return _rate(lambda text: LintFile("draft", text).lint(), sentences)


def _vader(sentences: Sequence[str]) -> float | None:
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    return _rate(SentimentIntensityAnalyzer().polarity_scores, sentences)


def _write_good(sentences: Sequence[str], folder: Path) -> float | None:
    """Through node, installed into the folder when it is not there yet; None where there is no node or no network."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    if not (folder / "node_modules" / "write-good").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), WRITE_GOOD]
        if subprocess.run(install, stdout=subprocess.DEVNULL, check=False).returncode:
            return None
    done = subprocess.run(
        [node, "-e", _THROUGH_WRITE_GOOD],
        cwd=folder,
        input=json.dumps(sentences),
        capture_output=True,
        text=True,
        check=False,
    )
    return float(done.stdout) if done.returncode == 0 else None


def _rate(act: Callable[[str], object], sentences: Sequence[str]) -> float:
    """Sentences a second, the best of some rounds: these checkers remember nothing."""
    act(sentences[0])
    return len(sentences) / min(_worked(lambda: [act(text) for text in sentences]) for _ in range(ROUNDS))


def _timed(act: Callable[..., object], *given: object) -> float:
    began = time.perf_counter()
    act(*given)
    return (time.perf_counter() - began) * 1000


def _worked(act: Callable[[], object]) -> float:
    """Seconds of a core's work, whatever else runs beside it."""
    began = time.process_time()
    act()
    return time.process_time() - began


if __name__ == "__main__":
    print(json.dumps({"words": words, "reply": reply}[sys.argv[1]](Path(sys.argv[2]))))
